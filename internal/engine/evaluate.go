package engine

import (
	"context"
	"fmt"
	"reflect"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/alertscope"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// Evaluate makes one evaluation: it reads the store, evaluates the rules, decides,
// composes mails and commits. When it returns an error nothing was written, and the
// next evaluation starts from the store.
func (e *Engine) Evaluate(ctx context.Context) (Evaluation, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.evaluate(ctx, nil)
}

// evaluate makes one evaluation. What report returns of it is committed with it.
func (e *Engine) evaluate(ctx context.Context, report Report) (Evaluation, error) {
	store := e.decidesInto()
	if store == nil {
		return e.follow(ctx, report)
	}
	began := e.Clock()
	if err := e.read(ctx); err != nil {
		return Evaluation{}, err
	}
	evaluation, change, err := e.decide(began)
	if err != nil {
		return Evaluation{}, err
	}
	e.addExtraMails(evaluation, &change)
	if report != nil {
		reported := report(evaluation)
		change.Facts = append(change.Facts, reported.Facts...)
		change.Outbox = append(change.Outbox, reported.Outbox...)
		change.Positions = append(change.Positions, reported.Positions...)
	}
	e.noteEvaluated(&change)
	if !change.Empty() {
		if err := store.Commit(ctx, change); err != nil {
			e.forget()
			return Evaluation{}, fmt.Errorf("commit evaluation: %w", err)
		}
	}
	if e.number++; !e.reread {
		evaluation.Changed = idsOf(change.Alerts)
	}
	e.reread, e.evaluated = false, e.facts.Seq()
	evaluation.Number = e.number
	e.state, e.started, e.forced = &evaluation.State, true, false
	evaluation.Took = e.Clock().Sub(began)
	e.announce(evaluation)
	return evaluation, nil
}

func idsOf(alerts []model.Alert) []string {
	ids := make([]string, len(alerts))
	for i := range alerts {
		ids[i] = alerts[i].ID
	}
	return ids
}

// read brings state and facts up to what the store holds.
func (e *Engine) read(ctx context.Context) error {
	if err := e.readState(ctx); err != nil {
		return err
	}
	return e.readFacts(ctx)
}

// readState reads what the state machine remembers, unless it is known.
func (e *Engine) readState(ctx context.Context) error {
	if e.state != nil {
		return nil
	}
	state, err := e.Store.State(ctx)
	if err != nil {
		return fmt.Errorf("read state: %w", err)
	}
	e.state, e.reread = &state, true
	return nil
}

// readFacts reads the facts that were recorded since they were read last.
func (e *Engine) readFacts(ctx context.Context) error {
	if e.facts == nil {
		e.facts = factindex.New()
	}
	news, err := e.Store.FactsAfter(ctx, e.facts.Seq())
	if err != nil {
		return fmt.Errorf("read facts: %w", err)
	}
	for _, f := range news {
		e.facts.Add(f)
	}
	if e.current.registry != nil { // otherwise everything is evaluated anyway
		e.news = append(e.news, news...)
	}
	e.known.Store(e.facts)
	return nil
}

// decide makes the pure part of an evaluation, and returns what is to be stored. Where nothing is due, that is the evaluation before.
func (e *Engine) decide(now time.Time) (Evaluation, model.Change, error) {
	registry, news := e.Registry(), e.news
	changed := e.current.update(registry, e.facts, news, now)
	e.news = nil
	if changed == nil && !e.forced && e.settled.holds(news, now) {
		return e.unchanged(now), model.Change{}, nil
	}
	e.settled = settled{}
	machine := e.Machine(registry)
	alerts, scope := e.scope(registry, changed, news, now)
	e.alerts = nil // until this evaluation is stored
	machine.Alerts.Immediate, machine.Alerts.Force = !e.started, e.forced
	machine.MostMails = e.MailsAtOnce << min(e.limited, mostDoublings)
	outcome, err := Decide(Input{
		Now: now, Registry: registry, Findings: e.current.findings, Facts: e.facts, State: *e.state, Scope: scope, Machine: machine, Composer: e.Composer,
		Details: true, Requests: e.Requests,
	})
	if err != nil {
		return Evaluation{}, model.Change{}, err
	}
	for _, fault := range outcome.Faults {
		e.Log.Error("An email could not be composed.", "error", fault)
	}
	e.contents++
	e.seen = e.current.changes
	if alerts == nil {
		alerts = alertscope.New(outcome.State, registry, now)
	}
	alerts.Stepped(outcome.State.Alerts, outcome.Seen, outcome.Written, outcome.Decisions, e.state.Notifications.Queue, now)
	if e.alerts = alerts; outcome.Limited {
		alerts.Again(outcome.Seen) // listeners were not notified
	}
	evaluation := Evaluation{
		At: now, Registry: registry, State: outcome.State, Decisions: outcome.Decisions, Vantage: e.vantage(), Content: e.contents,
		Findings: e.current.firing, Deadlines: e.current.deadlines, Summary: e.current.summary,
		NextWake: alert.Earliest(machine.NextWake(outcome.State.Notifications, now), alerts.NextWake()),
	}
	if len(outcome.Facts) > 0 {
		evaluation.NextWake = alert.Earliest(evaluation.NextWake, now.Add(RetryInterval))
	}
	if e.limited++; outcome.Limited {
		evaluation.NextWake = now
	} else {
		e.limited = 0
	}
	change := outcome.Change(*e.state)
	if change.Empty() && len(outcome.Decisions) == 0 {
		e.settled = settle(evaluation.State, alerts, now, machine)
	}
	e.last = evaluation
	return evaluation, change, nil
}

// scope returns the alerts about which anything may have to be decided, by the subjects whose findings changed and by the facts that are new, and the
// index that knows them. It returns nothing if that is all alerts.
func (e *Engine) scope(r *model.Registry, changed []string, news []model.Fact, now time.Time) (*alertscope.Index, *alert.Scope) {
	if !e.started || e.forced || !e.alerts.Sees(*e.state, r, now) {
		return nil, nil
	}
	suppliers := map[string]bool{}
	for _, subject := range changed {
		suppliers[subject] = true
	}
	due := e.alerts.Due(e.state.Notifications.Queue, now)
	for _, f := range news {
		if f.Subject.Kind == model.KindAlert {
			due[f.Subject.ID] = true
		}
	}
	for id := range due {
		if a, kept := e.state.Alerts[id]; kept {
			suppliers[a.Supplier] = true
		}
	}
	scope := e.alerts.Suppliers(e.current.findings, suppliers)
	return e.alerts, &scope
}

// mostDoublings is how often MailsAtOnce is doubled at most.
const mostDoublings = 6

// unchanged returns the evaluation before as one of now.
func (e *Engine) unchanged(now time.Time) Evaluation {
	evaluation := e.last
	vantage := e.vantage()
	if e.seen != e.current.changes || !reflect.DeepEqual(vantage, evaluation.Vantage) {
		e.contents++
	}
	e.seen = e.current.changes
	evaluation.At, evaluation.Decisions, evaluation.Vantage, evaluation.Content = now, nil, vantage, e.contents
	evaluation.Deadlines, evaluation.Summary = e.current.deadlines, e.current.summary
	e.last = evaluation
	return evaluation
}

// vantage reports whether this machine reaches the network, by the last probe of it; nil if there was none.
func (e *Engine) vantage() *bool {
	streak, ok := e.facts.Streak("", model.SubjectVantage)
	if !ok {
		return nil
	}
	up := streak.Failures == 0
	return &up
}

// announce logs every decision with its reason and publishes the evaluation.
func (e *Engine) announce(evaluation Evaluation) {
	for _, d := range evaluation.Decisions {
		e.Log.Info("A notification was decided.", "reason", d.Reason, "kind", d.Kind, "to", d.To.String(), "alerts", len(d.Items),
			"alert", firstAlert(d), "detail", d.Detail)
	}
	if e.Publish != nil {
		e.Publish(evaluation)
	}
}

func firstAlert(d model.Decision) string {
	if len(d.Items) == 0 {
		return ""
	}
	return d.Items[0].Alert
}
