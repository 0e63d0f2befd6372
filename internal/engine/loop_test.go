package engine

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// TestLoopEvaluatesTogetherWhatArrivesSoon has results arrive every tenth of a second for a minute, while an evaluation takes half a second.
func TestLoopEvaluatesTogetherWhatArrivesSoon(t *testing.T) {
	var evaluations [2]atomic.Int64 // of what is urgent, and of what arrives soon
	for i, soon := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			time.Sleep(time.Until(start)) // a bubble begins in the year 2000
			e := newEngine(&ledger{}, time.Now)
			e.Publish = func(Evaluation) { evaluations[i].Add(1) }
			first, err := e.Evaluate(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			e.Clock = func() time.Time { // asked at the beginning and at the end of an evaluation
				time.Sleep(200 * time.Millisecond)
				return time.Now()
			}
			loop := NewLoop(e)
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan struct{})
			go func() {
				defer close(done)
				loop.Run(ctx, first.NextWake)
			}()
			wake := loop.Wake
			if soon {
				wake = loop.WakeSoon
			}
			for range 600 {
				time.Sleep(100 * time.Millisecond)
				wake()
			}
			before := evaluations[i].Load()
			time.Sleep(5 * time.Second)
			if soon && evaluations[i].Load() == before {
				t.Error("the last result was never evaluated")
			}
			cancel()
			<-done
		})
	}
	if urgent, n := evaluations[0].Load(), evaluations[1].Load(); n < 20 || n > 70 || urgent < 2*n {
		t.Errorf("%d evaluations of what arrives soon, %d of what is urgent", n, urgent)
	}
}

// TestAnUrgentWakeUpDoesNotWaitForMore: something urgent arrives while an evaluation waits for more.
func TestAnUrgentWakeUpDoesNotWaitForMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(start)) // a bubble begins in the year 2000
		e := newEngine(&ledger{}, time.Now)
		first, err := e.Evaluate(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var last time.Time
		e.Publish = func(x Evaluation) { last = x.At }
		loop := NewLoop(e)
		loop.took = time.Minute
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			defer close(done)
			loop.Run(ctx, first.NextWake)
		}()
		loop.WakeSoon()
		synctest.Wait()
		if !last.IsZero() {
			t.Error("what arrives soon was not waited for")
		}
		urgent := time.Now()
		loop.Wake()
		synctest.Wait()
		if !last.Equal(urgent) {
			t.Errorf("evaluated at %s, want %s", last, urgent)
		}
		cancel()
		<-done
	})
}
