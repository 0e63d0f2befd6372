package action

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"supplierwatch/internal/compose"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
)

// Recorder records facts and evaluates at once: the loop of a daemon, or a command beside it.
type Recorder interface {
	Record(ctx context.Context, facts []model.Fact, report engine.Report) (engine.Evaluation, error)
}

// Store is what a batch begins from.
type Store interface {
	FactSource
	State(ctx context.Context) (model.State, error)
}

// Reloader reads the files of the registry again.
type Reloader interface {
	ReloadRegistry(ctx context.Context)
}

// Service carries out what people ask for about alerts, and tells what became of it.
type Service struct {
	Store    Store
	Index    Index
	Recorder Recorder
	Registry func() *model.Registry
	Latest   func() *engine.Evaluation // the last evaluation; nil: there was none
	Clock    func() time.Time
	Machine  func(*model.Registry) notify.Machine
	Files    Files
	Reloader Reloader // after an accepted change was written into the files; nil: somebody else notices
	Log      *slog.Logger
}

// patience is how long somebody who acts waits for the evaluation that acts on it.
const patience = 10 * time.Second

// Begin returns a batch that knows what is known now.
func (s *Service) Begin(ctx context.Context) (*Batch, error) {
	view := compose.View{Registry: s.Registry(), Now: s.Clock()}
	if evaluation := s.Latest(); evaluation != nil {
		view.State, view.Findings = evaluation.State, worstByKey(evaluation.Findings)
	} else {
		var err error
		if view.State, err = s.Store.State(ctx); err != nil {
			return nil, err
		}
	}
	return &Batch{View: view, Facts: s.Store, Index: s.Index, Files: s.Files}, nil
}

// worstByKey returns the most severe finding of each alert's key. Findings come sorted, the most severe first.
func worstByKey(findings []model.Finding) map[string]model.Finding {
	worst := map[string]model.Finding{}
	for _, f := range findings {
		if _, known := worst[f.Key()]; !known {
			worst[f.Key()] = f
		}
	}
	return worst
}

// ViewOf returns what a mail or an answer may be written from after an evaluation.
func ViewOf(evaluation engine.Evaluation) compose.View {
	return compose.View{State: evaluation.State, Registry: evaluation.Registry, Findings: worstByKey(evaluation.Findings), Now: evaluation.At}
}

// Act carries out requests, all of them or none, and returns what became of each in the evaluation that recorded them. Where that evaluation is
// not complete in time, the requests are recorded all the same, and the outcomes are not evaluated.
func (s *Service) Act(ctx context.Context, requests ...Request) ([]Outcome, error) {
	if s.Latest() == nil {
		return nil, &model.Refusal{Kind: model.RefusedNotReady, Why: "the first evaluation is running; nothing was done. Repeat this when it is complete"}
	}
	batch, err := s.Begin(ctx)
	if err != nil {
		return nil, err
	}
	outcomes := make([]Outcome, len(requests))
	var facts []model.Fact
	for i, r := range requests {
		if r.At.IsZero() {
			r.At = batch.View.Now
		}
		if outcomes[i], err = batch.Do(ctx, r); err != nil {
			return nil, named(err, r, len(requests))
		}
		if !outcomes[i].Repeated {
			facts = append(facts, outcomes[i].Fact)
		}
	}
	s.reload(ctx, outcomes)
	evaluation, err := s.record(ctx, facts)
	if _, late := errors.AsType[*engine.NotEvaluatedError](err); late {
		s.Log.Warn("An action is recorded, but not evaluated yet.", "error", err)
		return outcomes, nil
	}
	if err != nil {
		return nil, err
	}
	for i := range outcomes {
		outcomes[i] = outcomes[i].Evaluated(ViewOf(evaluation))
		f := outcomes[i].Fact
		s.Log.Info("An action was recorded.", "kind", f.Kind, "alert", f.Subject.ID, "by", f.Actor, "source", f.Source)
	}
	return outcomes, nil
}

// reload has the registry read again if an outcome wrote into its files.
func (s *Service) reload(ctx context.Context, outcomes []Outcome) {
	wrote := slices.ContainsFunc(outcomes, func(o Outcome) bool { return o.Wrote })
	if wrote && s.Reloader != nil {
		s.Reloader.ReloadRegistry(context.WithoutCancel(ctx))
	}
}

// named returns a refusal with the alert that it is about, where there are several.
func named(err error, r Request, requests int) error {
	refused, ok := errors.AsType[*model.Refusal](err)
	if !ok || requests == 1 {
		return err
	}
	return &model.Refusal{Kind: refused.Kind, Why: r.Alert + ": " + refused.Why, Field: refused.Field}
}

// record waits for the evaluation that records facts. It goes on when whoever asked does not wait any longer.
func (s *Service) record(ctx context.Context, facts []model.Fact) (engine.Evaluation, error) {
	type result struct {
		evaluation engine.Evaluation
		err        error
	}
	done := make(chan result, 1)
	go func() {
		evaluation, err := s.Recorder.Record(context.WithoutCancel(ctx), facts, nil)
		done <- result{evaluation, err}
	}()
	select {
	case r := <-done:
		return r.evaluation, r.err
	case <-time.After(patience):
		return engine.Evaluation{}, &engine.NotEvaluatedError{Err: errors.New("the evaluation takes long")}
	}
}

// AckEnd returns until when an acknowledgement holds that is given now; zero: without an end, or the problem is gone.
func (s *Service) AckEnd(v compose.View, a model.Alert) time.Time {
	f, found := v.Findings[a.Key]
	if !found {
		return time.Time{}
	}
	return s.Machine(v.Registry).Alerts.AckEnd(a, &f, v.Registry, v.Now)
}
