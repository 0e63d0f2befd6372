package daemon

import (
	"context"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
	"supplierwatch/internal/readmodel"
	"supplierwatch/internal/web"
)

// TestMemoryIsReleasedOnceARegistryIsEvaluated publishes evaluations, and counts how often memory is released after those of another registry.
func TestMemoryIsReleasedOnceARegistryIsEvaluated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPublisher(&readmodel.LastEvaluation{}, web.NewMetrics("", "", ""), &readiness{}, slog.New(slog.DiscardHandler))
		ctx, stop := context.WithCancel(t.Context())
		released := 0
		go memoryRelease{loaded: p.loaded, after: time.Minute, release: func() { released++ }}.run(ctx)
		first, second := &model.Registry{}, &model.Registry{}
		for _, c := range []struct {
			registry *model.Registry
			want     int
		}{{first, 1}, {first, 1}, {second, 2}, {second, 2}} {
			p.publish(engine.Evaluation{Registry: c.registry})
			time.Sleep(2 * time.Minute)
			synctest.Wait()
			if released != c.want {
				t.Errorf("released %d times, want %d", released, c.want)
			}
		}
		stop()
	})
}
