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

	loaded chan struct{} // signals that another registry has been evaluated
}

func newPublisher(last *readmodel.LastEvaluation, metrics *web.Metrics, ready *readiness, log *slog.Logger) *publisher {
	return &publisher{
		last: last, metrics: metrics, ready: ready, log: log,
		mail: make(chan struct{}, 1), posts: make(chan struct{}, 1), alive: make(chan struct{}, 1), cover: make(chan struct{}, 1),
		loaded: make(chan struct{}, 1),
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
	after   time.Duration   // until the mails of that evaluation are written and sent
	release func()
}

// run releases memory until the context ends.
func (m memoryRelease) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-m.loaded:
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(m.after):
		}
		m.release()
	}
}
