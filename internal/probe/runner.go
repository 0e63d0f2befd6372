package probe

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
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
	Concurrency int           // probes at a time; at least 1 is taken
	PerHost     int           // probes of one host at a time; at least 1 is taken
	Timeout     time.Duration // for one probe, and for the vantage check
	// Budget is how long one batch may go on starting probes; 0: without end.
	// What is left when it is used up stays due, so that one slow host with
	// many endpoints holds back nothing but itself.
	Budget time.Duration
	// Vantage checks whether this machine reaches anything; nil: not checked.
	Vantage func(ctx context.Context) model.Fact

	mu   sync.Mutex
	sees bool // the last vantage check was good; before the first it is not known
}

// Run runs the probes that are due and returns their facts in that order, with
// subject, id, times and actor filled in. If any of them met trouble, the
// vantage check follows and its fact is the last: while this machine is cut
// off, failures are unknown. It is also made in the first batch, so that what
// was recorded before a restart does not stay, and from then on until it is
// good again.
//
// A probe that panics leaves an unknown. When ctx ends, Run returns soon, and
// only what was found well, for nobody checked the failures against the
// vantage point; the rest is still due.
func (r *Runner) Run(ctx context.Context, due []Probe, clock func() time.Time) []model.Fact {
	r.mu.Lock()
	defer r.mu.Unlock()
	questions := group(due)
	r.askAll(ctx, questions, clock)
	facts := collect(questions)
	if ctx.Err() == nil {
		facts = r.checkVantage(ctx, facts, clock)
	}
	if ctx.Err() != nil {
		facts = slices.DeleteFunc(facts, func(f model.Fact) bool { return f.Kind != model.FactProbeOK })
	}
	recorded := clock()
	for i := range facts {
		facts[i].RecordedAt = recorded
	}
	return facts
}

// question is what one or several probes of a batch want to know.
type question struct {
	probes []Probe
	places []int // of the probes in the batch
	fact   model.Fact
	at     time.Time // when it was answered; zero: not asked
}

// group makes one question of the probes with one key, and leaves out a
// subject that the batch has already.
func group(due []Probe) []*question {
	var questions []*question
	byKey := map[string]*question{}
	seen := map[model.SubjectRef]bool{}
	for i, p := range due {
		subject := model.SubjectRef{Supplier: p.Supplier, Subject: p.Subject}
		if seen[subject] {
			continue
		}
		seen[subject] = true
		q := byKey[p.Key]
		if q == nil || p.Key == "" {
			q = &question{}
			byKey[p.Key] = q
			questions = append(questions, q)
		}
		q.probes, q.places = append(q.probes, p), append(q.places, i)
	}
	return questions
}

// askAll asks all questions, in rows: the questions of one row are asked one
// after the other, so a host never meets more connections than it has rows,
// and nobody waits for a host's turn but its own row. A crowd is one row and
// keeps to such limits by itself.
func (r *Runner) askAll(ctx context.Context, questions []*question, clock func() time.Time) {
	stop := r.stopper()
	var work []func()
	alone, crowds := splitByBatch(questions)
	for crowd, together := range crowds {
		work = append(work, func() { r.askBatch(ctx, crowd, together, clock) })
	}
	for _, row := range rows(alone, max(r.PerHost, 1)) {
		work = append(work, func() { r.askRow(ctx, row, stop, clock) })
	}
	next := make(chan func())
	var workers sync.WaitGroup
	for range min(max(r.Concurrency, 1), len(work)) {
		workers.Go(func() {
			for do := range next {
				do()
			}
		})
	}
	for _, do := range work {
		next <- do
	}
	close(next)
	workers.Wait()
}

// splitByBatch returns the questions that are asked alone, and those of each crowd.
func splitByBatch(questions []*question) (alone []*question, crowds map[BatchProber][]*question) {
	crowds = map[BatchProber][]*question{}
	for _, q := range questions {
		if crowd := q.probes[0].Batch; crowd != nil {
			crowds[crowd] = append(crowds[crowd], q)
		} else {
			alone = append(alone, q)
		}
	}
	return alone, crowds
}

func (r *Runner) askRow(ctx context.Context, row []*question, stop func() bool, clock func() time.Time) {
	for _, q := range row {
		if ctx.Err() != nil || stop() {
			return
		}
		q.fact = r.ask(ctx, q.probes[0])
		q.at = clock()
	}
}

