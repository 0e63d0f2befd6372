package daemon

import (
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/rules"
)

// A refusal, a promise and a receipt hold the words by which a confirmation is known, and the number of the order.
func TestARefusalInPlainWordsConfirmsNothing(t *testing.T) {
	for _, c := range []struct{ subject, text, says string }{
		{"Re: Purchase order 4500000001, order confirmation", "We cannot deliver.", "was refused in the supplier's reply of 2026-09-23"},
		{"Auftragsbestätigung 4500000001", "Leider können wir Ihre Bestellung nicht bestätigen.", "was refused in the supplier's reply of 2026-09-23"},
		{"Order confirmation will follow", "We received your purchase order 4500000001.", "the supplier's reply of 2026-09-23 does not confirm it yet"},
		{"Re: order confirmation missing for PO 4500000001", "Who is asking?", "the supplier's reply of 2026-09-23 does not confirm it yet"},
		{"Order confirmation 4500000001", "We can only deliver a part of your order.", "only a part was confirmed, on 2026-09-23"},
	} {
		for _, head := range []string{"", provenAcme} {
			b := newForged(t)
			b.written(head, "orders@acme.example", c.subject, c.text)
			b.stays(acmeOrder)
			a := b.openAlerts()[acmeOrder]
			if !strings.Contains(a.Message, c.says) {
				t.Errorf("%q: the alert says %s", c.text, a.Message)
			}
			for _, f := range rules.Evaluate(b.daemon.registry.Load(), factindex.New(b.facts()...), b.now) {
				if how := strings.Join(f.Advice.How, " "); head == "" && strings.Contains(how, c.subject) {
					t.Errorf("a sender who is not known is quoted: %s", how)
				}
			}
		}
	}
}

func TestARefusalInPlainWordsReopensAnOrder(t *testing.T) {
	b := newForged(t)
	b.written(provenAcme, "orders@acme.example", "Order confirmation", "We confirm your order 4500000001.")
	if a := b.openAlerts()[acmeOrder]; a.ID != "" {
		t.Fatalf("not confirmed: %s", a.Message)
	}
	b.written(provenAcme, "orders@acme.example", "Order confirmation", "We will look into your order 4500000001; the order confirmation will follow.")
	if a := b.openAlerts()[acmeOrder]; a.ID != "" {
		t.Errorf("a promise takes the confirmation back: %s", a.Message)
	}
	b.written(provenAcme, "orders@acme.example", "Order confirmation", "Unfortunately we have to cancel your order 4500000001.")
	b.stays(acmeOrder)
}

// The number of our order in what they quote says nothing where they name another order themselves.
func TestAQuotedNumberConfirmsNothingBesideAnotherOne(t *testing.T) {
	for _, c := range []struct{ subject, text string }{
		{"Order confirmation", "We confirm your order 4599999999.\n\n-----Original Message-----\nFrom: buying@buyer.example\nSent: Monday\nTo: orders@acme.example\nSubject: x\n\nPurchase order 4500000001"},
		{"Order confirmation", "We confirm your order 4599999999.\n\nOn Mon, 7 Sep 2026, Jane <jane@buyer.example> wrote:\n> Purchase order 4500000001"},
		{"Re: Purchase order 4500000001, order confirmation please", "We confirm your order 4599999999."},
	} {
		for _, head := range []string{"", provenAcme} {
			b := newForged(t)
			b.written(head, "orders@acme.example", c.subject, c.text)
			b.stays(acmeOrder)
		}
	}
	b := newForged(t)
	b.written("", "orders@acme.example", "Re: Purchase order 4500000001, order confirmation please", "Confirmed.\n\n> Purchase order 4500000001")
	if a := b.openAlerts()[acmeOrder]; a.ID != "" {
		t.Errorf("a plain yes above our order does not confirm it: %s", a.Message)
	}
}

// Sister companies and distributors write from one domain. A mail that names no order settles the order of one of them at most.
func TestAMailForTwoSuppliersOfOneDomainSettlesNoOther(t *testing.T) {
	registry := strings.Replace(forgedRegistry, `reference: "4500000002"}, {window: 2026-09-01, at: 2026-09-08, reference: "4500000003"}`, `reference: "4500000002"}`, 1)
	registry = strings.ReplaceAll(registry, "sales@zeta.example", "sales@acme.example")
	for from, settled := range map[string]string{"anybody@acme.example": "", "orders@acme.example": acmeOrder, "sales@acme.example": zetaOrder} {
		b := newBuyersOf(t, registry, time.Date(2026, 9, 23, 9, 0, 0, 0, time.UTC))
		b.after(time.Minute)
		b.stays(acmeOrder, zetaOrder)
		b.written(provenAcme, from, "Order confirmation", "Thank you for your order, it is confirmed.")
		for _, key := range []string{acmeOrder, zetaOrder} {
			if a := b.openAlerts()[key]; (a.ID == "") != (key == settled) {
				t.Errorf("a mail of %s: %s is open: %t", from, key, a.ID != "")
			}
		}
		b.written(provenAcme, from, "Order confirmation", "PO 4500000001 and PO 4500000002 are confirmed.")
		if open := b.openAlerts(); open[acmeOrder].ID != "" || open[zetaOrder].ID != "" {
			t.Errorf("a mail of %s that names both orders settles not both", from)
		}
	}
}

// A postal code or a year in a signature is no order, although one of our orders has the same number.
func TestAShortNumberIsAnOrderWhereItIsCalledOne(t *testing.T) {
	registry := strings.ReplaceAll(forgedRegistry, "4500000001", "8005")
	for text, settles := range map[string]bool{
		"It is confirmed.\n\nACME AG, 8005 Zürich": false, "Confirmed. Tel. ext. 8005": false, "Your order 8005 is confirmed.": true, "PO-8005 is confirmed": true,
	} {
		b := newBuyersOf(t, registry, time.Date(2026, 9, 23, 9, 0, 0, 0, time.UTC))
		b.after(time.Minute)
		b.written("", "orders@acme.example", "Order confirmation", text)
		if a := b.openAlerts()[acmeOrder]; (a.ID == "") != settles {
			t.Errorf("%q: open is %t", text, a.ID != "")
		}
	}
}
