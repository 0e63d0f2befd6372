package engine

import (
	"context"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
)

// Loop evaluates whenever it is woken and whenever something is due by itself,
// until the context ends. An evaluation that fails is logged once for each distinct
// error and tried again at the next wake-up, ten seconds later at most.
type Loop struct {
	Engine *Engine
	Failed func(error) // receives the error of each failed evaluation; may be nil
	wake   chan struct{}
	soon   chan struct{}
	due    chan time.Time // what an evaluation beside the loop found to be due next
	logged string
	took   time.Duration // of the last evaluation
}

// NewLoop returns a loop over the engine.
func NewLoop(e *Engine) *Loop {
	return &Loop{Engine: e, wake: make(chan struct{}, 1), soon: make(chan struct{}, 1), due: make(chan time.Time, 1)}
}

// Wake requests an evaluation now. It never blocks; several wake-ups before the
// next evaluation count as one.
func (l *Loop) Wake() { signal(l.wake) }

// WakeSoon requests an evaluation of something of which more is about to come, such as results of probes: the longer an evaluation takes, the longer
// it waits for more, up to two seconds. So evaluations use a fifth of a processor at most where many results arrive.
func (l *Loop) WakeSoon() { signal(l.soon) }

// How long an evaluation waits for more, as a multiple of how long the last one took, and at most.
const (
	waitForMore    = 4
	mostWaitedMore = 2 * time.Second
)

func signal(wake chan struct{}) {
	select {
	case wake <- struct{}{}:
	default:
	}
}

// Run evaluates until the context ends. The caller makes the first evaluation itself,
// so that it can refuse to start on a broken store.
func (l *Loop) Run(ctx context.Context, next time.Time) {
	for {
		timer := l.timer(next)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case next = <-l.due:
			timer.Stop()
			continue
		case <-l.soon:
			timer.Stop()
			next = alert.Earliest(next, l.Engine.Clock().Add(min(waitForMore*l.took, mostWaitedMore)))
			continue
		case <-l.wake:
			timer.Stop()
		case <-timer.C:
		}
		next = l.evaluate(ctx, next)
	}
}

// longestSleep is how long the loop sleeps at most. The wall clock may jump while a
// timer does not, so the distance to the next due instant is measured anew.
const longestSleep = time.Minute

func (l *Loop) timer(next time.Time) *time.Timer {
	wait := longestSleep
	if !next.IsZero() {
		wait = min(max(next.Sub(l.Engine.Clock()), 0), longestSleep)
	}
	return time.NewTimer(wait)
}

// retryAfterFailure is how soon an evaluation that failed is tried again.
const retryAfterFailure = 10 * time.Second

func (l *Loop) evaluate(ctx context.Context, before time.Time) time.Time {
	evaluation, err := l.Engine.Evaluate(ctx)
	l.took = evaluation.Took
	if err != nil {
		l.logFailure(ctx, err)
		if l.Failed != nil {
			l.Failed(err)
		}
		return l.Engine.Clock().Add(retryAfterFailure)
	}
	l.logged = ""
	// A due instant that an evaluation did not move would spin the loop. Nothing
	// stays due after an evaluation, so this only guards against a mistake.
	if !evaluation.NextWake.IsZero() && evaluation.NextWake.Equal(before) && !evaluation.NextWake.After(evaluation.At) {
		return evaluation.At.Add(time.Second)
	}
	return evaluation.NextWake
}

func (l *Loop) logFailure(ctx context.Context, err error) {
	if ctx.Err() != nil || err.Error() == l.logged {
		return
	}
	l.logged = err.Error()
	l.Engine.Log.Error("The evaluation failed.", "error", err)
}

// Record records facts and evaluates at once, and has the loop wait for what is due next. Where the evaluation fails the loop tries again.
func (l *Loop) Record(ctx context.Context, facts []model.Fact, report Report) (Evaluation, error) {
	evaluation, err := l.Engine.Record(ctx, facts, report)
	if err != nil {
		l.Wake()
		return evaluation, err
	}
	select {
	case <-l.due: // an older one
	default:
	}
	select {
	case l.due <- evaluation.NextWake:
	default: // another evaluation was faster, and knows as much
	}
	return evaluation, nil
}
