package readmodel

import (
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
	"supplierwatch/internal/token"
)

// TestCalendarShowsWhatIsSettled checks that the daemon's calendar cancels what
// its list of deadlines leaves out.
func TestCalendarShowsWhatIsSettled(t *testing.T) {
	pass := &engine.Evaluation{
		At: time.Date(2026, 11, 22, 11, 0, 0, 0, time.FixedZone("CET", 3600)),
		Deadlines: []model.Deadline{
			{Supplier: "acme", Subject: "order-window/w", Kind: model.DeadlineOrderWindow, State: "placed", Due: civil.NewDate(2026, 12, 1), Settled: true},
			{Supplier: "acme", Subject: "supplier", Kind: model.DeadlineReview, State: "valid", Due: civil.NewDate(2026, 12, 2)},
		},
	}
	registry := &model.Registry{Suppliers: []*model.Supplier{{ID: "acme", Name: "ACME GmbH"}}}
	got, err := calendar(token.Key{}, pass, registry)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"STATUS:CANCELLED", "STATUS:CONFIRMED", "DTSTAMP:20261122T100000Z", "Review the entry by Wed 2 Dec: ACME GmbH"} {
		if !strings.Contains(string(got), want) {
			t.Errorf("the calendar lacks %q:\n%s", want, got)
		}
	}
}
