package registry

import (
	"strings"
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/recordtarget"
)

func TestResolveTarget(t *testing.T) {
	r, _ := example(t)
	target := recordtarget.Target{Supplier: "lumen-sa", Subject: model.KindContact.Subject("orders")}
	if s, err := target.Resolve(r); err != nil || s.ID != "lumen-resins" || target.Supplier != s.ID {
		t.Errorf("%v %+v", err, target)
	}
	for text, want := range map[string]string{
		"lumen-resin/contact/orders":     `there is no supplier "lumen-resin"; did you mean "lumen-resins"?`,
		"lumen-resins/contact/order":     `has no contact "order"; did you mean "orders"?`,
		"lumen-resins/order-window/qota": `has no order-window "qota"; did you mean "quota"?`,
		"lumen-resins/delivery/daily":    `has no delivery "daily"; expected one of weekly, delivery`,
		"spare/contract/x":               `has no contract "x"; there is none`,
	} {
		target, err := recordtarget.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := target.Resolve(r); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}
