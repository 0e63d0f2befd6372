package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/testkit"
	"supplierwatch/internal/testkit/faultyserver"
)

// ordersOf is a supplier to whom orders went out ten days ago that nobody has confirmed, one for each reference. The second one went out
// today.
func ordersOf(id string, references ...string) string {
	day := func(days int) string { return today.AddDate(0, 0, days).Format(time.DateOnly) }
	text := supplierIn(id, "orders@"+id+".test") + "    order_windows:\n"
	for i, reference := range references {
		placed := day(-10)
		if i == 1 {
			placed = day(0)
		}
		text += fmt.Sprintf(`      - id: w%d
        title: allocation %s
        opens: %s
        closes: %s
        confirmation: {mailbox: confirmations, within: 2 days, subject: [order confirmation]}
        placed: [{window: %[3]s, at: %[5]s, reference: %[2]q}]
`, i+1, reference, day(-20), day(20), placed)
	}
	return text
}

// TestRoleMailboxes watches our mailboxes: what suppliers confirm there, whether anybody reads them, how full they are, and whether mail
// arrives in them at all.
func TestRoleMailboxes(t *testing.T) {
	t.Parallel()
	drops := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}) // takes everything and delivers nothing
	p := openPeople(t, []string{"gas"}, []string{asking("off")}, testkit.WithSmarthost(drops.Addr), testkit.WithQuota("confirmations@buyer.test", 100_000))
	p.write(t, "registry/gas.yaml", ordersOf("gas", "4500000001", "4500000002", "4500000003", "4500000004"))
	p.write(t, "registry/mailboxes.yaml", `version: 1
mailboxes:
  notices: {address: notices@elsewhere.test, purpose: notices, team: buying, account: corp, round_trip: "* * * * *"}
`)
	p.replace(t, "registry/company.yaml", "account: corp}", `account: corp, attended_within: 2 seconds, round_trip: "* * * * *", clean: true}`)
	p.daemon = startReady(t, "--config", p.config)
	for _, i := range []int{1, 3, 4} {
		until(t, "each order lacks its confirmation", func() bool { return strings.Contains(p.order(t, i), "and none is recorded") })
	}
	p.confirmOrders(t)
	p.watchAttendance(t)
	p.watchRoundTrips(t, drops)
}

// order returns the finding about the confirmation of an order; empty: it is confirmed.
func (p *people) order(t *testing.T, n int) string {
	t.Helper()
	var doc struct{ Findings []finding }
	p.read(t, "/api/v1/findings", &doc)
	for _, f := range doc.Findings {
		if f.Rule == "order-unconfirmed" && f.Subject == fmt.Sprintf("order-window/w%d", n) {
			return f.Message
		}
	}
	return ""
}

// confirmOrders answers orders, by machine and by hand.
func (p *people) confirmOrders(t *testing.T) {
	t.Helper()
	p.send(t, orderResponse("4500000001", "29", ""))
	p.send(t, orderResponse("4500000002", "27", ""))
	p.send(t, orderResponse("4500000003", "29", "LIN+1+5'LIN+2+7'"))
	p.send(t, written{from: "Gas <orders@gas.test>", to: "confirmations@buyer.test", subject: "Order confirmation 4500000004", body: "We confirm your order 4500000004."})
	for n, want := range map[int]string{1: "", 2: "was refused in the supplier's reply of", 3: "only a part was confirmed", 4: ""} {
		until(t, fmt.Sprintf("order %d is told of as %q", n, want), func() bool {
			said := p.order(t, n)
			return strings.Contains(said, want) && (want == "") == (said == "")
		})
	}
	refused := p.owners.Wait(t, "page about the refused order", about("refused"))
	if !strings.Contains(refused.Text, "allocation 4500000002") {
		t.Errorf("the page about the refused order says:\n%s", refused.Text)
	}
}

// orderResponse is a mail with an EDIFACT message that answers an order.
func orderResponse(reference, code, lines string) written {
	return written{
		from: "EDI <orders@gas.test>", to: "confirmations@buyer.test", subject: "ORDRSP", kind: `multipart/mixed; boundary="edi"`,
		body: "--edi\nContent-Type: text/plain\n\nSee attachment.\n--edi\nContent-Type: application/edifact\nContent-Disposition: attachment; filename=\"ordrsp.edi\"\n\n" +
			"UNH+1+ORDRSP:D:96A:UN'BGM+231+R77+" + code + "'RFF+ON:" + reference + "'" + lines + "UNT+4+1'\n--edi--",
	}
}

