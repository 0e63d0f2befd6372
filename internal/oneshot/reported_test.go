package oneshot

import (
	"reflect"
	"slices"
	"strconv"
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"

	"pgregory.net/rapid"
)

// TestReportedFindingsAreSorted compares parts of findings with the same findings sorted as a whole.
func TestReportedFindingsAreSorted(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		parts := rapid.IntRange(0, 40).Draw(rt, "parts")
		collected := reported{all: []model.Finding{}, parts: parts}
		want := []model.Finding{}
		number := 0
		for range parts {
			var found []model.Finding
			for range rapid.IntRange(0, 6).Draw(rt, "findings") {
				number++
				f := model.Finding{
					Severity: rapid.SampledFrom([]model.Severity{model.Critical, model.Warning, model.Info}).Draw(rt, "severity"),
					Due:      civil.NewDate(2026, 12, rapid.IntRange(1, 3).Draw(rt, "day")), Supplier: strconv.Itoa(number),
					Pending: rapid.Bool().Draw(rt, "pending"), Advice: model.Advice{Headline: "do", Do: []string{"a"}},
				}
				found = append(found, f)
				if !f.Pending {
					want = append(want, f)
				}
				found[len(found)-1].Advice.Lead, found[len(found)-1].Members = "DO. It.", []string{"m"}
			}
			collected.add(found)
		}
		slices.SortFunc(want, func(a, b model.Finding) int { return a.Compare(&b) })
		if got := collected.sorted(); !reflect.DeepEqual(got, want) {
			rt.Fatalf("%+v\nsorted as a whole:\n%+v", got, want)
		}
	})
}
