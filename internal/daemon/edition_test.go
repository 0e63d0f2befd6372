package daemon

import (
	"testing"
	"time"

	"supplierwatch/internal/model"
)

func TestAnAnswerIsMadeAnewWhenSomethingHasChanged(t *testing.T) {
	x := newExposed(t)
	x.pass()
	of := func() any {
		t.Helper()
		e, err := x.page.documents.Edition(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	last := of()
	if of() != last || x.snapshots.Take().Edition != x.snapshots.Take().Edition {
		t.Error("nothing has changed, and yet the edition has")
	}
	for name, change := range map[string]func(){
		"a fact": func() {
			f := model.Fact{ID: "erp-1", Supplier: "acme", Subject: model.KindContact.Subject("orders"), Kind: model.FactSeen, ObservedAt: x.now, Actor: "erp"}
			if _, err := x.page.documents.Record(t.Context(), []model.Fact{f}); err != nil {
				t.Fatal(err)
			}
		},
		"a pass":   x.pass,
		"a reload": func() { x.now = x.now.Add(time.Second); x.reloader.reload(t.Context(), false) },
	} {
		last = of()
		change()
		if of() == last {
			t.Errorf("%s leaves the edition as it was", name)
		}
	}
}
