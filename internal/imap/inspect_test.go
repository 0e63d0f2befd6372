package imap

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/testkit/faultyserver"
)

// isRef knows our mails by their subject.
func isRef(m mailparse.Message) bool { return strings.HasPrefix(m.Subject, "Ref ") }

func inspect(t *testing.T, a Account) Inspection {
	t.Helper()
	got, err := Inspect(t.Context(), a, "INBOX", isRef)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestOldestUnread(t *testing.T) {
	t.Parallel()
	s, a := bare(t)
	if got := inspect(t, a); got != (Inspection{}) {
		t.Errorf("an empty folder has %+v", got)
	}
	noon := time.Now().Truncate(time.Second)
	put := func(minutes int, subject, flags string) {
		s.Add(faultyserver.IMAPMessage{Raw: mail(subject), Flags: flags, Arrived: noon.Add(time.Duration(minutes) * time.Minute)})
	}
	put(0, "read", `\Seen`)
	put(1, "Ref 1", "")
	if got := inspect(t, a); got.Unread != nil {
		t.Errorf("only ours is unread, but there is %+v", got.Unread)
	}
	put(4, "later", "")
	put(3, "sooner", `\Flagged`)
	want := &Unread{UID: 4, Arrived: noon.Add(3 * time.Minute), Sender: "jane@acme.test", Subject: "sooner"}
	if got := inspect(t, a); cmp.Diff(want, got.Unread) != "" || got.Quota != nil {
		t.Errorf("got %+v and %+v, want %+v", got.Unread, got.Quota, want)
	}
}

// Of very many unread messages the first five hundred count.
func TestVeryManyUnread(t *testing.T) {
	t.Parallel()
	s, a := bare(t)
	for i := range maxUnread {
		add(s, fmt.Sprint("Ref ", i))
	}
	add(s, "beyond")
	if got := inspect(t, a); got.Unread != nil {
		t.Errorf("got %+v", got.Unread)
	}
	s.Remove(250)
	if got := inspect(t, a); got.Unread == nil || got.Unread.Subject != "beyond" {
		t.Errorf("got %+v", got.Unread)
	}
}

// A header that cannot be read does not hide that a message is unread.
func TestUnreadablyUnread(t *testing.T) {
	t.Parallel()
	s, a := bare(t)
	add(s, "Ref 1", "poison", "fine")
	for name, change := range map[string]func(string) (string, faultyserver.AfterAnswer){
		"cut": cutAt("(UID 2 "), "refused": func(answer string) (string, faultyserver.AfterAnswer) { return refuse(answer), faultyserver.Continue },
		"empty": func(answer string) (string, faultyserver.AfterAnswer) {
			return withoutText(answer), faultyserver.Continue
		},
	} {
		s.SetFault(func(command, answer string) (string, faultyserver.AfterAnswer) {
			if strings.Contains(command, "HEADER") && strings.Contains(answer, "(UID 2 ") {
				return change(answer)
			}
			return answer, faultyserver.Continue
		})
		got := inspect(t, a)
		if got.Unread == nil || got.Unread.UID > 2 || got.Unread.Sender != "" {
			t.Errorf("%s: got %+v", name, got.Unread)
		}
	}
}

func TestInspectFails(t *testing.T) {
	t.Parallel()
	for _, verb := range []string{"EXAMINE", "SEARCH", "FLAGS"} {
		s, a := bare(t)
		add(s, "one")
		s.SetFault(func(command, answer string) (string, faultyserver.AfterAnswer) {
			if strings.Contains(command, verb) {
				return "", faultyserver.CloseConnection
			}
			return answer, faultyserver.Continue
		})
		if got, err := Inspect(t.Context(), a, "INBOX", isRef); err == nil {
			t.Errorf("without %s: %+v", verb, got)
		}
	}
	s, a := bare(t)
	add(s, "one")
	ctx, cancel := context.WithCancel(t.Context())
	s.SetFault(func(command, answer string) (string, faultyserver.AfterAnswer) {
		if strings.Contains(command, "HEADER") {
			cancel()
			return "", faultyserver.StopAnswering
		}
		return answer, faultyserver.Continue
	})
	if got, err := Inspect(ctx, a, "INBOX", isRef); reasonOf(err) != ReasonCancelled {
		t.Errorf("cancelled: %+v, %v", got, err)
	}
}

// withQuota has a bare server tell of quotas.
func withQuota(s *faultyserver.IMAP, answer string) {
	s.SetFault(func(command, usual string) (string, faultyserver.AfterAnswer) {
		tag, _, _ := strings.Cut(usual, " ")
		switch {
		case strings.HasPrefix(command, "GETQUOTAROOT"):
			return strings.ReplaceAll(answer, "TAG", tag), faultyserver.Continue
		case command == "CAPABILITY":
			return strings.Replace(usual, "IMAP4rev1", "IMAP4rev1 QUOTA", 1), faultyserver.Continue
		}
		return usual, faultyserver.Continue
	})
}

func TestQuota(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]*Quota{
		"* QUOTAROOT INBOX \"\"\r\n* QUOTA \"\" (STORAGE 10 512)\r\nTAG OK x\r\n":                                     {Used: 10240, Limit: 524288},
		"* QUOTAROOT INBOX a b\r\n* QUOTA a (STORAGE 10 512)\r\n* QUOTA b (MESSAGE 1 2 STORAGE 9 10)\r\nTAG OK x\r\n": {Used: 9216, Limit: 10240},
		"* QUOTAROOT INBOX a\r\n* QUOTA a (STORAGE 9223372036854775807 9223372036854775807)\r\nTAG OK x\r\n":          {Used: 1<<63 - 1024, Limit: 1<<63 - 1024},
		"* QUOTAROOT INBOX a\r\n* QUOTA a (MESSAGE 1 2)\r\nTAG OK x\r\n":                                              nil,
		"* QUOTAROOT INBOX a\r\n* QUOTA a (STORAGE 5 0)\r\nTAG OK x\r\n":                                              nil,
		"* QUOTAROOT INBOX\r\nTAG OK x\r\n":                                                                           nil,
		"TAG NO no quota here\r\n":                                                                                    nil,
	} {
		s, a := bare(t)
		withQuota(s, answer)
		if got := inspect(t, a); cmp.Diff(want, got.Quota) != "" {
			t.Errorf("%q: %s", answer, cmp.Diff(want, got.Quota))
		}
	}
}
