package resolution

import (
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/view"
)

const nothingRecorded = "The problem was no longer found on Mon 23 Nov, 10:00 UTC: the registry or the situation has changed."

// TestOnlyRecordsOfTheSameEndEndAnAlert checks alerts about the end of 2026, and about no end, with records of this and of other ends.
func TestOnlyRecordsOfTheSameEndEndAnAlert(t *testing.T) {
	end, before, later, on := civil.NewDate(2026, 12, 31), civil.NewDate(2025, 12, 31), civil.NewDate(2027, 12, 31), civil.NewDate(2026, 11, 20)
	for name, c := range map[string]struct {
		contract   model.Contract
		occurrence string
		want       string
	}{
		"kept":                       {model.Contract{Kept: []model.RenewalDecision{{Until: before}, {Until: end, On: on, By: "jane"}}}, "2026-12-31", "The registry now records the decision to keep the contract on Fri 20 Nov by jane."},
		"kept at another end":        {model.Contract{Kept: []model.RenewalDecision{{Until: before, On: on}}}, "2026-12-31", nothingRecorded},
		"notice":                     {model.Contract{NoticeGiven: on}, "2026-12-31", "The registry now records our notice, received by the supplier on Fri 20 Nov."},
		"notice for this end":        {model.Contract{NoticeGiven: on, NoticeFor: end}, "2026-12-31", "The registry now records our notice, received by the supplier on Fri 20 Nov."},
		"notice for another end":     {model.Contract{NoticeGiven: on, NoticeFor: later}, "2026-12-31", nothingRecorded},
		"renewed":                    {model.Contract{Renewed: []model.Renewed{{Until: end}, {Until: later, On: on}}}, "2026-12-31", "The registry now records the renewal until Fri 31 Dec 2027 on Fri 20 Nov."},
		"renewed until this end":     {model.Contract{Renewed: []model.Renewed{{Until: end, On: on}}}, "2026-12-31", nothingRecorded},
		"a gap in the data, renewed": {model.Contract{Renewed: []model.Renewed{{Until: later, On: on}}}, "", nothingRecorded},
		"a gap in the data, notice":  {model.Contract{NoticeGiven: on}, "", nothingRecorded},
	} {
		c.contract.ID = "msa"
		v := view.View{Registry: &model.Registry{Suppliers: []*model.Supplier{{ID: "acme", Contracts: []*model.Contract{&c.contract}}}}}
		at := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
		a := model.Alert{Supplier: "acme", Subject: model.KindContract.Subject("msa"), Occurrence: c.occurrence, State: model.StateResolved, EndedAt: at}
		if got := Text(v, a, prose.Clock{Zone: time.UTC, Now: at}); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
