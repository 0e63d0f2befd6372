package imap

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"supplierwatch/internal/testkit/faultyserver"
)

// oddLines are what servers send that no standard allows, and that nothing depends on.
var oddLines = map[string]string{
	"forbidden keyword":   `* FLAGS (\Answered \Seen OIB-Seen-[Gmail]/Important NonJunk)`,
	"permanent keyword":   `* OK [PERMANENTFLAGS (\Answered OIB-Seen-[Gmail]/Important \*)] Flags permitted.`,
	"quoted flag":         `* FLAGS ("\\Deleted" "a b" \Seen)`,
	"control character":   "* FLAGS (a\x01b \x00 \\Seen)",
	"empty atoms":         `* FLAGS ( \Seen  \ )`,
	"8-bit keyword":       "* FLAGS (Gel\xf6scht \\Seen)",
	"keyword as literal":  "* FLAGS ({4}\r\na](b \\Seen)",
	"no list of flags":    `* FLAGS NIL`,
	"unknown response":    `* XAPPLEPUSHSERVICE "a" (b]c {3}` + "\r\nA1 x)",
	"unknown number":      `* 12 XUNREAD`,
	"list of a folder":    "* LIST (\\HasNoChildren a]b \"x\") \"/\" Ordner/\xe4[",
	"recent":              `* 4294967296444 RECENT`,
	"capabilities":        "* CAPABILITY IMAP4rev1 X(Y) \"Z\" \xe4",
	"empty line":          ``,
	"next UID":            `* OK [UIDNEXT 4294967296] Predicted next UID`,
	"code without an end": `* OK [UNSEEN 3 first unseen`,
	"odd code":            `* OK [X-(])] text`,
	"mod-sequence":        `* OK [HIGHESTMODSEQ 0x12] Highest`,
	"another ID":          `* ID ("name" NIL "support" (x))`,
	"alert":               `* OK [ALERT] Quota nearly full`,
	"NO alert":            `* NO [ALERT] Mailbox is at 98%`,
	"NO":                  `* NO could not open index, rebuilding`,
	"BAD":                 `* BAD unsolicited`,
	"OVERQUOTA":           `* NO [OVERQUOTA] (Success)`,
	"STATUS":              `* STATUS "INBOX" (MESSAGES 5)`,
	"NAMESPACE":           `* NAMESPACE (("INBOX." ".")) NIL NIL`,
	"ENABLED":             `* ENABLED`,
	"VANISHED":            `* VANISHED (EARLIER) 1:3`,
	"SORT":                `* SORT 1 2`,
	"THREAD":              `* THREAD (1)(2)`,
	"fetch of unknown":    `* 99 FETCH (FLAGS (\Seen))`,
	"fetch flags":         `* 1 FETCH (FLAGS (\Seen) UID 1)`,
	"expunge unknown":     `* 99 EXPUNGE`,
	"long line":           `* OK ` + strings.Repeat("x", 30000),
	"OK alone":            `* OK`,
	"star":                `*`,
	"plus":                `+ idling`,
	"garbage":             `Connection warning: disk`,
	"stray tag":           `Z99 OK late answer`,
	"stray BAD":           `Z99 BAD late answer`,
	"quota":               `* QUOTA "Shared" (STORAGE 10 -1)`,
	"quotaroot":           `* QUOTAROOT INBOX`,
	"nomodseq":            `* OK [NOMODSEQ] none`,
	"referral":            `* OK [REFERRAL imap://x/] moved`,
	"read-write":          `* OK [READ-WRITE] ok`,
	"closed":              `* OK [CLOSED] previous`,
	"uidvalidity nil":     `* OK [UIDNEXT NIL] x`,
	"exists nil":          `* NIL EXISTS`,
	"minus exists":        `* -1 EXISTS`,
	"esearch stray":       `* ESEARCH (TAG "zz") UID ALL 7`,
	"bare LF":             "* OK one\n* OK two",
	"search empty":        `* SEARCH`,
}

