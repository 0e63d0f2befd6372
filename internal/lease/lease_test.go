package lease

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// given are leases that a test gives and takes.
type given struct {
	Alone

	mu       sync.Mutex
	tokens   map[Kind]int64
	changed  chan struct{}
	skew     time.Duration
	progress Progress
	fails    error
}

func newGiven(held ...Kind) *given {
	g := &given{tokens: map[Kind]int64{}, changed: make(chan struct{})}
	for _, kind := range held {
		g.tokens[kind] = 1
	}
	return g
}

func (g *given) Token(kind Kind) int64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.tokens[kind]
}

func (g *given) Changed() <-chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.changed
}

func (g *given) Skew() time.Duration { return g.skew }

func (g *given) Progress(context.Context) (Progress, error) { return g.progress, g.fails }

// set gives a lease with a token, or takes it with 0.
func (g *given) set(kind Kind, token int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.tokens[kind] = token
	close(g.changed)
	g.changed = make(chan struct{})
}

// TestWorkEndsWithItsLease gives and takes a lease: work begins with each term and its context ends with it.
func TestWorkEndsWithItsLease(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGiven()
		ctx, cancel := context.WithCancel(t.Context())
		began, ended, waited := 0, 0, 0
		done := make(chan struct{})
		go func() {
			defer close(done)
			While(ctx, g, Mail, func() { waited++ }, func(held context.Context) {
				began++
				<-held.Done()
				ended++
			})
		}()
		want := func(what string, wantBegan, wantEnded int) {
			t.Helper()
			synctest.Wait()
			if began != wantBegan || ended != wantEnded {
				t.Errorf("%s: work began %d times and ended %d times, want %d and %d", what, began, ended, wantBegan, wantEnded)
			}
		}
		want("without a lease", 0, 0)
		g.set(Mail, 1)
		want("held", 1, 0)
		g.set(Probes, 1)
		want("another lease changes", 1, 0)
		g.set(Mail, 0)
		want("lost", 1, 1)
		g.set(Mail, 3)
		want("held again", 2, 1)
		g.set(Mail, 5)
		want("lost and acquired at once", 3, 2)
		cancel()
		want("stopped", 3, 3)
		<-done
		if waited != 2 {
			t.Errorf("it waited %d times, want twice", waited)
		}
	})
}

// TestWorkThatEndsEarlyIsNotRepeated has work return although its lease is held: it begins again with the next term only.
func TestWorkThatEndsEarlyIsNotRepeated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGiven(Mailboxes)
		ctx, cancel := context.WithCancel(t.Context())
		began := 0
		go While(ctx, g, Mailboxes, nil, func(context.Context) { began++ })
		synctest.Wait()
		if began != 1 {
			t.Fatalf("work began %d times", began)
		}
		g.set(Mailboxes, 2)
		synctest.Wait()
		if began != 2 {
			t.Errorf("work began %d times, want once for each term", began)
		}
		cancel()
		synctest.Wait()
	})
}

func TestWithoutALeaseNothingIsDone(t *testing.T) {
	g := newGiven(Probes)
	did := []Kind{}
	for _, kind := range Kinds {
		IfHeld(t.Context(), g, kind, func(context.Context) { did = append(did, kind) })
	}
	if !slices.Equal(did, []Kind{Probes}) || !slices.Equal(HeldBy(g), did) {
		t.Errorf("done was %v, held are %v", did, HeldBy(g))
	}
	if alone := HeldBy(Alone{}); !slices.Equal(alone, Kinds) {
		t.Errorf("a daemon alone holds %v", alone)
	}
}

// TestWatcherNoticesOthers has another replica write, a lease change, the clock go wrong, and the state fail.
func TestWatcherNoticesOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGiven(Evaluation)
		look := make(chan time.Time)
		written, held, skews := 0, [][]Kind{}, []time.Duration{}
		ctx, cancel := context.WithCancel(t.Context())
		go Watcher{
			Leases: g, Look: look, Written: func() { written++ }, Changed: func(now []Kind) { held = append(held, now) },
			Skewed: func(ahead time.Duration) { skews = append(skews, ahead) },
		}.Run(ctx)
		want := func(what string, n int) {
			t.Helper()
			look <- time.Now()
			synctest.Wait()
			if written != n {
				t.Errorf("%s: %d times written, want %d", what, written, n)
			}
		}
		want("nothing happened", 0)
		g.progress.Facts = 7
		want("a fact was recorded", 1)
		want("nothing else", 1)
		g.progress.Changes = 1
		want("alerts were written", 2)
		g.fails = errors.New("no database")
		want("the state cannot be asked", 3)
		g.fails = nil
		g.skew = -time.Hour
		want("the clock is wrong", 4) // as after each failure
		want("the clock stays wrong", 4)
		g.skew = time.Second
		want("the clock is right", 4)
		g.set(Mail, 1)
		synctest.Wait()
		if len(held) != 2 || !slices.Equal(held[0], []Kind{Evaluation}) || !slices.Equal(held[1], []Kind{Evaluation, Mail}) {
			t.Errorf("held were %v", held)
		}
		if !slices.Equal(skews, []time.Duration{-time.Hour, 0}) {
			t.Errorf("the clock was said to be ahead by %v", skews)
		}
		cancel()
		synctest.Wait()
	})
}
