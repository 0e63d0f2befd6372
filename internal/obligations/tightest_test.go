package obligations

import (
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

func TestTheSupplyThatLeavesTheLeastTimeBindsTheWindow(t *testing.T) {
	quick := &model.Supply{ID: "quick", Item: "gloves", LeadTime: civil.Period{Days: 10}}
	slow := &model.Supply{ID: "slow", Item: "resist", LeadTime: civil.Period{Days: 60}}
	order := civil.Order{
		Window: civil.Occurrence{Opens: civil.NewDate(2026, 9, 1), Closes: civil.NewDate(2026, 9, 30)},
		NeedBy: civil.NewDate(2026, 11, 20),
	}
	for _, supplies := range [][]*model.Supply{{quick, slow}, {slow, quick}} {
		dates, binds := tightest(order, supplies)
		if binds != slow || dates.OrderBy != civil.NewDate(2026, 9, 21) {
			t.Errorf("order by %s for %s, want 2026-09-21 for the slow one", dates.OrderBy, binds.ID)
		}
	}
	// A lead time that begins before the window opens does not move the day to
	// order by; it still is the one to speak of.
	slow.LeadTime = civil.Period{Days: 200}
	if dates, binds := tightest(order, []*model.Supply{quick, slow}); binds != slow || !dates.TooLate {
		t.Errorf("%+v for %s, want too late for the slow one", dates, binds.ID)
	}
	if _, binds := tightest(order, nil); binds != nil {
		t.Errorf("a window without supplies is bound by %v", binds)
	}
}
