package model_test

import (
	"testing"

	"supplierwatch/internal/model"
)

func TestSubjectsAreReadAsTheyAreWritten(t *testing.T) {
	for text, want := range map[string]model.Subject{
		"contact/orders":   {Kind: model.KindContact, ID: "orders"},
		"order-window/a/b": {Kind: model.KindOrderWindow, ID: "a/b"},
		model.SubjectRelay: {Kind: model.SubjectRelay},
		"registration/a.b": {Kind: "registration", ID: "a.b"},
	} {
		if got := model.ParseSubject(text); got != want || got.String() != text {
			t.Errorf("%q is read as %+v and written as %q", text, got, got)
		}
	}
	if id, ok := model.KindContact.ID(model.KindContact.Subject("orders")); id != "orders" || !ok {
		t.Errorf("the id is %q, %v", id, ok)
	}
	if _, ok := model.KindContact.ID("contract/orders"); ok {
		t.Error("a contract is read as a contact")
	}
}
