package mailparse_test

import (
	"runtime"
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
)

// repeated are mails of hostile strangers that repeat something.
var repeated = map[string]struct{ head, again string }{
	"thanks":              {"Subject: Re: x\n\nyes\n", "thanks\n"},
	"thanks, spaced":      {"Subject: Re: x\n\nyes\n", "thanks\n\n"},
	"yes":                 {"Subject: Re: x\n\n", "yes "},
	"names":               {"Subject: Re: x\n\nyes\nX!\n", "Jane\n"},
	"clauses":             {"Subject: Re: x\n\n", "yes, "},
	"our own words":       {"Subject: Re: x\n\n", "Is this still right? Please reply \"yes\", or tell us who it is now.\n"},
	"parts of our words":  {"Subject: Re: x\n\n", "Is this still righ"},
	"answers on the line": {"Subject: Re: x\n\n", "Yes. On Mon, 23 Nov 2026, x wrote\n"},
	"departures":          {"Subject: Re: x\n\n", "Anna is no longer with us. "},
	"answers between":     {"Subject: Re: x\n\n", "> Is anything coming?\nno\n"},
	"known accents":       {"Subject: Re: x\n\n", "s\u00ed "},
	"postscripts":         {"Subject: Re: x\n\nyes\n", "ps\n"},
	"business cards":      {"Subject: Re: x\n\nyes\n", "\ntel\nab\n"},
	"legal notices":       {"Subject: Re: x\n\nyes\n", "this e-mail is\n"},
	"attributions":        {"Subject: Re: x\n\n", "On 1 wrote:\n\n\n"},
	"quoted headers":      {"Subject: Re: x\n\n", "Subject: x\n"},
	"wrapped lines":       {"Subject: Re: x\n\n", strings.Repeat("a", 60) + "\n"},
	"addresses":           {"Subject: Re: x\n\n", "a@b.example "},
	"numbers":             {"Subject: Re: x\n\nyes\n", "12 34 "},
	"telephone numbers":   {"Subject: Re: x\n\n", "+49 89 1234567 "},
	"bank accounts":       {"Subject: Re: x\n\n", "DE89 3704 0044 "},
	"overrides":           {"Subject: Re: x\n\nyes\n", "\u202e"},
	"parted letters":      {"Subject: Re: x\n\nyes\n", "a b c d "},
	"absences":            {"Subject: out of office\n\n", "until 1 September 2026 "},
	"refusals":            {"Subject: Undelivered Mail\nFrom: mailer-daemon@x.example\n\n", "<a@b.example>: 550 5.1.1 unknown\n"},
	"mailboxes":           {"Subject: Undelivered Mail\nFrom: mailer-daemon@x.example\n\n", "user recipient "},
	"sessions":            {"Subject: Undelivered Mail\nFrom: mailer-daemon@x.example\n\n", ">>> RCPT TO:<a@b.example>\n<<< 550-x\n"},
	"summaries":           {"Subject: Undelivered Mail\nFrom: mailer-daemon@x.example\n\n", "Subject: abcdefghi\nabcdefghi\n"},
	"groups of a report":  {"Content-Type: multipart/report; boundary=q\n\n--q\nContent-Type: message/delivery-status\n\n", "Final-Recipient: rfc822; a@b.example\n\nAction: failed\n\n"},
	"returned headers":    {"Subject: Undelivered Mail\nFrom: mailer-daemon@x.example\n\n", "From: a@b\nSubject: x\n\n"},
	"delivery status":     {"Content-Type: multipart/report; boundary=q\n\n--q\nContent-Type: message/delivery-status\n\n", "\nAction: failed\n"},
	"nested parts":        {"", "Content-Type: multipart/mixed; boundary=q\n\n--q\n"},
	"almost boundaries":   {"Content-Type: multipart/mixed; boundary=q\n\n", "--qq\n"},
	"parts":               {"Content-Type: multipart/mixed; boundary=q\n\n", "--q\n\nx\n"},
	"alternatives":        {"Content-Type: multipart/alternative; boundary=q\n\n", "--q\nContent-Type: text/plain\n\n \n"},
	"encoded words":       {"Subject: ", "=?utf-8?q?"},
	"empty encoded words": {"Subject: ", "=?"},
	"folded fields":       {"Subject: ", "x\n "},
	"parameters":          {"Content-Type: text/plain", "; a*0=b"},
	"comments":            {"From: ", "(a@b.example"},
	"blockquotes":         {"Subject: Re: x\nContent-Type: text/html\n\n", "<blockquote>x"},
	"signatures in HTML":  {"Subject: Re: x\nContent-Type: text/html\n\n", "<p id=gmail_signature>"},
	"signatures of PGP":   {"Subject: Re: x\n\n", "-----BEGIN PGP MESSAGE-----\n\niQ\n\n\n"},
	"texts signed by PGP": {"Subject: Re: x\n\n", "-----BEGIN PGP SIGNED MESSAGE-----\nHash: a\n"},
	"comments in HTML":    {"Subject: Re: x\nContent-Type: text/html\n\n", "<!--[if mso]>"},
	"styles in HTML":      {"Subject: Re: x\nContent-Type: text/html\n\n", "<svg><style><p>"},
	"unfinished tags":     {"Subject: Re: x\nContent-Type: text/html\n\n<p ", " class=a"},
	"EDIFACT":             {"Content-Type: application/edifact; name=a.edi\n\nUNB+UNOA:1'", "LIN+1+5'"},
}

