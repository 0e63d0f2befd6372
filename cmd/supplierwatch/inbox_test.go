package main

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// ordering is a supplier to whom an order went out ten days ago that nobody has confirmed.
func ordering() string {
	day := func(days int) string { return today.AddDate(0, 0, days).Format(time.DateOnly) }
	return fmt.Sprintf(`version: 1
suppliers:
  - id: nitro
    name: Nitro Gase AG
    tier: critical
    owner: purchasing
    contacts:
      - {role: orders, email: orders@nitro.test, phone: "+49 89 1234577"}
      - {role: escalation, phone: "+49 89 1234588"}
    order_windows:
      - id: yearly
        title: yearly allocation
        opens: %[1]s
        closes: %[2]s
        confirmation: {mailbox: confirmations, within: 2 days, subject: [Auftragsbestätigung]}
        placed: [{window: %[1]s, at: %[3]s, reference: "4500012345"}]
`, day(-20), day(20), day(-10))
}

// fromSupplier sends a mail as somebody outside would.
func (b *buyer) fromSupplier(t *testing.T, from, to, headers, text string) {
	t.Helper()
	raw := fmt.Sprintf("From: %s\r\nTo: %s\r\nDate: %s\r\nMessage-ID: <%d@supplier.test>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n%s\r\n%s\r\n",
		from, to, time.Now().Format(time.RFC1123Z), time.Now().UnixNano(), strings.ReplaceAll(headers, "\n", "\r\n"), strings.ReplaceAll(text, "\n", "\r\n"))
	b.mail.Deliver(t, from, to, []byte(raw))
}

// TestAnOrderIsConfirmedByMail checks that a missing order confirmation is reported, and that it is found in the mailbox that it was sent to. A
// mail that nearly is one comes first.
func TestAnOrderIsConfirmedByMail(t *testing.T) {
	t.Parallel()
	b := openBuyer(t)
	b.write(t, "registry/acme.yaml", ordering())
	b.write(t, "registry/pumps.yaml", "version: 1\n")
	b.dns.Set(t, "nitro.test", "MX 10 mx.nitro.test.")
	b.dns.Set(t, "mx.nitro.test", "A 127.0.0.1")

	daemon := startReady(t, "--config", b.config)
	missing := b.purchasing.Wait(t, "mail about the missing confirmation", about("was due on"))
	if !strings.Contains(missing.Text, "4500012345") {
		t.Errorf("the mail does not name the order:\n%s", missing.Text)
	}

	b.fromSupplier(t, "orders@nitro.test", "confirmations@buyer.test", "Subject: =?utf-8?q?Auftragsbest=C3=A4tigung_4500012345?=\n", "Guten Tag,\nwir bestätigen Ihre Bestellung 4500012345.\n")
	over := b.purchasing.Wait(t, "mail that it is over", about("[RESOLVED]"))
	if !strings.Contains(over.Subject(), "yearly allocation") {
		t.Errorf("the mail says of something else that it is over:\n%s", over.Text)
	}
	if code, body := daemon.get(t, "/metrics"); code != 200 || !strings.Contains(body, `supplierwatch_mailbox_last_scan_timestamp_seconds{mailbox="confirmations"}`) {
		t.Errorf("when the mailbox was read is not told:\n%s", body)
	}
}
