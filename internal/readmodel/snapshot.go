package readmodel

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/factindex"
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
	Clock    func() time.Time

	shown atomic.Pointer[shown] // the last evaluation as it is shown
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
	s := content.Snapshot{Registry: x.Registry.Load(), Reload: x.Registry.ReloadState(), Outbox: x.outbox(now)}
	s.Findings = apidoc.CheckDocument{Version: apidoc.DocumentVersion, AsOf: now.UTC(), Findings: []model.Finding{}, Errors: s.Reload.Problems}
	s.Deadlines = apidoc.DeadlinesDocument{Version: apidoc.DocumentVersion, AsOf: now.UTC(), Deadlines: []model.Deadline{}}
	s.Alerts = apidoc.NewStatus(nil, now)
	if s.Findings.Errors == nil {
		s.Findings.Errors = []model.Problem{}
	}
	if evaluation := x.Last.Load(); evaluation != nil {
		e := newEdition(evaluation, s.Registry, s.Reload)
		if s.Outbox != nil && s.Outbox.ByRate != nil {
			s.Alerts.Outbox, e.waiting = s.Outbox.ByRate, fmt.Sprint(*s.Outbox.ByRate)
		}
		s.Edition = e
		s.EvaluatedAt = evaluation.At
		shown := x.shownOf(evaluation, now)
		s.Findings.AsOf, s.Findings.Findings, s.Findings.Summary = evaluation.At.UTC(), evaluation.Findings, &evaluation.Summary
		s.Deadlines.AsOf, s.Deadlines.Deadlines = evaluation.At.UTC(), shown.deadlines
		s.Alerts.Alerts, s.Index, s.OpenByKey = shown.alerts, shown.index, shown.openByKey
		s.Vantage = evaluation.Vantage
		s.Findings.Vantage = s.Vantage
		view := sync.OnceValue(func() compose.View {
			return x.Last.view(evaluation.State, s.Registry, x.facts(), now)
		})
		s.Ahead = func(id string) content.Ahead {
			return x.Ahead.Of(view(), evaluation.State.Alerts[id], evaluation.At, model.Recipient{})
		}
		s.Calendar = func() ([]byte, error) { return x.Calendar.render(evaluation, s.Registry) }
	}
	s.Withheld = x.Replies.Limit.WithheldOn(now)
	s.Ready, s.Healthy = x.Ready.Verdict(s.EvaluatedAt, s.Reload), x.Health.Verdict(now)
	return s
}

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

// shown caches the sorted parts of an evaluation, because sorting them takes long.
type shown struct {
	evaluation *engine.Evaluation
	alerts     []apidoc.StatusAlert
	index      *content.AlertIndex
	deadlines  []model.Deadline
	openByKey  map[string]string // the ids of the open alerts
}

// shownOf returns an evaluation in the order in which it is shown. Each evaluation is sorted once.
func (x *Snapshots) shownOf(evaluation *engine.Evaluation, now time.Time) *shown {
	if known := x.shown.Load(); known != nil && known.evaluation == evaluation {
		return known
	}
	made := &shown{evaluation: evaluation, alerts: apidoc.NewStatus(evaluation.State.Alerts, now).Alerts, deadlines: unsettled(evaluation.Deadlines)}
	made.index = content.NewAlertIndex(made.alerts)
	made.openByKey = make(map[string]string, len(made.alerts))
	for _, a := range made.alerts {
		if a.State.Open() {
			made.openByKey[a.Key] = a.ID
		}
	}
	x.shown.Store(made)
	return made
}

func unsettled(all []model.Deadline) []model.Deadline {
	open := []model.Deadline{}
	for _, d := range all {
		if !d.Settled {
			open = append(open, d)
		}
	}
	return open
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
