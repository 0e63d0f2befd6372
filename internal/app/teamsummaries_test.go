package app

import (
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/mailer"
	"supplierwatch/internal/watch"
)

// A letter sums up what its readers own, and nothing of others.
func TestALetterSumsUpItsOwnTeam(t *testing.T) {
	line := &watch.Line{ID: "litho", DowntimeCost: watch.Money{Hundredths: 100_00, Currency: "EUR"}}
	team := func(id string) *watch.Team { return &watch.Team{ID: id, Email: id + "@buyer.example"} }
	buyers, leads := team("buyers"), team("leads")
	supplier := func(id string, owner *watch.Team) *watch.Supplier {
		return &watch.Supplier{ID: id, Owner: owner, Tier: &watch.Tier{Class: watch.ClassCritical, IndependentContacts: 1}, Supplies: []*watch.Supply{{
			ID: "supply", UsedIn: []watch.UsedIn{{Line: line}}, TimeToRecover: civil.Period{Days: 10},
		}}}
	}
	r := &watch.Registry{Currency: "EUR", Suppliers: []*watch.Supplier{supplier("acme", buyers), supplier("brand", leads), supplier("core", buyers)}}
	v := mailer.View{Registry: r, Facts: watch.NewFacts(), Now: time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)}
	summaries := teamSummaries()
	for id, want := range map[string]int{"buyers": 2, "leads": 1, "nobody": 0} {
		if s := summaries(v, id); s.Suppliers != want || s.Coverage.Of != want || s.Exposure.Of != want {
			t.Errorf("of %s: %+v, want %d suppliers", id, s, want)
		}
	}
	r2 := *r
	r2.Suppliers = r.Suppliers[:1]
	v.Registry = &r2
	if s := summaries(v, "buyers"); s.Suppliers != 1 {
		t.Errorf("after a reload: %+v", s)
	}
}
