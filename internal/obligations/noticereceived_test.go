package obligations_test

import (
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

// TestANoticeWithoutEffectIsPartOfTheBasis gives notice in time for the last end but one, and a day after it, when only the last end is left.
func TestANoticeWithoutEffectIsPartOfTheBasis(t *testing.T) {
	const futile = "Our notice received on 2027-01-01 changes nothing: no renewal was left that it could prevent."
	once := 1
	for day, want := range map[int]bool{31: false, 32: true} {
		c := &model.Contract{
			ID: "frame", Starts: civil.NewDate(2025, 4, 1), Term: civil.Period{Months: 24}, Renewal: model.RenewalAutomatic,
			RenewalTerm: civil.Period{Months: 12}, MaxRenewals: &once, Notice: &civil.Period{Months: 3},
			NoticeGiven: civil.NewDate(2026, 12, 1).AddDays(day - 1),
		}
		s := &model.Supplier{ID: "acme", Tier: &model.Tier{}, Contracts: []*model.Contract{c}, Calendar: civil.DefaultCalendar()}
		now := time.Date(2027, 6, 1, 12, 0, 0, 0, time.UTC)
		e := obligations.NewSupplier(&obligations.Context{Registry: &model.Registry{}, Now: now}, s)
		if how := obligations.EndArithmetic(e, e.Terms[0]); slices.Contains(how, futile) != want {
			t.Errorf("notice on %s: %q", c.NoticeGiven, how)
		}
	}
}
