package daemon

import (
	"context"
	"testing"
	"time"
)

// TestTheCoverageFollowsEachEvaluation computes it beside two evaluations.
func TestTheCoverageFollowsEachEvaluation(t *testing.T) {
	x := newExposed(t)
	ctx, stop := context.WithCancel(t.Context())
	over := make(chan struct{})
	go func() {
		defer close(over)
		x.page.compute(ctx, x.publisher.cover)
	}()
	t.Cleanup(func() { <-over })
	t.Cleanup(stop)
	for range 2 {
		x.pass()
		for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
			if h := x.page.documents.Coverage(); h != nil && h.AsOf.Equal(x.now) {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("the coverage is %+v after the evaluation of %s", x.page.documents.Coverage(), x.now)
			}
		}
	}
}
