package registryfinding

import (
	"strings"
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

func TestKeptUntilADayThatIsNoEnd(t *testing.T) {
	none := func(*model.Contract) []model.Renewed { return nil }
	contract := func(until civil.Date) *model.Contract {
		return &model.Contract{
			ID: "msa", Title: "MSA", Ends: civil.NewDate(2027, 3, 31), Renewal: model.RenewalAutomatic, RenewalTerm: civil.Period{Months: 12},
			Kept: []model.RenewalDecision{{Until: until}},
		}
	}
	for name, test := range map[string]struct {
		contract *model.Contract
		want     string // of the message; empty: no finding
	}{
		"its end":       {contract(civil.NewDate(2027, 3, 31)), ""},
		"a later end":   {contract(civil.NewDate(2029, 3, 31)), ""},
		"no end":        {contract(civil.NewDate(2028, 3, 30)), "the nearest ends are 2027-03-31 and 2028-03-31"},
		"before any":    {contract(civil.NewDate(2026, 3, 31)), "the nearest end is 2027-03-31"},
		"no end known":  {&model.Contract{ID: "msa", Renewal: model.RenewalAutomatic, Kept: []model.RenewalDecision{{Until: civil.NewDate(2027, 3, 31)}}}, ""},
		"not automatic": {&model.Contract{ID: "msa", Ends: civil.NewDate(2027, 3, 31), Kept: []model.RenewalDecision{{Until: civil.NewDate(2027, 3, 1)}}}, ""},
	} {
		found := AddKeptUntil(&model.Supplier{Contracts: []*model.Contract{test.contract}}, none)
		switch {
		case test.want == "" && len(found) > 0:
			t.Errorf("%s: %+v", name, found)
		case test.want != "" && (len(found) != 1 || !strings.Contains(found[0].Keys[0].Why, test.want)):
			t.Errorf("%s: %+v, want %q", name, found, test.want)
		}
	}
}

// TestKeptUntilJoinsTheKeysOfItsContract checks that an item has one finding, and that the registry keeps its own list.
func TestKeptUntilJoinsTheKeysOfItsContract(t *testing.T) {
	s := &model.Supplier{
		Contracts: []*model.Contract{{
			ID: "msa", Ends: civil.NewDate(2027, 3, 31), Renewal: model.RenewalAutomatic, RenewalTerm: civil.Period{Months: 12},
			Kept: []model.RenewalDecision{{Until: civil.NewDate(2028, 1, 1)}, {Until: civil.NewDate(2030, 6, 1)}},
		}},
		WithoutEffect: []model.WithoutEffect{{Subject: model.KindContract.Subject("msa"), Keys: []model.IdleKey{{Key: "delivery"}}}},
	}
	renewed := []model.Renewed{{Until: civil.NewDate(2030, 6, 1)}}
	found := AddKeptUntil(s, func(*model.Contract) []model.Renewed { return renewed })
	if len(found) != 1 || len(found[0].Keys) != 2 || found[0].Keys[1].Key != "kept.until" || len(s.WithoutEffect[0].Keys) != 1 {
		t.Errorf("%+v; of the registry: %+v", found, s.WithoutEffect)
	}
}
