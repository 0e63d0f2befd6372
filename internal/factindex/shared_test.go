package factindex

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"supplierwatch/internal/model"
)

// TestFactsAreIndexedAsTheyWereRecorded adds facts that have much in common, and wants each of them back as it was.
func TestFactsAreIndexedAsTheyWereRecorded(t *testing.T) {
	few := func(name string, n int) *rapid.Generator[string] {
		return rapid.Custom(func(t *rapid.T) string { return strings.Clone(fmt.Sprint(name, rapid.IntRange(0, n).Draw(t, name))) })
	}
	data := rapid.OneOf(rapid.MapOfN(few("key", 2), few("value", 20), 0, 3), rapid.Just[map[string]string](nil))
	rapid.Check(t, func(t *rapid.T) {
		x, want := New(), map[model.Subject][]model.Fact{}
		for i := range rapid.IntRange(1, 200).Draw(t, "facts") {
			f := model.Fact{
				Seq: int64(i + 1), ID: fmt.Sprint(i), Subject: model.KindAlert.Subject(few("alert", 3).Draw(t, "subject")), Kind: model.FactNote,
				Actor: few("actor", 5).Draw(t, "actor"), Source: few("source", 2).Draw(t, "source"), Evidence: few("evidence", 1).Draw(t, "evidence"),
				Data: data.Draw(t, "data"),
			}
			x.Add(f)
			want[f.Subject] = append(want[f.Subject], f)
		}
		for subject, facts := range want {
			if diff := gocmp.Diff(facts, x.Of("", subject)); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// TestFactsAboutOneMailShareTheirData holds that they keep what they have in common once, also where facts about some other mails lie between them.
func TestFactsAboutOneMailShareTheirData(t *testing.T) {
	x, data := New(), map[uintptr]bool{}
	for i := range 12 * mostData {
		alert := model.KindAlert.Subject(fmt.Sprint(i))
		x.Add(model.Fact{ID: fmt.Sprint(i), Subject: alert, Kind: model.FactDelivery, Data: map[string]string{"mail": fmt.Sprint(i % mostData), "result": "accepted"}})
		data[reflect.ValueOf(x.Of("", alert)[0].Data).Pointer()] = true
	}
	if len(data) != mostData {
		t.Errorf("there are %d copies of the data of %d mails", len(data), mostData)
	}
}
