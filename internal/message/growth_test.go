package message_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/message"
)

// repeated are mails of hostile strangers that repeat something.
var repeated = map[string]struct{ head, again string }{
	"thanks":              {"Subject: Re: x\n\nyes\n", "thanks\n"},
	"thanks, spaced":      {"Subject: Re: x\n\nyes\n", "thanks\n\n"},
	"yes":                 {"Subject: Re: x\n\n", "yes "},
	"postscripts":         {"Subject: Re: x\n\nyes\n", "ps\n"},
	"business cards":      {"Subject: Re: x\n\nyes\n", "\ntel\nab\n"},
	"legal notices":       {"Subject: Re: x\n\nyes\n", "this e-mail is\n"},
	"attributions":        {"Subject: Re: x\n\n", "On 1 wrote:\n\n\n"},
	"quoted headers":      {"Subject: Re: x\n\n", "Subject: x\n"},
	"wrapped lines":       {"Subject: Re: x\n\n", strings.Repeat("a", 60) + "\n"},
	"addresses":           {"Subject: Re: x\n\n", "a@b.example "},
	"telephone numbers":   {"Subject: Re: x\n\n", "+49 89 1234567 "},
	"bank accounts":       {"Subject: Re: x\n\n", "DE89 3704 0044 "},
	"absences":            {"Subject: out of office\n\n", "until 1 September 2026 "},
	"refusals":            {"Subject: Undelivered Mail\nFrom: mailer-daemon@x.example\n\n", "<a@b.example>: 550 5.1.1 unknown\n"},
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

// TestReadingGrowsWithTheMail holds that a mail eight times as long costs about eight times as much, by the number of allocations, which
// unlike the time is the same in every run.
func TestReadingGrowsWithTheMail(t *testing.T) {
	cost := func(head, again string, size int) float64 {
		raw := []byte(head + strings.Repeat(again, size/len(again)))
		return testing.AllocsPerRun(1, func() { message.Read(raw) })
	}
	for name, mail := range repeated {
		small, large := cost(mail.head, mail.again, 3<<10), cost(mail.head, mail.again, 24<<10)
		if large > 10*small+100 {
			t.Errorf("%s: %.0f allocations for 3 KiB, %.0f for 24 KiB", name, small, large)
		}
	}
}

// TestALongSubjectIsCut holds that of a subject no more is kept than anybody reads.
func TestALongSubjectIsCut(t *testing.T) {
	long := "Subject: =?utf-8?q?" + strings.Repeat("=C3=A4", 5000) + "?=\n\nx"
	for name, m := range map[string]message.Message{"read whole": message.Read([]byte(long)), "its header alone": message.Head([]byte(long))} {
		if m.Subject != strings.Repeat("ä", 500) {
			t.Errorf("%s: %d bytes of the subject are kept; want 500 characters", name, len(m.Subject))
		}
	}
}