// Whatever a server says besides what is needed: the login succeeds, and every message
// is read, at every step of a visit.
func TestOddLinesCostNothing(t *testing.T) {
	t.Parallel()
	for name, odd := range oddLines {
		for _, verb := range []string{"", "LOGIN", "EXAMINE", "SEARCH", "FETCH", "LOGOUT"} {
			t.Run(name+" at "+verb, func(t *testing.T) {
				t.Parallel()
				s, a := bare(t)
				add(s, "one", "two")
				a.Timeout = 2 * time.Second
				s.SetFault(func(command, answer string) (string, faultyserver.AfterAnswer) {
					switch {
					case verb == "" && command == "":
						answer += odd + "\r\n" // behind the greeting
					case verb != "" && strings.Contains(command, verb):
						answer = odd + "\r\n" + answer
					}
					return answer, faultyserver.Continue
				})
				expect(t, login(t, a, "INBOX"), "", `"INBOX" holds 2 messages`)
				j := &journal{}
				j.mustScan(t, a)
				j.expect(t, "1 one", "2 two")
				if got := inspect(t, a); got.Unread == nil || got.Unread.UID != 1 || got.Unread.Subject != "one" {
					t.Errorf("inspected %+v", got.Unread)
				}
			})
		}
	}
}

// Odd flags, dates and items of a message do not hide it, and \Seen is found among them.
func TestOddItemsCostNothing(t *testing.T) {
	t.Parallel()
	for name, odd := range map[string]string{
		"forbidden keyword": `FLAGS (OIB-Seen-[Gmail]/x \Seen) `,
		"parentheses":       `FLAGS (a(b) \Seen c) `,
		"quoted":            `FLAGS ("\\Seen" "x y") `,
		"8-bit":             "FLAGS (\xe4\x01 \\Seen) ",
		"as literal":        "FLAGS (\\Seen {2}\r\na]) ",
		"unknown item":      `FLAGS (\Seen) X-GM-LABELS (\Inbox "a)" {2}` + "\r\n)() ",
		"envelope":          `FLAGS (\Seen) ENVELOPE ("x" NIL ((NIL NIL)) -1) `,
		"a date that fails": `FLAGS (\Seen) INTERNALDATE "yesterday" `,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, a := bare(t)
			add(s, "one", "two", "three")
			s.SetFault(func(command, answer string) (string, faultyserver.AfterAnswer) {
				if strings.Contains(command, "FLAGS") {
					answer = strings.Replace(strings.Replace(answer, "FLAGS () ", "", 2), "(UID 2 ", "(UID 2 "+odd, 1)
				}
				return answer, faultyserver.Continue
			})
			seen := map[uint32]bool{}
			_, err := Scan(t.Context(), a, "INBOX", (&journal{}).at, ScanOptions{}, func(_ context.Context, b Batch) error {
				for _, r := range b.Received {
					seen[r.UID] = r.Seen
				}
				if len(b.Quarantined) > 0 {
					t.Errorf("quarantined %+v", b.Quarantined)
				}
				return nil
			})
			if err != nil || len(seen) != 3 || !seen[2] || seen[1] {
				t.Errorf("got %v, %v", seen, err)
			}
		})
	}
}

// A message whose arrival the server does not give, or whose UID it gives last, is
// read. It arrived after it was written.
func TestArrivalUnknown(t *testing.T) {
	t.Parallel()
	s, a := bare(t)
	written := time.Now().Add(-48 * time.Hour).Truncate(time.Second)
	s.Add(faultyserver.IMAPMessage{Raw: []byte(written.Format("Date: "+time.RFC1123Z) + "\r\nSubject: one\r\n\r\nx\r\n")})
	add(s, "two")
	s.SetFault(func(command, answer string) (string, faultyserver.AfterAnswer) {
		answer = strings.ReplaceAll(answer, "INTERNALDATE \"", "INTERNALDATE \"?")
		if strings.Contains(command, "BODY") {
			answer = strings.Replace(answer, "(UID 1 ", "(", 1)
			answer = strings.Replace(answer, "\r\n)", "\r\n UID 1)", 1)
		}
		return answer, faultyserver.Continue
	})
	arrived := map[uint32]time.Time{}
	_, err := Scan(t.Context(), a, "INBOX", (&journal{}).at, ScanOptions{}, func(_ context.Context, b Batch) error {
		for _, r := range b.Received {
			arrived[r.UID] = r.Arrived
		}
		return nil
	})
	if err != nil || len(arrived) != 2 || !arrived[1].Equal(written) || time.Since(arrived[2]) > time.Minute {
		t.Errorf("got %v, %v", arrived, err)
	}
	if got := inspect(t, a); got.Unread == nil || got.Unread.Subject != "one" || !got.Unread.Arrived.Equal(written) {
		t.Errorf("inspected %+v", got.Unread)
	}
}

