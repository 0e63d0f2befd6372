package daemon

import (
	"context"
	"log/slog"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/readmodel"
	"supplierwatch/internal/web"
)

// publisher receives every complete evaluation and wakes what waits for one.
type publisher struct {
	last    *readmodel.LastEvaluation
	metrics *web.Metrics
	ready   *readiness
	log     *slog.Logger

	mail  chan struct{} // wakes the delivery of mails
	posts chan struct{} // wakes the delivery to webhooks
	alive chan struct{} // wakes the heartbeat
	cover chan struct{} // wakes the computation of the coverage

	loaded  chan struct{} // signals that another registry has been evaluated
	changed chan struct{} // signals that an evaluation found or changed anything
}

func newPublisher(last *readmodel.LastEvaluation, metrics *web.Metrics, ready *readiness, log *slog.Logger) *publisher {
	return &publisher{
		last: last, metrics: metrics, ready: ready, log: log,
		mail: make(chan struct{}, 1), posts: make(chan struct{}, 1), alive: make(chan struct{}, 1), cover: make(chan struct{}, 1),
		loaded: make(chan struct{}, 1), changed: make(chan struct{}, 1),
	}
}

// publish stores the result of an evaluation, counts it, and wakes the delivery.
func (p *publisher) publish(evaluation engine.Evaluation) {
	before := p.last.Swap(&evaluation)
	p.logVantage(before, evaluation)
	p.metrics.ObserveEvaluation(evaluation.Took)
	p.ready.setWriteError(nil)
	wakes := []chan struct{}{p.mail, p.posts, p.alive, p.cover}
	if before == nil || before.Registry != evaluation.Registry {
		wakes = append(wakes, p.loaded)
	}
	if before == nil || before.Content != evaluation.Content {
		wakes = append(wakes, p.changed)
	}
	for _, wake := range wakes {
		select {
		case wake <- struct{}{}:
		default:
		}
	}
}

// logVantage logs once that this host has lost its network access, and once
// that the access is back.
func (p *publisher) logVantage(before *engine.Evaluation, now engine.Evaluation) {
	blind := func(up *bool) bool { return up != nil && !*up }
	was := before != nil && blind(before.Vantage)
	switch is := blind(now.Vantage); {
	case is && !was:
		p.log.Warn("There is no network access from this host: probes have no result until it is back; dates are evaluated all the same.")
	case was && !is:
		p.log.Info("Network access from this host is back.")
	}
}

// memoryRelease returns memory to the operating system that reading and first evaluating a registry needed: several times what it needs from then
// on. The runtime would keep most of it for as long as little is allocated.
type memoryRelease struct {
	loaded  <-chan struct{} // one signal when another registry has been evaluated
	changed <-chan struct{} // one signal when an evaluation found or changed anything
	quiet   time.Duration   // until nothing follows any more from what was found: first mails are sent, first probes are over
	atMost  time.Duration   // until memory is released although something still follows
	release func()
}

// run releases memory until the context ends: once after each load where all becomes quiet soon, else when the time is over and once more when
// all is quiet.
func (m memoryRelease) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-m.loaded:
		}
		if !m.settles(ctx, time.After(m.atMost)) && ctx.Err() == nil {
			m.release()
			m.settles(ctx, nil)
		}
		if ctx.Err() != nil {
			return
		}
		m.release()
	}
}

// settles waits until all is quiet, and reports whether it was before the time was over.
func (m memoryRelease) settles(ctx context.Context, over <-chan time.Time) bool {
	for {
		select {
		case <-ctx.Done():
			return false
		case <-over:
			return false
		case <-m.changed:
		case <-time.After(m.quiet):
			return true
		}
	}
}
