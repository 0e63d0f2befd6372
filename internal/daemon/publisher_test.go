package daemon

import (
	"context"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/memoryrelease"
	"supplierwatch/internal/model"
	"supplierwatch/internal/readmodel"
	"supplierwatch/internal/web"
)

// TestMemoryIsReleasedOnceARegistryIsEvaluated publishes evaluations, and counts how often memory is released after those of another registry: once
// when all is quiet, and once before where that takes long.
func TestMemoryIsReleasedOnceARegistryIsEvaluated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPublisher(&readmodel.LastEvaluation{}, web.NewMetrics("", "", ""), &readiness{}, slog.New(slog.DiscardHandler))
		ctx, stop := context.WithCancel(t.Context())
		var released atomic.Int64
		content, release := int64(0), func() { released.Add(1) }
		go memoryrelease.Release{Loaded: p.loaded, Changed: p.changed, Quiet: 30 * time.Second, AtMost: 5 * time.Minute, Free: release}.Run(ctx)
		first, second := &model.Registry{}, &model.Registry{}
		for _, c := range []struct {
			what     string
			registry *model.Registry
			changes  int   // one every second; nothing changes for ten minutes then
			during   int64 // releases so far, when the last change has come
			want     int64 // releases in the end
		}{
			{"a start with mails", first, 100, 0, 1},
			{"later mails", first, 100, 1, 1},
			{"a reload", second, 1, 1, 2},
			{"nothing", second, 0, 2, 2},
			{"a reload with probes that take long", first, 400, 3, 4},
		} {
			for range c.changes {
				content++
				p.publish(engine.Evaluation{Registry: c.registry, Content: content})
				time.Sleep(time.Second)
			}
			synctest.Wait()
			if released.Load() != c.during {
				t.Errorf("%s: released %d times meanwhile, want %d", c.what, released.Load(), c.during)
			}
			for range 10 {
				p.publish(engine.Evaluation{Registry: c.registry, Content: content})
				time.Sleep(time.Minute)
			}
			synctest.Wait()
			if released.Load() != c.want {
				t.Errorf("%s: released %d times in the end, want %d", c.what, released.Load(), c.want)
			}
		}
		stop()
	})
}
