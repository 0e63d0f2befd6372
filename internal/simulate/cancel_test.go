package simulate

import (
	"context"
	"errors"
	"testing"
	"time"

	"go.uber.org/goleak"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/notify"
)

// TestACancelledSimulationLeavesNoGoroutine holds that prefetching stops when a
// simulation ends early, for whatever reason.
func TestACancelledSimulationLeavesNoGoroutine(t *testing.T) {
	defer goleak.VerifyNone(t)
	r := Simulation{
		Registry: sleeping(t), Composer: detailedComposer{}, Assume: apidoc.AssumeSilent, Machine: notify.Machine{PerHour: 10},
		From: time.Date(2026, 3, 7, 0, 0, 0, 0, time.UTC), Until: time.Date(2036, 3, 7, 0, 0, 0, 0, time.UTC),
	}
	full := errors.New("disk full")
	if err := r.Run(t.Context(), func(apidoc.SimulationEvent) error { return full }); !errors.Is(err, full) {
		t.Errorf("a reader that fails ends it with %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	told := 0
	err := r.Run(ctx, func(apidoc.SimulationEvent) error { told++; cancel(); return nil })
	if !errors.Is(err, context.Canceled) || told == 0 {
		t.Errorf("after %d events it ends with %v", told, err)
	}
	r.Until = r.From
	if err := r.Run(t.Context(), func(apidoc.SimulationEvent) error { return full }); err != nil {
		t.Errorf("no time at all ends with %v", err)
	}
}