// askBatch asks what a crowd can answer within the budget, and survives it.
func (r *Runner) askBatch(ctx context.Context, crowd BatchProber, questions []*question, clock func() time.Time) {
	if r.Budget > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, r.Budget)
		defer cancel()
	}
	probes := make([]Probe, len(questions))
	for i, q := range questions {
		probes[i] = q.probes[0]
	}
	for i, fact := range askSafely(ctx, crowd, probes) {
		if fact.Kind != "" {
			questions[i].fact, questions[i].at = fact, clock()
		}
	}
}

// askSafely asks a crowd; one that panics has learnt nothing of anybody.
func askSafely(ctx context.Context, crowd BatchProber, probes []Probe) (facts []model.Fact) {
	defer func() {
		if v := recover(); v != nil {
			facts = make([]model.Fact, len(probes))
			for i, p := range probes {
				facts[i] = panicked(p, v)
			}
		}
	}()
	return crowd.Ask(ctx, probes)
}

// stopper reports whether the budget of a batch that begins now is used up.
func (r *Runner) stopper() func() bool {
	if r.Budget <= 0 {
		return func() bool { return false }
	}
	began := time.Now()
	return func() bool { return time.Since(began) > r.Budget }
}

// rows deals the questions of each host out to that many rows; a question
// without a host gets a row of its own.
func rows(questions []*question, perHost int) [][]*question {
	var all [][]*question
	dealt := map[string][]int{} // the rows of each host
	turn := map[string]int{}
	for _, q := range questions {
		host := q.probes[0].Host
		if host == "" || len(dealt[host]) < perHost {
			dealt[host] = append(dealt[host], len(all))
			all = append(all, []*question{q})
			continue
		}
		row := dealt[host][turn[host]%perHost]
		turn[host]++
		all[row] = append(all[row], q)
	}
	return all
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

// collect returns each probe whose question was asked its own copy of the
// answer, in the order of the batch.
func collect(questions []*question) []model.Fact {
	type placed struct {
		fact  model.Fact
		place int
	}
	var found []placed
	for _, q := range questions {
		if q.at.IsZero() {
			continue
		}
		for i, p := range q.probes {
			found = append(found, placed{complete(q.fact, p.Supplier, p.Subject, q.at), q.places[i]})
		}
	}
	slices.SortFunc(found, func(a, b placed) int { return cmp.Compare(a.place, b.place) })
	facts := make([]model.Fact, len(found))
	for i, f := range found {
		facts[i] = f.fact
	}
	return facts
}

// complete fills in whom a fact is about and when it was observed. Its id follows
// from both, so the same observation never counts twice.
func complete(f model.Fact, supplier string, subject model.Subject, at time.Time) model.Fact {
	f.Supplier, f.Subject, f.Actor = supplier, subject, model.ActorWatchdog
	f.ObservedAt = at
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%d", supplier, subject, at.UnixNano()))
	f.ID = hex.EncodeToString(sum[:10])
	f.Data = maps.Clone(f.Data)
	return f
}

// checkVantage looks, where it is needed, whether this machine reaches
// anything, and takes the failures back if it does not.
func (r *Runner) checkVantage(ctx context.Context, facts []model.Fact, clock func() time.Time) []model.Fact {
	if r.Vantage == nil || r.sees && !slices.ContainsFunc(facts, isTrouble) {
		return facts
	}
	found := r.ask(ctx, Probe{Kind: "vantage", Run: r.Vantage})
	if ctx.Err() != nil {
		return facts
	}
	r.sees = found.Kind == model.FactProbeOK
	if found.Kind == model.FactProbeFailed {
		withhold(facts)
	}
	return append(facts, complete(found, "", model.SubjectVantage, clock()))
}

// isTrouble reports whether the cause of a fact might be our own network: a failure,
// or a resolver without an answer.
func isTrouble(f model.Fact) bool {
	if f.Kind == model.FactProbeFailed {
		return true
	}
	switch Reason(f.Reason()) {
	case ReasonTimeout, ReasonServfail, ReasonResolver, ReasonBadAnswer:
		return true
	}
	return false
}

// withhold turns failures into unknowns: they were seen from a machine that was
// cut off.
func withhold(facts []model.Fact) {
	for i := range facts {
		if facts[i].Kind == model.FactProbeFailed {
			facts[i] = facts[i].WithReason(string(ReasonVantage))
			facts[i].Kind = model.FactProbeUnknown
			facts[i].Evidence += "\nheld: no network access from this host"
		}
	}
}
