package imap

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"supplierwatch/internal/testkit/faultyserver"
)

// onBody changes what the server answers when the text of a message is fetched.
func onBody(uid int, change func(answer string) (string, faultyserver.AfterAnswer)) faultyserver.IMAPFault {
	mark := fmt.Sprintf("(UID %d ", uid)
	return func(command, answer string) (string, faultyserver.AfterAnswer) {
		if !strings.Contains(command, "BODY.PEEK") || !strings.Contains(answer, mark) {
			return answer, faultyserver.Continue
		}
		return change(answer)
	}
}

// cutAt sends an answer up to a text and closes the connection.
func cutAt(text string) func(string) (string, faultyserver.AfterAnswer) {
	return func(answer string) (string, faultyserver.AfterAnswer) {
		before, _, _ := strings.Cut(answer, text)
		return before, faultyserver.CloseConnection
	}
}

func replaced(from, to string, then faultyserver.AfterAnswer) func(string) (string, faultyserver.AfterAnswer) {
	return func(answer string) (string, faultyserver.AfterAnswer) {
		return strings.Replace(answer, from, to, 1), then
	}
}

// One message that a server cannot give stops none of the others.
func TestPoisonedMessage(t *testing.T) {
	t.Parallel()
	const literal = "Subject: poison"
	for name, tt := range map[string]struct {
		change func(string) (string, faultyserver.AfterAnswer)
		reason string
	}{
		"refused":             {func(answer string) (string, faultyserver.AfterAnswer) { return refuse(answer), faultyserver.Continue }, "SERVERBUG"},
		"cut in the text":     {cutAt(literal), "cut"},
		"cut before the text": {cutAt(" BODY[]<0> {" + fmt.Sprint(len(mail("poison")))), ""},
		"mute":                {func(answer string) (string, faultyserver.AfterAnswer) { return "", faultyserver.StopAnswering }, "no answer in time"},
		"a literal of 2 GB":   {replaced(fmt.Sprintf("{%d}\r\nFrom: jane@acme.test\r\n"+literal, len(mail("poison"))), "{2147483648}\r\n", faultyserver.Continue), "2147483648 bytes"},
		"a longer text":       {replaced(fmt.Sprintf("{%d}\r\nFrom: jane@acme.test\r\n"+literal, len(mail("poison"))), "{9}\r\nFrom: jane@acme.test\r\n"+literal, faultyserver.Continue), ""},
		"no text": {func(answer string) (string, faultyserver.AfterAnswer) {
			return withoutText(answer), faultyserver.Continue
		}, "no text"},
		"nonsense":            {replaced("* 2 FETCH (UID 2 ", "* 2 FETCH [UID 2 ", faultyserver.Continue), ""},
		"an endless response": {replaced("* 2 FETCH (UID 2 ", "* 2 FETCH (UID 2 FLAGS ("+strings.Repeat("x", 2<<20)+") ", faultyserver.Continue), "more than it may"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, a := bare(t)
			add(s, "one", "poison", "three", "four")
			s.SetFault(onBody(2, tt.change))
			if name == "mute" {
				a.Timeout = time.Second
			}
			j := &journal{}
			j.mustScan(t, a)
			if len(j.kept) != 4 || j.at.UID != 4 {
				t.Fatalf("kept %q up to %d", j.kept, j.at.UID)
			}
			reason := j.kept[3]
			if !strings.HasPrefix(reason, "2: ") || !strings.Contains(reason, tt.reason) || strings.Contains(reason, "\n") {
				t.Errorf("quarantined with %q", reason)
			}
			j.kept = nil
			j.mustScan(t, a)
			j.expect(t)
		})
	}
}

// What a server tells unasked of a message takes the place of its text once; the
// message is read all the same.
func TestFlagsReportedInBetween(t *testing.T) {
	t.Parallel()
	s, a := bare(t)
	add(s, "one", "two", "three")
	var once atomic.Bool
	s.SetFault(onBody(2, func(answer string) (string, faultyserver.AfterAnswer) {
		if once.CompareAndSwap(false, true) {
			answer = strings.Replace(answer, "* 2 FETCH (UID 2 ", "* 2 FETCH (UID 2 FLAGS (\\Seen) MODSEQ (9))\r\n* 2 FETCH (UID 2 ", 1)
		}
		return answer, faultyserver.Continue
	}))
	j := &journal{}
	j.mustScan(t, a)
	j.expect(t, "1 one", "2 two", "3 three")
}

// refuse answers only that something went wrong.
func refuse(answer string) string {
	tag := answer[strings.LastIndex(strings.TrimSuffix(answer, "\r\n"), "\r\n")+2:]
	return strings.Replace(tag, "OK done", "NO [SERVERBUG] Internal error occurred", 1)
}

// withoutText leaves the text out of each message.
func withoutText(answer string) string {
	var kept strings.Builder
	for _, line := range strings.SplitAfter(answer, "\r\n") {
		if before, _, cut := strings.Cut(line, "<0> {"); cut {
			kept.WriteString(before + "<0> NIL)\r\n")
		} else if !strings.HasPrefix(line, "*") && strings.Contains(line, "OK done") {
			kept.WriteString(line)
		}
	}
	return kept.String()
}

