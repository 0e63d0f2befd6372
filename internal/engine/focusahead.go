package engine

import (
	"maps"
	"runtime"
	"sync"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

// lookout judges suppliers before their time comes. What is found about one
// follows from the registry and the instant alone, so that all processors look
// ahead while passes are made one after the other. What belongs to no supplier
// also follows from what became of alerts, and is judged when it is asked for.
type lookout struct {
	registry *model.Registry
	follower *rules.Follower
	ours     *rules.Follower
	told     *model.Facts // what ours follows
	looks    chan look
	coming   map[string]chan judged // by supplier: what will be found where it turns next
	workers  sync.WaitGroup
}

// look is one supplier at the instant at which it turns.
type look struct {
	supplier string
	at       time.Time
	found    chan judged
}

func newLookout(r *model.Registry) *lookout {
	most := len(r.Suppliers) // none of them has more than one look to come
	o := &lookout{
		registry: r, follower: rules.Follow(r, model.NewFacts()), looks: make(chan look, most), coming: make(map[string]chan judged, most),
		told: model.NewFacts(),
	}
	o.ours = rules.Follow(r, o.told)
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
	if supplier == "" {
		return
	}
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
	findings, next := o.ours.Ours(at)
	return newJudged(findings, civil.Date{}, next)
}

// found gives what is found about a supplier that turns now, or about none.
func (o *lookout) found(supplier string, now time.Time) judged {
	if supplier == "" {
		return o.judge("", now)
	}
	return <-o.coming[supplier]
}

// hear takes in what was told of alerts, and reports whether that turns what
// belongs to no supplier: another path has an alert that nobody acknowledges, or
// has none any more.
func (o *lookout) hear(facts []model.Fact) bool {
	before := o.vain()
	for _, f := range facts {
		o.told.Add(f)
	}
	return !maps.Equal(before, o.vain())
}

// vain names the paths with alerts that nobody acknowledges.
func (o *lookout) vain() map[string]bool {
	paths := map[string]bool{}
	for _, f := range o.told.Unanswered() {
		paths[f.Data[model.DataPolicy]] = true
	}
	return paths
}
