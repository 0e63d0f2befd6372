package deliver_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/emersion/go-message/mail"

	"supplierwatch/internal/deliver"
	"supplierwatch/internal/deliver/delivertest"
	"supplierwatch/internal/model"
)

// FuzzOutboxRow gives the sender rows that no composer would have written.
func FuzzOutboxRow(f *testing.F) {
	for _, s := range delivertest.Hostile {
		f.Add(s, s, s)
	}
	f.Add("a@x.example", "r1@buyer.example", "r0@buyer.example")
	f.Fuzz(func(t *testing.T, address, id, subject string) {
		m := model.Mail{ID: "r1", To: model.Recipient{Address: address}, MessageID: id, References: []string{id}, Subject: subject, Text: subject, CreatedAt: delivertest.Now()}
		msg, err := deliver.Message(delivertest.Identity, m)
		if err != nil {
			return
		}
		var raw bytes.Buffer
		if _, err := msg.WriteTo(&raw); err != nil {
			t.Fatal(err)
		}
		reader, err := mail.CreateReader(&raw)
		if err != nil {
			t.Fatalf("the message cannot be read: %v", err)
		}
		for field := reader.Header.Fields(); field.Next(); {
			if key := field.Key(); !slices.Contains(delivertest.Headers, key) && key != "Content-Transfer-Encoding" {
				t.Errorf("the message has a header %s: %s", key, field.Value())
			}
		}
		recipients, err := msg.GetRecipients()
		if err != nil || len(recipients) != 1 || strings.ContainsAny(recipients[0], "\r\n") {
			t.Errorf("recipients %q (%v)", recipients, err)
		}
	})
}