// A server that can give no message at all is ill; its messages are not.
func TestIllServer(t *testing.T) {
	t.Parallel()
	s, a := bare(t)
	add(s, "one", "two")
	s.SetFault(func(command, answer string) (string, faultyserver.AfterAnswer) {
		if strings.Contains(command, "BODY.PEEK") {
			return refuse(answer), faultyserver.Continue
		}
		return answer, faultyserver.Continue
	})
	j := &journal{}
	if _, err := j.scan(t, a); err == nil || !strings.Contains(err.Error(), "SERVERBUG") {
		t.Errorf("got %v", err)
	}
	j.expect(t)
	s.SetFault(nil)
	j.mustScan(t, a)
	j.expect(t, "1 one", "2 two")
}

// Wherever it is cut, however often, nothing is lost and nothing comes twice.
func TestCutAnywhere(t *testing.T) {
	t.Parallel()
	s, a := bare(t)
	for i := range 30 {
		add(s, fmt.Sprint(i))
	}
	j := &journal{}
	for limit := 300; limit < 6000; limit += 500 {
		cutOnce(s, limit)
		_, _ = j.scan(t, a)
	}
	s.SetFault(nil)
	j.mustScan(t, a)
	for i, kept := range j.kept {
		if kept != fmt.Sprintf("%d %d", i+1, i) {
			t.Fatalf("kept %q", j.kept)
		}
	}
	if len(j.kept) != 30 {
		t.Errorf("kept %d messages", len(j.kept))
	}
}

// cutOnce has the server cut the connection after so many bytes, once.
func cutOnce(s *faultyserver.IMAP, limit int) {
	var sent atomic.Int64
	s.SetFault(func(_, answer string) (string, faultyserver.AfterAnswer) {
		before := sent.Add(int64(len(answer))) - int64(len(answer))
		if left := int64(limit) - before; left >= 0 && left < int64(len(answer)) {
			return answer[:left], faultyserver.CloseConnection
		}
		return answer, faultyserver.Continue
	})
}

func TestRenumberedMeanwhile(t *testing.T) {
	t.Parallel()
	s, a := bare(t)
	add(s, "gone", "two")
	s.Remove(1)
	var once atomic.Bool
	s.SetFault(func(command, answer string) (string, faultyserver.AfterAnswer) {
		if strings.Contains(command, "BODY.PEEK") && once.CompareAndSwap(false, true) {
			s.Renumber()
			return "", faultyserver.CloseConnection
		}
		return answer, faultyserver.Continue
	})
	j := &journal{}
	if _, err := j.scan(t, a); err == nil || !strings.Contains(err.Error(), "anew") {
		t.Errorf("got %v", err)
	}
	j.mustScan(t, a)
	j.expect(t, "1 two")
}

// Messages that go while they are read are no loss.
func TestExpungedMeanwhile(t *testing.T) {
	t.Parallel()
	s, a := bare(t)
	add(s, "one", "two", "three")
	s.SetFault(func(command, answer string) (string, faultyserver.AfterAnswer) {
		if strings.Contains(command, "SEARCH") {
			s.Remove(2)
		}
		return answer, faultyserver.Continue
	})
	j := &journal{}
	j.mustScan(t, a)
	j.expect(t, "1 one", "3 three")
}

// A server that promises billions of messages costs no memory, and no more time
// than the visit is given.
func TestBillionsAnnounced(t *testing.T) {
	t.Parallel()
	s, a := bare(t)
	add(s, "one")
	s.SetFault(func(command, answer string) (string, faultyserver.AfterAnswer) {
		if strings.Contains(command, "SEARCH") && !strings.Contains(command, "SINCE") {
			return answer, faultyserver.Continue
		}
		tag := strings.Fields(answer[strings.Index(answer, "\r\n"):])
		return strings.Replace(answer, "* SEARCH 1", fmt.Sprintf(`* ESEARCH (TAG "%s") UID ALL 1:4294967295`, append(tag, "")[0]), 1), faultyserver.Continue
	})
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	j := &journal{}
	_, err := Scan(ctx, a, "INBOX", j.at, ScanOptions{}, func(ctx context.Context, b Batch) error {
		if b.Position.UID >= 2*maxBatch {
			cancel()
		}
		return j.take(ctx, b)
	})
	if reasonOf(err) != ReasonCancelled || len(j.kept) != 1 || j.at.UID < 2*maxBatch {
		t.Errorf("kept %q up to %d, %v", j.kept, j.at.UID, err)
	}
}

func TestSilentServer(t *testing.T) {
	t.Parallel()
	for _, verb := range []string{"", "LOGIN", "EXAMINE", "SEARCH", "FETCH"} {
		t.Run(verb, func(t *testing.T) {
			t.Parallel()
			s, a := bare(t)
			add(s, "one", "two")
			a.Timeout = 100 * time.Millisecond
			s.SetFault(func(command, answer string) (string, faultyserver.AfterAnswer) {
				if strings.Contains(command, verb) && (verb != "" || command == "") {
					return "", faultyserver.StopAnswering
				}
				return answer, faultyserver.Continue
			})
			j := &journal{}
			if _, err := j.scan(t, a); reasonOf(err) != ReasonTimeout {
				t.Errorf("got %v", err)
			}
			j.expect(t)
		})
	}
}
