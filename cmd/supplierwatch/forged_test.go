package main

import (
	"strings"
	"testing"
)

// TestMailFromOutsideEndsNothing writes what made alerts end that were true: a mail from an address that does not exist, the confirmation of
// another order, a stranger's, and season's greetings. Our mail server finds that the suppliers sent them.
func TestMailFromOutsideEndsNothing(t *testing.T) {
	t.Parallel()
	p := openPeople(t, []string{"gas", unknown}, []string{asking("on")})
	p.write(t, "registry/gas.yaml", ordersOf("gas", "4500000001"))
	p.daemon = startReady(t, "--config", p.config)
	untilWithin(t, aMinute, "mail to an address that does not exist comes back", func() bool { return p.findings(t, unknown)["contact-bounced"].Message != "" })
	until(t, "the order lacks its confirmation", func() bool { return p.order(t, 1) != "" })

	outside := func(from, subject, body string) {
		domain := from[strings.IndexByte(from, '@')+1:]
		p.send(t, written{
			from: from, to: "confirmations@buyer.test", subject: subject, body: body,
			headers: []string{"Authentication-Results: mx.buyer.test; dmarc=pass header.from=" + domain},
		})
	}
	outside("orders@"+unknown+".test", "Great offers", "Buy now.")
	outside("orders@gas.test", "Order confirmation", "We confirm purchase order 4599999999.")
	outside("desk@nobody.test", "Order confirmation 4599999999", "Thank you for your order.")
	outside("orders@gas.test", "Season's greetings", "We wish you a happy new year.")
	untilWithin(t, aMinute, "the last of these mails was read", func() bool { return strings.Contains(p.order(t, 1), "2 mails do not count as the confirmation") })

	if said := p.order(t, 1); !strings.Contains(said, "and none is recorded") || strings.Contains(said, "eason") {
		t.Errorf("of the order it is said: %s", said)
	}
	if f := p.findings(t, unknown)["contact-bounced"]; f.Severity != "critical" {
		t.Errorf("mail comes back no more: %+v", p.findings(t, unknown))
	}
	for _, m := range p.owners.All(t) {
		if strings.Contains(m.Subject(), "[RESOLVED]") && (strings.Contains(m.Text, "4500000001") || strings.Contains(m.Text, "orders@"+unknown+".test")) {
			t.Errorf("told as resolved: %s\n%s", m.Subject(), m.Text)
		}
	}

	outside("orders@gas.test", "Order confirmation", "We confirm purchase order PO-4500000001/10.")
	untilWithin(t, aMinute, "the order is confirmed by its number", func() bool { return p.order(t, 1) == "" })
}
