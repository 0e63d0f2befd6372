package rolemail_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rolemail"
)

// TestASupplierWithAnInternationalDomainIsKnown writes the domain in the registry as people do, and in mail as servers do.
func TestASupplierWithAnInternationalDomainIsKnown(t *testing.T) {
	const ascii = "xn--kse-qla.example"
	for name, isWritten := range map[string]string{"as people write it": "käse.example", "with a capital": "KÄSE.example", "as servers write it": ascii} {
		t.Run(name, func(t *testing.T) {
			r := world()
			s := &model.Supplier{ID: "kaese", Name: "Käse", Contacts: []*model.Contact{{ID: "orders", Email: "Orders@" + isWritten, Domain: ascii}}}
			r.Suppliers = append(r.Suppliers, s)
			m := mail("orders@"+ascii, "hello", "We are closed on Friday.")
			got := told(rolemail.New(r).Facts(rolemail.Mail{Message: m, Mailbox: orders, Arrived: arrived, ID: "INBOX-1-1", Proof: mailauth.Proven}, factindex.New()))
			if !strings.Contains(got, "seen kaese contact/orders") {
				t.Errorf("told %q", got)
			}
		})
	}
}

func TestAPatternMayNameAnInternationalDomain(t *testing.T) {
	r := world()
	r.Suppliers[0].OrderWindows[0].Confirmation.From = "*@käse.example"
	m := mail("edi@xn--kse-qla.example", "Auftragsbestätigung", "We confirm.")
	if !rolemail.New(r).Wants(mailparse.Message{From: m.From}, orders) {
		t.Error("a mail from there is not wanted")
	}
}
