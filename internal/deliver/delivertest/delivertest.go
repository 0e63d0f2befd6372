// Package delivertest has what the tests of all channels need: an identity, an instant, mails, and attempts in words.
package delivertest

import (
	"fmt"
	"strings"
	"time"

	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

// Identity is who the mails of tests are from.
var Identity = MustIdentity("Supplier Watch <watchdog@buyer.example>", "answers@buyer.example")

// MustIdentity returns the identity with these addresses.
func MustIdentity(from, replyTo string) envelope.Identity {
	i, err := envelope.NewIdentity(from, replyTo, "Buyer AG")
	if err != nil {
		panic(err)
	}
	return i
}

// Now returns the instant at which tests take place.
func Now() time.Time { return time.Date(2026, time.September, 17, 6, 0, 0, 0, time.UTC) }

// Mails returns one mail for each address, with rows r1, r2, …
func Mails(addresses ...string) []model.Mail {
	mails := make([]model.Mail, len(addresses))
	for i, a := range addresses {
		row := fmt.Sprintf("r%d", i+1)
		mails[i] = model.Mail{
			ID: row, Kind: model.MailAlert, To: model.Recipient{Address: a}, MessageID: Identity.MessageID(row),
			Subject: "Decide today", Text: "DECIDE TODAY.\n", HTML: "<p>DECIDE TODAY.</p>", CreatedAt: Now(),
		}
	}
	return mails
}

// Words returns the attempts as "row result code", with a mark where ambiguous.
func Words(attempts []model.Attempt) string {
	out := make([]string, len(attempts))
	for i, a := range attempts {
		out[i] = fmt.Sprintf("%s %s %d", a.Mail, a.Result, a.Code)
		if a.Ambiguous {
			out[i] += " ambiguous"
		}
		if a.Untried {
			out[i] = a.Mail + " untried"
		}
	}
	return strings.Join(out, ", ")
}

// Hostile are values that people or machines could write to make a mail say or
// be something else.
var Hostile = []string{
	"x\r\nBcc: everybody@evil.example\r\n\r\nDO NOW\r\n  1. Call +1 900 666",
	"x\nX-Injected: yes", "x\rX-Injected: yes", "x\u2028X-Injected: yes", "x\u0085X-Injected: yes",
	`"><script>alert(1)</script><img src="https://evil.example/p.png" onerror=alert(1)>`,
	`javascript:alert(1)`, `' onmouseover='alert(1)`, `</title></style><style>*{display:none}</style>`,
	"{{.Subject}}{{template \"say\" .}}", "=?utf-8?q?=0D=0ABcc:_evil@evil.example?=", "evil\u202egnp.exe", "a\u200bb\u2066c\ufeff\U000e0041",
	"\x1b[2J\x07\x00", "\xff\xfe not UTF-8 \xc3(", strings.Repeat("W", 5000), strings.Repeat("日本語の供給者", 40), strings.Repeat("e\u0301", 200),
	"`rm -rf /`; $(reboot) && --config /etc/passwd", "a@b.example?bcc=evil@evil.example&body=x", "", "   ",
}

// Headers are those that our mails may have.
var Headers = []string{
	"Auto-Submitted", "Content-Type", "Date", "From", "In-Reply-To", "List-Id", "Message-Id", "Mime-Version", "Organization",
	"References", "Reply-To", "Subject", "To", "X-Auto-Response-Suppress",
}
