package mailparse_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"supplierwatch/internal/mailparse"
)

// TestBrokenMail holds what is read of mail that breaks the rules.
func TestBrokenMail(t *testing.T) {
	for name, test := range map[string]struct {
		mail    string
		verdict mailparse.Verdict
		reply   string
	}{
		"mbox line":                {"From x@y Wed Sep  2 09:03:11 2026\nSubject: Re: x\n\nYes.\n", mailparse.Confirmed, "Yes."},
		"bare carriage returns":    {"Subject: Re: x\rFrom: a@b.example\r\rYes.\r", mailparse.Confirmed, "Yes."},
		"blank before the colon":   {"Subject : Re: x\nFrom : a@b.example\n\nYes.\n", mailparse.Confirmed, "Yes."},
		"no closing boundary":      {"Subject: Re: x\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\nYes.\n", mailparse.Confirmed, "Yes."},
		"boundary lost":            {"Subject: Re: x\nContent-Type: multipart/alternative\n\n--q\nContent-Type: text/plain\n\nYes.\n--q--\n", mailparse.Confirmed, "Yes."},
		"unknown charset":          {"Subject: Re: x\nContent-Type: text/plain; charset=klingon-1\n\nJa, stimmt so f\xfcr uns.\n", mailparse.Confirmed, "Ja, stimmt so f\u00fcr uns."},
		"old name of UTF-7":        {"Subject: Re: x\nContent-Type: text/plain; charset=unicode-1-1-utf-7\n\nS+AO0-, confirmo.\n", mailparse.Confirmed, "S\u00ed, confirmo."},
		"Latin-1 called UTF-8":     {"Subject: Re: x\nContent-Type: text/plain; charset=utf-8\n\nS\xed, confirmo.\n", mailparse.Confirmed, "S\u00ed, confirmo."},
		"Japanese":                 {"Subject: Re: x\nContent-Type: text/plain; charset=iso-2022-jp\n\n\x1b$B%O%$\x1b(B\n", mailparse.Replied, "\u30cf\u30a4"},
		"NULs":                     {"Subject: Re: x\n\nY\x00es.\n", mailparse.Confirmed, "Yes."},
		"soft breaks with blanks":  {"Subject: Re: x\nContent-Transfer-Encoding: quoted-printable\n\nYes, this is still=  \n correct=2E\n", mailparse.Confirmed, "Yes, this is still correct."},
		"base64 without padding":   {"Subject: Re: x\nContent-Transfer-Encoding: BASE64\n\nWWVzLg\n", mailparse.Confirmed, "Yes."},
		"encoded word, blanks":     {"Subject: =?utf-8?Q?Re: Stimmt das noch?=\n\nJa.\n", mailparse.Confirmed, "Ja."},
		"encoded word, split rune": {"Subject: =?utf-8?B?UmU6IMM=?= =?utf-8?B?pA==?=\n\nJa.\n", mailparse.Confirmed, "Ja."},
		"empty plain part":         {"Subject: Re: x\nContent-Type: multipart/alternative; boundary=q\n\n--q\nContent-Type: text/plain\n\n \n--q\nContent-Type: text/html\n\n<p>Yes.</p>\n--q--\n", mailparse.Confirmed, "Yes."},
	} {
		m := mailparse.Read([]byte(test.mail))
		if m.Verdict != test.verdict || m.Reply != test.reply {
			t.Errorf("%s: %s %s, reply %q, subject %q; want %s, %q", name, m.Kind, m.Verdict, m.Reply, m.Subject, test.verdict, test.reply)
		}
	}
}

// TestNoMail holds that bytes without any header field say nothing.
func TestNoMail(t *testing.T) {
	for _, raw := range []string{"", "\n\nYes.\n", "> quoted\nYes.\n", "\x00\x01\x02> a@b.example"} {
		if m := mailparse.Read([]byte(raw)); m.Kind != mailparse.KindOther || m.Verdict != "" {
			t.Errorf("%q is %s %s", raw, m.Kind, m.Verdict)
		}
	}
}

