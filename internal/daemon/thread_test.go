package daemon

import (
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
)

// TestASupplierMayWriteInAThreadThatBeganWithAnAlert forwards an alert to a supplier, as colleagues do. What the supplier answers to a role
// mailbox is read as what it says, although its thread has our token.
func TestASupplierMayWriteInAThreadThatBeganWithAnAlert(t *testing.T) {
	for name, carried := range map[string]string{"in its thread": "", "in a quoted line": "\n> Ref: "} {
		t.Run(name, func(t *testing.T) {
			b := newBuyers(t)
			mail := b.single(deliveryRule)
			header := "In-Reply-To: <forwarded@buyer.example>\nReferences: <" + mail.MessageID + "> <forwarded@buyer.example>\n"
			if carried != "" {
				header, carried = "", carried+mail.Token
			}
			b.post(b.orders, "Authentication-Results: mx.buyer.example; dmarc=pass header.from=acme.example\nFrom: orders@acme.example\nTo: confirmations@buyer.example\n"+
				"Subject: order confirmation\nMessage-ID: <1@acme.example>\n"+header+"\nWe confirm the delivery."+carried+"\n")
			if told := strings.Join(b.told(), "\n"); !strings.Contains(told, "acme/") {
				t.Errorf("told %q", told)
			}
			if got := b.receipts(); len(got) > 0 {
				t.Errorf("answered %q", got)
			}
		})
	}
}

// TestATokenOfOneKindOfMailDoesNothingForAnother answers mails of each kind as somebody who has no business with it.
func TestATokenOfOneKindOfMailDoesNothingForAnother(t *testing.T) {
	b := newBuyers(t)
	question, alert := b.question("orders"), b.single(windowRule)
	b.after(time.Second)
	before := len(b.told())
	b.post(b.replies, answer(question, "jane@buyer.example", "ack all"))
	b.post(b.replies, answer(question, "jane@buyer.example", "placed 4500012345", "Message-ID: <2@client.example>"))
	b.post(b.replies, answer(alert, "eve@evil.example", "yes"))
	for _, line := range b.told()[before:] {
		if strings.Contains(line, "/alert/") || strings.HasPrefix(line, string(model.FactConfirmed)) || strings.HasPrefix(line, string(model.FactPlaced)) {
			t.Errorf("recorded %q", line)
		}
	}
}
