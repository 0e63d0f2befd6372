package daemon

import (
	"log/slog"

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
