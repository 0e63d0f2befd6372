package probe

import (
	"cmp"
	"context"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"supplierwatch/internal/model"
)

// Runner runs batches of probes, one batch at a time: so no subject is ever
// probed twice at once, and the limits hold over all of them. It must not be
// copied after its first use.
type Runner struct {
	// Concurrency is how many probes run at a time; at least 1 is taken. Slow ones
	// do not count: they move to a lane of their own.
	Concurrency int
	PerHost     int           // probes of one host at a time; at least 1 is taken
	Timeout     time.Duration // for one probe, and for the vantage check
	// Budget is how long one batch may go on starting probes; 0: without end.
	// What is left when it is used up stays due, so that one slow host with
	// many endpoints holds back nothing but itself.
	Budget time.Duration
	// Vantage checks whether this machine reaches anything; nil: not checked.
	Vantage func(ctx context.Context) model.Fact

	mu    sync.Mutex // held while a batch is running
	lanes Lanes
	sees  bool // the last vantage check was good; before the first it is not known
}

// Run does what RunEach does, and returns the facts in the order of the probes, that
// of the vantage check last.
func (r *Runner) Run(ctx context.Context, due []Probe, clock func() time.Time) []model.Fact {
	place := map[model.SubjectRef]int{}
	for i, p := range slices.Backward(due) {
		place[model.SubjectRef{Supplier: p.Supplier, Subject: p.Subject}] = i
	}
	placeOf := func(f model.Fact) int {
		if i, ok := place[model.SubjectRef{Supplier: f.Supplier, Subject: f.Subject}]; ok {
			return i
		}
		return len(due)
	}
	var facts []model.Fact
	r.RunEach(ctx, due, clock, func(some []model.Fact) { facts = append(facts, some...) })
	slices.SortStableFunc(facts, func(a, b model.Fact) int { return cmp.Compare(placeOf(a), placeOf(b)) })
	return facts
}

// RunEach runs the probes that are due and passes their facts to record as they are
// found, a few at a time, with subject, id, times and actor filled in. Failures wait
// for the vantage check: while this machine is cut off, they are unknown. The check
// is made soon after trouble, and at the end of a batch with trouble. It is also made in the first batch, so that what was recorded before a
// restart does not stay, and from then on until it is good again.
//
// A probe that panics leaves an unknown. When ctx ends, RunEach returns soon, and
// records from then on only what was found well, for nobody checked the failures
// against the vantage point; the rest is still due.
func (r *Runner) RunEach(ctx context.Context, due []Probe, clock func() time.Time, record func([]model.Fact)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	h := &handover{runner: r, clock: clock, began: time.Now(), record: record}
	over := make(chan struct{})
	var passing sync.WaitGroup
	passing.Go(func() { h.run(ctx, over) })
	r.askAll(ctx, group(due), func(q *question, answer model.Fact) { h.add(q.facts(answer, clock())) })
	close(over)
	passing.Wait()
}

// askAll asks all questions, in rows: the questions of one row are asked one
// after the other, so a host never meets more connections than it has rows,
// and nobody waits for a host's turn but its own row. A BatchProber keeps to such
// limits by itself.
func (r *Runner) askAll(ctx context.Context, questions []*question, answered func(*question, model.Fact)) {
	var batching sync.WaitGroup
	alone, batches := splitByBatch(questions)
	for batch, together := range batches {
		batching.Go(func() { r.askBatch(ctx, batch, together, answered) })
	}
	stop := r.stopper()
	var work []Work
	for _, row := range rows(alone, max(r.PerHost, 1)) {
		w := Work{Name: row[0].probes[0].Host}
		for _, q := range row {
			w.Steps = append(w.Steps, func() {
				if ctx.Err() == nil && !stop() {
					answered(q, r.ask(ctx, q.probes[0]))
				}
			})
		}
		work = append(work, w)
	}
	r.lanes.Width = r.Concurrency
	r.lanes.Run(work)()
	batching.Wait()
}

// askBatch asks what a BatchProber can answer within the budget, and survives it.
// One that panics has learnt nothing of those whom it has not answered for.
func (r *Runner) askBatch(ctx context.Context, batch BatchProber, questions []*question, answered func(*question, model.Fact)) {
	if r.Budget > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, r.Budget)
		defer cancel()
	}
	probes := make([]Probe, len(questions))
	for i, q := range questions {
		probes[i] = q.probes[0]
	}
	var mu sync.Mutex
	done := make([]bool, len(questions))
	answer := func(i int, fact model.Fact) {
		mu.Lock()
		repeated := done[i]
		done[i] = true
		mu.Unlock()
		if !repeated {
			answered(questions[i], fact)
		}
	}
	defer func() {
		if v := recover(); v != nil {
			for i, p := range probes {
				answer(i, panicked(p, v))
			}
		}
	}()
	batch.Ask(ctx, probes, answer)
}

// stopper reports whether the budget of a batch that begins now is used up.
func (r *Runner) stopper() func() bool {
	if r.Budget <= 0 {
		return func() bool { return false }
	}
	began := time.Now()
	return func() bool { return time.Since(began) > r.Budget }
}

// ask runs one probe in its time and survives it.
func (r *Runner) ask(ctx context.Context, p Probe) (fact model.Fact) {
	if limit := cmp.Or(p.Timeout, r.Timeout); limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, limit)
		defer cancel()
	}
	defer func() {
		if v := recover(); v != nil {
			fact = panicked(p, v)
		}
	}()
	return p.Run(ctx)
}

// panicked is what is learnt from a probe that panics; it is called while it does.
func panicked(p Probe, v any) model.Fact {
	t := NewRun(p.Kind)
	t.AddEvidence("the probe broke: %v", v)
	for line := range strings.Lines(string(debug.Stack())) {
		t.AddEvidence("%s", line)
	}
	return t.fact(model.FactProbeUnknown, ReasonPanic)
}

// checkVantage checks, where it is needed, whether this machine reaches anything.
func (r *Runner) checkVantage(ctx context.Context, trouble bool, clock func() time.Time) (found model.Fact, checked bool) {
	if r.Vantage == nil || r.sees && !trouble {
		return model.Fact{}, false
	}
	found = r.ask(ctx, Probe{Kind: "vantage", Run: r.Vantage})
	if ctx.Err() != nil {
		return model.Fact{}, false
	}
	r.sees = found.Kind == model.FactProbeOK
	return complete(found, "", model.SubjectVantage, clock()), true
}
