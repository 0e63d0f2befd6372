package purchases

import (
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// TestASupplierIsFoundByItsFormerID counts purchases under the id that a supplier had before it was renamed.
func TestASupplierIsFoundByItsFormerID(t *testing.T) {
	registry := &model.Registry{Suppliers: []*model.Supplier{{ID: "acme", Was: []string{"acme-old", "berg"}, Name: "ACM\u00c9"}, {ID: "berg", Name: "Berg"}}}
	day := civil.NewDate(2026, 3, 31)
	for name, want := range map[string]string{"ACME-OLD": "acme", "acme": "acme", "Acme\u0301": "acme", "Berg": "berg", "Chemex": ""} {
		found := Find([]Purchase{{Supplier: name, Item: "Pump", On: day}}, registry, day)
		if len(found) != 1 || found[0].ID != want {
			t.Errorf("%s: %+v, want %q", name, found, want)
		}
	}
}
