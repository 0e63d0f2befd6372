package rolemail_test

import (
	"fmt"
	"strings"
	"testing"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rolemail"
)

// BenchmarkFacts reads one mail in a mailbox that many suppliers share, each with a phrase of its own and one that all use: mail that confirms
// an order, and mail of a supplier that only writes.
func BenchmarkFacts(b *testing.B) {
	text := strings.Repeat("We thank you for your order, which will be with you in time. ", 20)
	for _, suppliers := range []int{10, 100, 1_000, 10_000} {
		x := rolemail.New(crowd(suppliers))
		for name, subject := range map[string]string{"confirms": "Order confirmation OC-7", "writes": "Our new brochure"} {
			m := rolemail.Mail{Message: mail("orders@s7.example", subject, text), Mailbox: orders, Arrived: arrived, ID: "INBOX-1-1"}
			b.Run(fmt.Sprintf("%s/%d", name, suppliers), func(b *testing.B) {
				for b.Loop() {
					if len(x.Facts(m, factindex.New())) == 0 {
						b.Fatal("nothing")
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*suppliers), "ns/supplier")
			})
		}
	}
}

// crowd is many suppliers that confirm their orders to one mailbox.
func crowd(suppliers int) *model.Registry {
	r := &model.Registry{Mailboxes: []*model.Mailbox{orders}}
	for i := range suppliers {
		domain := fmt.Sprintf("s%d.example", i)
		r.Suppliers = append(r.Suppliers, &model.Supplier{
			ID: fmt.Sprintf("s%d", i), Contacts: []*model.Contact{{ID: "orders", Email: "orders@" + domain, Domain: domain}},
			OrderWindows: []*model.OrderWindow{{ID: "yearly", Confirmation: &model.Confirmation{
				Mailbox: orders, Subject: []string{"order confirmation", fmt.Sprintf("Auftragsbestätigung Kunde %d", i)}, Body: []string{"your order", "bestellung"},
			}}},
		})
	}
	return r
}