// A UIDVALIDITY that is no number of 32 bits is the same as long as the server says the same.
func TestOddValidity(t *testing.T) {
	t.Parallel()
	s, a := bare(t)
	add(s, "one")
	var validity atomic.Value
	validity.Store("4294967296123")
	s.SetFault(func(_, answer string) (string, faultyserver.AfterAnswer) {
		return strings.Replace(answer, "[UIDVALIDITY 1]", "[UIDVALIDITY "+validity.Load().(string)+"]", 1), faultyserver.Continue
	})
	j := &journal{}
	j.mustScan(t, a)
	j.expect(t, "1 one")
	j.mustScan(t, a)
	j.expect(t)
	validity.Store("none")
	if sum := j.mustScan(t, a); !sum.Renumbered {
		t.Errorf("got %+v", sum)
	}
	j.expect(t, "1 one")
}

// A search that finds something else than UIDs is an error, not an empty folder.
func TestOddSearch(t *testing.T) {
	t.Parallel()
	for _, found := range []string{"* SEARCH 1 two", `* ESEARCH (TAG "TAG") ALL 1:2`} {
		s, a := bare(t)
		add(s, "one", "two")
		s.SetFault(func(command, answer string) (string, faultyserver.AfterAnswer) {
			if strings.Contains(command, "SEARCH") {
				tag, _, _ := strings.Cut(answer[strings.Index(answer, "\r\n")+2:], " ")
				answer = strings.Replace(found, `"TAG"`, `"`+tag+`"`, 1) + answer[strings.Index(answer, "\r\n"):]
			}
			return answer, faultyserver.Continue
		})
		j := &journal{}
		if _, err := j.scan(t, a); failedStep(err) != StepSearch {
			t.Errorf("%q: got %v, kept %q", found, err, j.kept)
		}
	}
}

// demandsID is a server that offers ID and opens no folder before it has come.
func demandsID(t *testing.T, answer string) (*faultyserver.IMAP, Account) {
	t.Helper()
	s, a := bare(t)
	add(s, "one")
	s.SetFault(func(command, usual string) (string, faultyserver.AfterAnswer) {
		tag, _, _ := strings.Cut(usual, " ")
		identified := false
		for _, earlier := range s.Commands() {
			identified = identified || strings.HasPrefix(earlier, "ID (")
		}
		switch {
		case strings.HasPrefix(command, "ID "):
			return strings.ReplaceAll(answer, "TAG", tag), faultyserver.Continue
		case command == "" || command == "CAPABILITY":
			return strings.Replace(usual, "IMAP4rev1", "IMAP4rev1 ID", 1), faultyserver.Continue
		case strings.Contains(command, "EXAMINE") && !identified:
			return strings.Replace(refuse(usual), "[SERVERBUG] Internal error occurred", "EXAMINE Unsafe Login. Please contact kefu@188.com for help", 1), faultyserver.Continue
		}
		return usual, faultyserver.Continue
	})
	return s, a
}

// ID is sent before a folder is opened, where it is offered, whatever the answer.
func TestID(t *testing.T) {
	t.Parallel()
	for _, answer := range []string{
		"* ID NIL\r\nTAG OK done\r\n", "* ID (\"name\" \"x\" \"host\" NIL)\r\nTAG OK done\r\n", "* ID (\x01 {\r\nTAG OK\r\n",
		"TAG NO not now\r\n", "TAG BAD unknown\r\n",
	} {
		s, a := demandsID(t, answer)
		expect(t, login(t, a, "INBOX"), "", `"INBOX" holds 1 messages`)
		j := &journal{}
		j.mustScan(t, a)
		j.expect(t, "1 one")
		if all := strings.Join(s.Commands(), "\n"); !strings.Contains(all, `ID ("name" "supplierwatch"`) {
			t.Errorf("%q: the server was told\n%s", answer, all)
		}
	}
}

