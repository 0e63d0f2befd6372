package mailparse_test

import (
	"fmt"
	"net/smtp"
	"strings"
	"testing"

	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/testkit"
)

// TestPostfixDeliversNoSpellingAsSomebodyElses sends every spelling of an author through a real Postfix with a stranger's envelope sender. What
// arrives is from whom the table says, or from nobody.
func TestPostfixDeliversNoSpellingAsSomebodyElses(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, short: starts a mail system")
	}
	system := testkit.StartMail(t, testkit.WithStamp("evil.example", "mx.buyer.test; dmarc=pass header.from=evil.example"))
	var headers []string
	for header := range authors {
		headers = append(headers, header)
	}
	deliverAll(t, system.SMTP, headers)
	inbox, arrived := system.Mailbox(t, "oncall"), map[string]bool{}
	z := mailauth.Authorizer{Servers: []string{"mx.buyer.test"}}
	for range headers {
		raw := inbox.Wait(t, "mail with a spelling", func(*testkit.Message) bool { return true }).Raw
		var n int
		_, found, _ := strings.Cut(string(raw), "X-Spelling: ")
		if _, err := fmt.Sscanf(found, "%d", &n); err != nil {
			t.Fatalf("%v in %q", err, raw)
		}
		m, want := mailparse.Read(raw), authors[headers[n]]
		// Postfix rewrites some, and writes a From field where there is none. Such mail must not be proven.
		asSent := strings.Contains(string(raw), strings.ReplaceAll(headers[n], "\n", "\r\n")+"\r\n") && strings.Contains(strings.ToLower(headers[n]), "from")
		if asSent && m.From != want && m.From != "" {
			t.Errorf("%q arrived from %q, want %q", headers[n], m.From, want)
		}
		if z.Authorize(m.From, m.AuthResults) == mailauth.Proven && !strings.HasSuffix(m.From, "evil.example") {
			t.Errorf("%q from %q is proven by the stamp of a stranger", headers[n], m.From)
		}
		arrived[m.From] = true
	}
	for _, plain := range []string{"oncall@buyer.example", "x@evil.example", "oncall@buyer.example.xn--vil-9la.example", ""} {
		if !arrived[plain] {
			t.Errorf("nothing arrived from %q", plain)
		}
	}
}

// deliverAll sends a mail with each header, numbered, in one session.
func deliverAll(t *testing.T, addr string, headers []string) {
	t.Helper()
	c, err := smtp.Dial(addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for n, header := range headers {
		if err := deliver(c, fmt.Sprintf("X-Spelling: %d\n%s\nSubject: x\n\nack\n", n, header)); err != nil {
			t.Fatalf("deliver %q: %v", header, err)
		}
	}
}

func deliver(c *smtp.Client, raw string) error {
	// Without SMTPUTF8, as strangers send what no server would offer it for.
	id, err := c.Text.Cmd("MAIL FROM:<x@evil.example>")
	if err != nil {
		return err
	}
	c.Text.StartResponse(id)
	_, _, err = c.Text.ReadResponse(250)
	c.Text.EndResponse(id)
	if err != nil {
		return err
	}
	if err := c.Rcpt("oncall@buyer.test"); err != nil {
		return err
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write([]byte(strings.ReplaceAll(raw, "\n", "\r\n"))); err != nil {
		return err
	}
	return w.Close()
}

// TestPostfixDeliversNoHeaderInPartsOfTwoAuthors sends headers in which two authors stand. The stamp names no domain, as some servers write
// it, so that only the reading of the header protects the colleague.
func TestPostfixDeliversNoHeaderInPartsOfTwoAuthors(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, short: starts a mail system")
	}
	system := testkit.StartMail(t, testkit.WithStamp("evil.example", "mx.buyer.test; dmarc=pass"))
	var headers []string
	for _, header := range headersOfTwoAuthors() {
		headers = append(headers, strings.TrimSuffix(header, "\n"))
	}
	deliverAll(t, system.SMTP, append(headers, "From: oncall@buyer.example"))
	inbox, both := system.Mailbox(t, "oncall"), 0
	z := mailauth.Authorizer{Servers: []string{"mx.buyer.test"}}
	for range len(headers) + 1 {
		raw := string(inbox.Wait(t, "mail of two authors", func(*testkit.Message) bool { return true }).Raw)
		head, _, _ := strings.Cut(raw, "\r\n\r\n")
		if !strings.Contains(head, "eve@evil.example") {
			continue // Postfix itself ended the header before, as it shows everybody
		}
		both++
		if m := mailparse.Read([]byte(raw)); m.From == "oncall@buyer.example" && z.Authorize(m.From, m.AuthResults) == mailauth.Proven {
			t.Errorf("proven to be the colleague's:\n%.1500s", raw)
		}
	}
	if both < 8 {
		t.Errorf("Postfix delivered %d headers of two authors, want at least 8", both)
	}
}
