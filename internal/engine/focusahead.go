package engine

import (
	"runtime"
	"sync"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/judge"
	"supplierwatch/internal/watch"
)

// lookout judges suppliers before their time comes. What is found about one
// follows from the registry and the instant alone, so that all processors look
// ahead while passes are made one after the other.
type lookout struct {
	registry *watch.Registry
	follower *judge.Follower
	looks    chan look
	coming   map[string]chan judged // by supplier: what will be found where it turns next
	workers  sync.WaitGroup
}

// look is one supplier at the instant at which it turns; "" stands for what
// belongs to none.
type look struct {
	supplier string
	at       time.Time
	found    chan judged
}

func newLookout(r *watch.Registry) *lookout {
	most := len(r.Suppliers) + 1 // no supplier has more than one look to come
	o := &lookout{
		registry: r, follower: judge.Follow(r, watch.NewFacts()), looks: make(chan look, most), coming: make(map[string]chan judged, most),
	}
	for range runtime.GOMAXPROCS(0) {
		o.workers.Go(o.work)
	}
	return o
}

func (o *lookout) work() {
	for l := range o.looks {
		l.found <- o.judge(l.supplier, l.at)
	}
}

// close gives up what nobody waits for any more.
func (o *lookout) close() {
	close(o.looks)
	for range o.looks {
		// Not looked at.
	}
	o.workers.Wait()
}

// expect has a supplier judged at an instant to come.
func (o *lookout) expect(supplier string, at time.Time) {
	found := make(chan judged, 1)
	o.coming[supplier] = found
	o.looks <- look{supplier, at, found}
}

// judge gives what is found about one supplier, or what belongs to none.
func (o *lookout) judge(supplier string, at time.Time) judged {
	if x := o.registry.Supplier(supplier); x != nil {
		findings, next := o.follower.Supplier(x, at)
		return newJudged(findings, x.Calendar.Today(at), next)
	}
	findings, next := o.follower.Ours(at)
	return newJudged(findings, civil.Date{}, next)
}
