package model_test

import (
	"testing"

	"supplierwatch/internal/model"
)

func TestASupplierHasWhatItsEntryNames(t *testing.T) {
	s := &model.Supplier{
		Supplies:     []*model.Supply{{ID: "resist"}},
		Contacts:     []*model.Contact{{ID: "orders", Domain: "acme.example"}},
		Endpoints:    []*model.Endpoint{{ID: "edi"}},
		Contracts:    []*model.Contract{{ID: "msa"}},
		OrderWindows: []*model.OrderWindow{{ID: "annual"}},
		Deliveries:   []*model.Delivery{{ID: "weekly"}},
		Ignores:      []model.Ignore{{Rule: "single-source"}},
	}
	for _, text := range []string{
		"supply/resist", "contact/orders", "domain/ACME.example", "endpoint/edi", "contract/msa", "order-window/annual", "delivery/weekly",
		"ignore/single-source",
	} {
		subject := model.ParseSubject(text)
		if !s.Has(subject) {
			t.Errorf("%s is missing", text)
		}
		if other := subject.Kind.Subject("other"); s.Has(other) {
			t.Errorf("%s is not in the entry", other)
		}
	}
	for _, whole := range []model.Subject{model.SubjectSupplier, model.SubjectSession, model.KindRegistration.Subject("acme.example")} {
		if !s.Has(whole) {
			t.Errorf("%s is missing", whole)
		}
	}
	if s.Contract("msa") != s.Contracts[0] || s.OrderWindow("annual") != s.OrderWindows[0] || s.Delivery("weekly") != s.Deliveries[0] {
		t.Error("another item is returned than the one of the id")
	}
}