// TestReadingGrowsWithTheMail holds that a mail eight times as long costs about eight times as much, by how often and how much memory is
// allocated, which unlike the time is nearly the same in every run.
func TestReadingGrowsWithTheMail(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, short: takes long under the race detector, and nothing here runs at the same time")
	}
	cost := func(head, again string, size int) (allocations, bytes uint64) {
		raw := []byte(head + strings.Repeat(again, size/len(again)))
		mailparse.Read(raw) // what is prepared once does not count
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		mailparse.Read(raw)
		runtime.ReadMemStats(&after)
		return after.Mallocs - before.Mallocs, after.TotalAlloc - before.TotalAlloc
	}
	for name, mail := range repeated {
		smallCount, smallBytes := cost(mail.head, mail.again, 3<<10)
		largeCount, largeBytes := cost(mail.head, mail.again, 24<<10)
		if largeCount > 10*smallCount+100 {
			t.Errorf("%s: %d allocations for 3 KiB, %d for 24 KiB", name, smallCount, largeCount)
		}
		if largeBytes > 10*smallBytes+16<<20 {
			t.Errorf("%s: %d bytes are allocated for 3 KiB, %d for 24 KiB", name, smallBytes, largeBytes)
		}
	}
}

// TestManyAlternativesConfirmNothing holds that a mail with more alternatives than are compared confirms nothing. To compare each with the text
// that is read took seconds.
func TestManyAlternativesConfirmNothing(t *testing.T) {
	mail := func(alternatives int) mailparse.Message {
		var raw strings.Builder
		raw.WriteString("Subject: Re: x\nIn-Reply-To: <a@b.example>\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\nyes\n")
		for range alternatives {
			raw.WriteString("--q\nContent-Type: multipart/alternative; boundary=r\n\n--r\n\nyes\n--r\nContent-Type: text/html\n\nyes\n--r--\n")
		}
		return mailparse.Read([]byte(raw.String() + "--q--\n"))
	}
	if m := mail(6); m.Verdict != mailparse.Confirmed {
		t.Errorf("six alternatives that agree are %s: %v", m.Verdict, m.Evidence)
	}
	m := mail(7)
	if want := "the mail has more alternatives than are compared"; m.Verdict != mailparse.Replied || !slices.Contains(m.Evidence, want) {
		t.Errorf("seven alternatives are %s: %v, want %q", m.Verdict, m.Evidence, want)
	}
}

// TestALongSubjectIsCut holds that of a subject no more is kept than anybody reads.
func TestALongSubjectIsCut(t *testing.T) {
	long := "Subject: =?utf-8?q?" + strings.Repeat("=C3=A4", 5000) + "?=\n\nx"
	for name, m := range map[string]mailparse.Message{"read whole": mailparse.Read([]byte(long)), "its header alone": mailparse.Head([]byte(long))} {
		if m.Subject != strings.Repeat("ä", 500) {
			t.Errorf("%s: %d bytes of the subject are kept; want 500 characters", name, len(m.Subject))
		}
	}
}