// watchAttendance leaves the mails unread, then reads them, and has the mailbox filled up.
func (p *people) watchAttendance(t *testing.T) {
	t.Helper()
	page := p.waitFor(t, "page that nobody reads the mailbox", "Nobody reads our mailbox confirmations")
	if !strings.Contains(page.Text, "orders@gas.test") {
		t.Errorf("the page does not say whose mail lies there:\n%s", page.Text)
	}
	p.send(t, written{from: "Gas <orders@gas.test>", to: "confirmations@buyer.test", subject: "Brochure", body: strings.Repeat(strings.Repeat("x", 76)+"\n", 1150)})
	p.readAll(t, "confirmations@buyer.test")
	p.waitFor(t, "mail that the mailbox is read again", "[RESOLVED]", "confirmations@buyer.test: unread mail")
	untilWithin(t, aMinute, "the mailbox is nearly full", func() bool { return strings.Contains(p.mailbox(t, "mailbox-nearly-full", "confirmations"), "% full") })
}

// waitFor waits for a mail to the owners that says all of some texts, for as long as schedules may take.
func (p *people) waitFor(t *testing.T, what string, texts ...string) *testkit.Message {
	t.Helper()
	var found *testkit.Message
	untilWithin(t, aMinute, what, func() bool {
		for _, m := range p.owners.All(t) {
			all := strings.Join(strings.Fields(m.Subject()+" "+m.Text), " ")
			has := true
			for _, text := range texts {
				has = has && strings.Contains(all, text)
			}
			if has {
				found = m
			}
		}
		return found != nil
	})
	return found
}

// mailbox returns the finding of a rule about one of our mailboxes; empty: none.
func (p *people) mailbox(t *testing.T, rule, id string) string {
	t.Helper()
	var doc struct{ Findings []finding }
	p.read(t, "/api/v1/findings", &doc)
	return mailboxIn(doc.Findings, rule, id)
}

func mailboxIn(findings []finding, rule, id string) string {
	for _, f := range findings {
		if f.Rule == rule && f.Subject == "mailbox/"+id {
			return f.Message
		}
	}
	return ""
}

// watchRoundTrips wants the mails to ourselves to arrive in one mailbox and to be deleted there, and to be missed in the other one, for which a
// relay took them and dropped them.
func (p *people) watchRoundTrips(t *testing.T, drops *faultyserver.SMTP) {
	t.Helper()
	sent := drops.Wait(t, 1)[0]
	if !strings.Contains(string(sent.Data), "Round trip to notices@elsewhere.test") {
		t.Errorf("the relay took:\n%s", sent.Data)
	}
	later := time.Now().Add(90 * time.Minute).UTC().Format(time.RFC3339)
	said := shell(t, "check", "--config", p.config, "--now", later, "--format", "json")
	var doc struct{ Findings []finding }
	if err := json.Unmarshal([]byte(said.out), &doc); err != nil {
		t.Fatalf("check: %v\n%s%s", err, said.out, said.err)
	}
	if lost := mailboxIn(doc.Findings, "mailbox-round-trip-lost", "notices"); !strings.Contains(lost, "accepted by a relay on") || !strings.Contains(lost, "has not arrived") {
		t.Errorf("of the lost round trip it is said: %q", lost)
	}
	if lost := mailboxIn(doc.Findings, "mailbox-round-trip-lost", "confirmations"); lost != "" {
		t.Errorf("a round trip that arrived is missed: %s", lost)
	}
	box := p.mail.Mailbox(t, "confirmations@buyer.test")
	until(t, "our own mails are deleted, and theirs are not", func() bool {
		ours, theirs := 0, 0
		for _, m := range box.All(t) {
			if strings.HasPrefix(m.Subject(), "Round trip") {
				ours++
			} else {
				theirs++
			}
		}
		return ours == 0 && theirs == 5
	})
}