// TestHostileMail reads mail made to exhaust its reader: it ends, and keeps little.
func TestHostileMail(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, short: takes long under the race detector, and nothing here runs at the same time")
	}
	attached := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte("%PDF"), 6<<20))
	for name, mail := range map[string]string{
		"25 MB attachment":    "Subject: Re: x\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\nYes.\n--q\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n" + attached + "\n--q--\n",
		"nested multiparts":   nested(5000),
		"many parts":          "Content-Type: multipart/mixed; boundary=q\n\n" + strings.Repeat("--q\n\nx\n", 200_000),
		"many alternatives":   "Content-Type: multipart/alternative; boundary=q\n\n" + strings.Repeat("--q\nContent-Type: text/html\n\n"+strings.Repeat("<b>x", 2000)+"\n--q\n\n \n", 900),
		"nested mails":        strings.Repeat("Content-Type: message/rfc822\n\n", 100_000),
		"endless header":      strings.Repeat("A: b\n", 1_000_000),
		"endless field":       "Subject: " + strings.Repeat("x\n ", 1_000_000),
		"endless line":        "Subject: Re: x\n\n" + strings.Repeat("yes but ", 1_000_000),
		"endless quotes":      "Subject: Re: x\n\n" + strings.Repeat(">", 1_000_000) + strings.Repeat("On 1 wrote\n", 100_000),
		"nested blockquotes":  "Subject: Re: x\nContent-Type: text/html\n\n" + strings.Repeat("<blockquote>x", 200_000),
		"endless addresses":   "To: " + strings.Repeat("a@b.example,", 300_000) + "\n\n",
		"endless comments":    strings.Repeat("To: "+strings.Repeat("(", 31_000)+"\n", 8) + "\nyes",
		"endless quotations":  strings.Repeat("To: "+strings.Repeat(`\"`, 15_000)+"\n", 8) + "\nyes",
		"endless thanks":      "Subject: Re: x\n\nyes\n" + strings.Repeat("danke\n", 40_000),
		"endless separators":  "Subject: Undelivered Mail\nFrom: mailer-daemon@x.example\n\n" + strings.Repeat("--\n@", 300_000),
		"endless status":      "Content-Type: multipart/report; boundary=q\n\n--q\nContent-Type: message/delivery-status\n\n" + strings.Repeat("\nAction: failed\n", 300_000),
		"endless encoded":     "Subject: " + strings.Repeat("=?utf-8?q?=", 100_000),
		"endless parameters":  "Content-Type: text/plain" + strings.Repeat("; a*0=b", 100_000) + "\n\n",
		"endless percent":     "Content-Type: text/plain; name*=''" + strings.Repeat("%41", 100_000) + "\n\n",
		"endless base64":      "Subject: Re: x\nContent-Transfer-Encoding: base64\n\n" + strings.Repeat("WWVz", 1_000_000),
		"phones and dates":    "Subject: out of office\n\n" + strings.Repeat("+49 89 1234567 until 1 September 2026 ", 100_000),
		"unbalanced brackets": "Subject: " + strings.Repeat("[#1", 100_000) + "\n\n" + strings.Repeat("(", 100_000),
	} {
		m := mailparse.Read([]byte(mail)) // TestReadingGrowsWithTheMail holds what it costs
		for _, a := range m.Attachments {
			if a.Data != nil && a.Size > 1<<20 {
				t.Errorf("%s: %d bytes of %s are kept", name, len(a.Data), a.Name)
			}
		}
	}
}

func nested(depth int) string {
	var b strings.Builder
	for i := range depth {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=q%d\n\n--q%d\n", i, i)
	}
	return b.String()
}

// TestMutilated reads every mail cut off and with bytes changed: nothing
// panics, every text is valid.
func TestMutilated(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, raw := range everyMail(t) {
		for range 4 {
			broken := bytes.Clone(raw[:random.IntN(len(raw)+1)])
			for range 5 {
				if len(broken) > 0 {
					broken[random.IntN(len(broken))] = byte(random.IntN(256))
				}
			}
			checkValid(t, mailparse.Read(broken))
		}
	}
}

func checkValid(t *testing.T, m mailparse.Message) {
	t.Helper()
	for name, text := range map[string]string{"reply": m.Reply, "text": m.Text, "subject": m.Subject, "from": m.From, "recipient": m.Recipient, "message-id": m.MessageID, "evidence": strings.Join(m.Evidence, "")} {
		if !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\ue000\ue001") {
			t.Errorf("%s is no clean text: %q", name, text)
		}
	}
}