// Each failure names the step that failed, and says nothing of those that did not.
func TestStepsAreNamed(t *testing.T) {
	t.Parallel()
	const ready, in = "* OK [CAPABILITY IMAP4rev1] ready", "* PREAUTH [CAPABILITY IMAP4rev1] welcome"
	noTLS := script(t, ready)
	noTLS.TLS = TLSImplicit
	for _, tt := range []struct {
		account Account
		step    Step
		reason  Reason
		says    string
		not     string
	}{
		{script(t, "* BYE too many"), StepGreeting, ReasonRefused, "wait for the greeting: ", "logged in"},
		{script(t, "220 mail.buyer.example ESMTP"), StepGreeting, ReasonProtocol, `the server does not speak IMAP: its first line is "220 mail.buyer.example ESMTP"`, "logged in"},
		{noTLS, StepTLS, ReasonTLS, "begin TLS: ", "logged in"},
		{script(t, ready, "TAG NO [AUTHENTICATIONFAILED] wrong"), StepLogin, ReasonLogin, "log in as corp: ", "logged in"},
		{script(t, ready, "!* OK"), StepLogin, ReasonProtocol, "log in as corp: ", "logged in"},
		{script(t, "* PREAUTH [CAPABILITY IMAP4rev1 ID] in", "!"), StepIdentify, ReasonProtocol, "send ID: ", ""},
		{script(t, in, "TAG NO no such folder"), StepFolder, ReasonFolder, `open the folder "INBOX": `, ""},
		{script(t, in, "!* 3 EX"), StepFolder, ReasonProtocol, `open the folder "INBOX": `, ""},
	} {
		got := Try(t.Context(), tt.account, "INBOX")
		if got.Failed != tt.step || got.Reason != tt.reason || !strings.Contains(got.Evidence, tt.says) || tt.not != "" && strings.Contains(got.Evidence, tt.not) {
			t.Errorf("%s: got %+v", tt.step, got)
		}
	}
	if got := Try(t.Context(), script(t, in, "* 0 EXISTS\r\nTAG OK done", "TAG OK bye"), "INBOX"); got.Failed != "" || got.Reason != "" {
		t.Errorf("got %+v", got)
	}
}

// A server that ends the session says why, whether it closes the connection or not, and nobody waits for more.
func TestTheServerEndsTheSession(t *testing.T) {
	t.Parallel()
	const ready, in = "* OK [CAPABILITY IMAP4rev1] ready", "* PREAUTH [CAPABILITY IMAP4rev1] welcome"
	for _, tt := range []struct {
		lines []string
		want  string
	}{
		{[]string{ready, "* BYE [UNAVAILABLE] maintenance until 6"}, `log in as corp: the server ends the session: "BYE [UNAVAILABLE] maintenance until 6"`},
		{[]string{in, "* 3 EXISTS\r\n* BYE shutting down"}, `open the folder "INBOX": the server ends the session: "BYE shutting down"`},
		{[]string{in, "!* BYE shutting down\r\n"}, `open the folder "INBOX": the server ends the session: "BYE shutting down"`},
	} {
		a := script(t, tt.lines...)
		if got := Try(t.Context(), a, "INBOX"); got.Reason != ReasonProtocol || !strings.Contains(got.Evidence, tt.want) {
			t.Errorf("%q: got %+v", tt.lines, got)
		}
	}
}

// A server that offers CONDSTORE and takes no EXAMINE with it opens the folder without.
func TestCondStoreThatIsRefused(t *testing.T) {
	t.Parallel()
	a := script(t, "* PREAUTH [CAPABILITY IMAP4rev1 CONDSTORE] welcome", "TAG BAD unexpected (CONDSTORE)", "* 1 EXISTS\r\nTAG OK done", "TAG OK bye")
	if got := Try(t.Context(), a, "INBOX"); got.Reason != "" || !strings.Contains(got.Evidence, `"INBOX" holds 1 messages`) {
		t.Errorf("got %+v", got)
	}
}
