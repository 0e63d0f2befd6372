package readmodel

import (
	"context"
	"fmt"
	"sync"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/lease"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replies"
	"supplierwatch/internal/web/content"
)

// Snapshots returns what the page, the API and the metrics show.
type Snapshots struct {
	Registry Registry
	Last     *LastEvaluation
	Ahead    Ahead
	Facts    KnownFacts
	Store    Backlog
	Queue    Queue // nil: no mail waits for the rate of a relay
	Ready    Readiness
	Health   Health
	Replies  *replies.Handler
	Calendar *Calendar
	Leases   lease.Leases
	Clock    func() time.Time
}

// KnownFacts returns what is recorded, without waiting for an evaluation.
type KnownFacts interface {
	KnownFacts(ctx context.Context) (*factindex.Index, error)
}

// Backlog counts the mails that wait in the outbox.
type Backlog interface {
	Backlog(ctx context.Context) (pending int, oldest time.Time, err error)
}

// Queue returns the mails that wait for the rates of the relays, and the relays that take none for now; nil if there are none of both.
type Queue interface {
	Status(ctx context.Context, now time.Time) (*apidoc.OutboxStatus, error)
}

// Readiness returns whether the service is ready, by the instant of the last evaluation and the last reading of the registry.
type Readiness interface {
	Verdict(evaluated time.Time, reload content.Reload) content.Verdict
}

// Health returns whether evaluations are completed in time.
type Health interface {
	Verdict(now time.Time) content.Verdict
}

// Take returns what is to be shown now.
func (x *Snapshots) Take() content.Snapshot {
	now := x.Clock()
	s := content.Snapshot{Registry: x.Registry.Load(), Reload: x.Registry.ReloadState(), Outbox: x.outbox(now), Leases: lease.HeldBy(x.Leases)}
	s.Findings = apidoc.CheckDocument{Version: apidoc.DocumentVersion, AsOf: now.UTC(), Findings: []model.Finding{}, Errors: s.Reload.Problems}
	s.Deadlines = apidoc.DeadlinesDocument{Version: apidoc.DocumentVersion, AsOf: now.UTC(), Deadlines: []model.Deadline{}}
	s.Alerts = apidoc.NewStatus(nil, now)
	if s.Findings.Errors == nil {
		s.Findings.Errors = []model.Problem{}
	}
	s.Ready, s.Healthy = x.ReadyVerdict(), x.HealthVerdict()
	s.Withheld = x.Replies.Limit.WithheldOn(now)
	if evaluation := x.Last.Load(); evaluation != nil {
		x.show(&s, evaluation, now)
	}
	return s
}

// show adds what an evaluation found.
func (x *Snapshots) show(s *content.Snapshot, evaluation *engine.Evaluation, now time.Time) {
	e := newEdition(evaluation, s.Registry, s.Reload)
	if s.Outbox != nil && s.Outbox.ByRate != nil {
		s.Alerts.Outbox, e.waiting = s.Outbox.ByRate, fmt.Sprint(*s.Outbox.ByRate)
	}
	s.Edition, s.EvaluatedAt, s.Vantage = e, evaluation.At, evaluation.Vantage
	s.Findings.AsOf, s.Findings.Summary, s.Findings.Vantage = evaluation.At.UTC(), &evaluation.Summary, evaluation.Vantage
	s.Deadlines.AsOf = evaluation.At.UTC()
	shown := x.Last.viewsOf(evaluation, s.Registry)
	s.Views = shown
	facts := sync.OnceValue(x.facts)
	s.Ahead = func(id string) content.Ahead {
		a := evaluation.State.Alerts[id]
		view := shown.viewOf(a.Supplier, a.Key)
		view.State, view.Facts, view.Now = evaluation.State, facts(), now
		return x.Ahead.Of(view, a, evaluation.At, model.Recipient{})
	}
	s.Calendar = func() ([]byte, error) { return x.Calendar.render(evaluation, s.Registry) }
}

// ReadyVerdict returns whether the service is ready.
func (x *Snapshots) ReadyVerdict() content.Verdict {
	var evaluated time.Time
	if evaluation := x.Last.Load(); evaluation != nil {
		evaluated = evaluation.At
	}
	return x.Ready.Verdict(evaluated, x.Registry.ReloadState())
}

// HealthVerdict returns whether the service is healthy.
func (x *Snapshots) HealthVerdict() content.Verdict { return x.Health.Verdict(x.Clock()) }

// facts returns what is recorded; nil if that is not known.
func (x *Snapshots) facts() *factindex.Index {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	facts, err := x.Facts.KnownFacts(ctx)
	if err != nil {
		return nil
	}
	return facts
}

// outbox returns the backlog of the store, or nil if the store does not answer.
func (x *Snapshots) outbox(now time.Time) *content.Outbox {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	pending, oldest, err := x.Store.Backlog(ctx)
	if err != nil {
		return nil
	}
	outbox := &content.Outbox{Pending: pending, Oldest: oldest}
	if x.Queue != nil && pending > 0 {
		if outbox.ByRate, err = x.Queue.Status(ctx, now); err != nil {
			return nil
		}
	}
	return outbox
}
