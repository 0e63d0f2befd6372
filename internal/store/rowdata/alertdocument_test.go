package rowdata

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"supplierwatch/internal/model"
)

var noon = time.Date(2026, time.November, 22, 12, 0, 0, 123456789, time.UTC)

// TestAlertDocumentLosesNothing writes alerts with any parts and keys, also keys that are not made of the parts, and reads them again.
func TestAlertDocumentLosesNothing(t *testing.T) {
	part := rapid.SampledFrom([]string{"", "acme", "supplier", "contact", "notice", "2026-12-31", "a/b", "/", "é\"<&>"})
	rapid.Check(t, func(t *rapid.T) {
		a := model.Alert{
			ID: "a1b2c3", Supplier: part.Draw(t, "supplier"), Subject: model.ParseSubject(part.Draw(t, "kind") + "/" + part.Draw(t, "subject")),
			Group: part.Draw(t, "group"), Occurrence: part.Draw(t, "occurrence"), State: model.StateFiring, Since: noon, Message: `{"id":"x"}`,
		}
		a.Key = model.AlertKey(a.Supplier, a.Subject, a.Group, a.Occurrence)
		if rapid.Bool().Draw(t, "another key") {
			a.Key = strings.Join(rapid.SliceOfN(part, 0, 5).Draw(t, "key"), "/")
		}
		text, err := alertDocument(a)
		if err != nil {
			t.Fatal(err)
		}
		got := model.Alert{ID: a.ID, Key: a.Key, State: a.State}
		if err := ReadAlertDocument(text, &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(a, got); diff != "" {
			t.Fatalf("%s\n%s", text, diff)
		}
	})
}

// TestAlertDocumentRepeatsNoColumn: the head goes, as it does for every alert that an evaluation opens, and documents with it are still read.
func TestAlertDocumentRepeatsNoColumn(t *testing.T) {
	for _, occurrence := range []string{"", "2027-12-31"} {
		a := model.Alert{
			ID: "a1b2c3", Supplier: "acme", Subject: model.KindContact.Subject("orders"), Group: "verification", Occurrence: occurrence,
			State: model.StateFiring, Since: noon,
		}
		a.Key = model.AlertKey(a.Supplier, a.Subject, a.Group, a.Occurrence)
		text, err := alertDocument(a)
		if err != nil || strings.Contains(text, "acme") || strings.Contains(text, "orders") || strings.Contains(text, `"id"`) {
			t.Errorf("the document is %s, %v", text, err)
		}
		whole, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		got := model.Alert{ID: a.ID, Key: a.Key, State: a.State}
		if err := ReadAlertDocument(string(whole), &got); err != nil || !cmp.Equal(got, a) {
			t.Errorf("%s is read as %+v, %v", whole, got, err)
		}
	}
}
