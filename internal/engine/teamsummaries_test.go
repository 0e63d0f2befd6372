package engine

import (
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// A letter sums up what its readers own, and nothing of others.
func TestASummaryIsOfItsOwnTeam(t *testing.T) {
	line := &model.Line{ID: "litho", DowntimeCost: model.Money{Hundredths: 100_00, Currency: "EUR"}}
	team := func(id string) *model.Team { return &model.Team{ID: id, Email: id + "@buyer.example"} }
	buyers, leads := team("buyers"), team("leads")
	supplier := func(id string, owner *model.Team) *model.Supplier {
		return &model.Supplier{ID: id, Owner: owner, Tier: &model.Tier{Class: model.ClassCritical, IndependentContacts: 1}, Supplies: []*model.Supply{{
			ID: "supply", UsedIn: []model.UsedIn{{Line: line}}, TimeToRecover: civil.Period{Days: 10},
		}}}
	}
	r := &model.Registry{Currency: "EUR", Suppliers: []*model.Supplier{supplier("acme", buyers), supplier("brand", leads), supplier("core", buyers)}}
	summaries := func(r *model.Registry) map[string]apidoc.Summary {
		in := Input{Now: time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC), Registry: r, Facts: factindex.New(), Details: true}
		var decisions []model.Decision
		for _, id := range []string{"buyers", "leads", "nobody"} {
			decisions = append(decisions, model.Decision{Kind: model.MailSummary, To: model.Recipient{Team: id}})
		}
		return in.view(model.State{}, decisions).Summaries
	}
	for id, want := range map[string]int{"buyers": 2, "leads": 1, "nobody": 0} {
		if s := summaries(r)[id]; s.Suppliers != want || s.Coverage.Of != want || s.Exposure.Of != want {
			t.Errorf("of %s: %+v, want %d suppliers", id, s, want)
		}
	}
	r2 := *r
	r2.Suppliers = r.Suppliers[:1]
	if s := summaries(&r2)["buyers"]; s.Suppliers != 1 {
		t.Errorf("after a reload: %+v", s)
	}
}
