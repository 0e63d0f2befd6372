package probe

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// steps is work whose steps take that long each and record when they end.
func (r *recorder) steps(name string, each time.Duration, n int) Work {
	w := Work{Name: name}
	for range n {
		w.Steps = append(w.Steps, func() {
			r.enter(name)
			time.Sleep(each) // of the bubble's clock
			r.leave(name)
		})
	}
	return w
}

// recorder records the instants at which steps end, and how many run at once.
type recorder struct {
	began time.Time

	mu        sync.Mutex
	now, peak int
	ends      []string
}

func (r *recorder) enter(string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now++
	r.peak = max(r.peak, r.now)
}

func (r *recorder) leave(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now--
	r.ends = append(r.ends, fmt.Sprintf("%s %s", name, time.Since(r.began)))
}

func newRecorder() *recorder { return &recorder{began: time.Now()} }

// Slow work gives its place to others after a moment, and the second time it takes none from them.
func TestSlowWorkDelaysNobody(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := &Lanes{Width: 1}
		for run, want := range []string{
			"quick 1.6s, quick 1.7s, slow 20s, slow 40s",
			"quick 100ms, quick 200ms, slow 20s, slow 40s",
		} {
			r := newRecorder()
			wait := l.Run([]Work{r.steps("slow", 20*time.Second, 2), r.steps("quick", 100*time.Millisecond, 1), r.steps("quick", 100*time.Millisecond, 1)})
			quick := time.Since(r.began)
			wait()
			if got := strings.Join(r.ends, ", "); got != want {
				t.Errorf("run %d: ended %s, want %s", run, got, want)
			}
			if quick > 1700*time.Millisecond {
				t.Errorf("run %d: Run returned after %s", run, quick)
			}
		}
	})
}

// What was slow and is quick again counts as quick from the next time on.
func TestSlowWorkRecovers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := &Lanes{Width: 1}
		for _, each := range []time.Duration{20 * time.Second, time.Second} {
			l.Run([]Work{newRecorder().steps("host", each, 1)})()
		}
		if _, slow := l.split([]Work{{Name: "host"}}); len(slow) != 0 {
			t.Error("the host still counts as slow")
		}
	})
}

// Both lanes keep their limits, also where everything is slow, and all work is done.
func TestLanesKeepTheirLimits(t *testing.T) {
	t.Parallel()
	for _, each := range []time.Duration{time.Second, time.Minute} {
		synctest.Test(t, func(t *testing.T) {
			r := newRecorder()
			var work []Work
			for i := range 100 {
				work = append(work, r.steps(fmt.Sprint("host", i), each, 1))
			}
			l := &Lanes{Width: 3}
			for range 2 {
				l.Run(slices.Clone(work))()
			}
			most := 3
			if each > slowAfter {
				most += 3 * slowWidth
			}
			if r.peak != most {
				t.Errorf("steps of %s: %d at once, want %d", each, r.peak, most)
			}
			if len(r.ends) != 200 {
				t.Errorf("steps of %s: %d of 200 were done", each, len(r.ends))
			}
		})
	}
}
