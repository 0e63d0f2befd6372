package daemon

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// heart runs a pulse on a fake clock. Evaluations run on a schedule and when the pulse requests one.
type heart struct {
	pulse
	passes chan struct{}
	beats  []time.Duration // since the beginning
	began  time.Time
	ill    atomic.Bool
	stuck  atomic.Bool // no evaluation completes
	deaf   atomic.Bool // nobody hears a beat
	log    strings.Builder
}

func newHeart(t *testing.T, every time.Duration) *heart {
	h := &heart{passes: make(chan struct{}, 1), began: time.Now()}
	h.pulse = pulse{
		every: every, passed: h.passes, ask: func() { time.AfterFunc(time.Millisecond, h.pass) },
		sound: func() bool { return !h.ill.Load() },
		beat: func(context.Context) error {
			if h.deaf.Load() {
				return errors.New("call heartbeat: no answer")
			}
			h.beats = append(h.beats, time.Since(h.began).Round(time.Second))
			return nil
		},
		log: slog.New(slog.NewTextHandler(&h.log, nil)),
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		h.run(ctx)
	}()
	t.Cleanup(func() { stop(); <-ended })
	return h
}

func (h *heart) pass() {
	if h.stuck.Load() {
		return
	}
	select {
	case h.passes <- struct{}{}:
	default:
	}
}

// live advances the clock, with an evaluation in each interval.
func (h *heart) live(while, passes time.Duration) {
	for end := time.Now().Add(while); time.Now().Before(end); {
		time.Sleep(passes)
		h.pass()
	}
	synctest.Wait()
}

func TestHeartBeatsOnceInEachInterval(t *testing.T) {
	for name, passes := range map[string]time.Duration{"passes are frequent": 7 * time.Second, "passes are rare": time.Hour} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHeart(t, 5*time.Minute)
				h.live(time.Hour, passes)
				if n := len(h.beats); n < 12 || n > 13 {
					t.Errorf("%d beats within an hour, want one in five minutes: %v", n, h.beats)
				}
			})
		})
	}
}

func TestHeartStopsWithThePasses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHeart(t, time.Minute)
		h.live(5*time.Minute, 10*time.Second)
		before := len(h.beats)
		h.stuck.Store(true)
		time.Sleep(time.Hour)
		synctest.Wait()
		if len(h.beats) != before || before < 4 {
			t.Errorf("%d beats while no pass completed, %d before", len(h.beats)-before, before)
		}
		h.stuck.Store(false)
		h.pass()
		synctest.Wait()
		if len(h.beats) != before+1 {
			t.Error("no beat behind the next pass")
		}
	})
}

func TestHeartStopsWhileSomethingIsWrong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHeart(t, time.Minute)
		h.ill.Store(true)
		h.live(10*time.Minute, 10*time.Second)
		if len(h.beats) > 0 {
			t.Errorf("it beat at %v", h.beats)
		}
		h.ill.Store(false)
		h.live(20*time.Second, 10*time.Second)
		if len(h.beats) != 1 {
			t.Errorf("once all is well it beats at %v, want at the next pass", h.beats)
		}
	})
}

func TestAHeartbeatThatFailsIsRetriedAndLoggedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHeart(t, time.Minute)
		h.deaf.Store(true)
		h.live(2*time.Minute, 10*time.Second)
		h.deaf.Store(false)
		h.live(11*time.Second, 10*time.Second)
		if len(h.beats) != 1 || strings.Count(h.log.String(), "no answer") != 1 {
			t.Errorf("beats at %v, log %s", h.beats, h.log.String())
		}
	})
}
