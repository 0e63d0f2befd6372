package engine

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

// Cycle makes one pass: read, judge, decide, compose, commit. When it returns
// an error nothing was written and the next pass starts from the store.
func (e *Engine) Cycle(ctx context.Context) (Pass, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	began := e.Clock()
	if err := e.read(ctx); err != nil {
		return Pass{}, err
	}
	pass, mails, told, err := e.evaluate(began)
	if err != nil {
		return Pass{}, err
	}
	change := alert.Changed(*e.state, pass.State)
	change.Outbox, change.Facts = mails, told
	e.ask(pass, &change)
	if !change.Empty() {
		if err := e.Store.Commit(ctx, change); err != nil {
			e.state, e.facts = nil, nil
			return Pass{}, fmt.Errorf("commit pass: %w", err)
		}
	}
	e.state, e.started, e.forced = &pass.State, true, false
	pass.Took = e.Clock().Sub(began)
	e.tell(pass)
	return pass, nil
}

// read brings state and facts up to what the store holds.
func (e *Engine) read(ctx context.Context) error {
	if e.state == nil {
		state, err := e.Store.State(ctx)
		if err != nil {
			return fmt.Errorf("read state: %w", err)
		}
		e.state = &state
	}
	if e.NoFacts {
		return nil
	}
	if e.facts == nil {
		e.facts = model.NewFacts()
	}
	news, err := e.Store.FactsAfter(ctx, e.facts.Seq())
	if err != nil {
		return fmt.Errorf("read facts: %w", err)
	}
	for _, f := range news {
		e.facts.Add(f)
	}
	return nil
}

// evaluate is the pure part of a pass and the composing of what follows.
func (e *Engine) evaluate(now time.Time) (Pass, []model.Mail, []model.Fact, error) {
	registry := e.Registry()
	findings := e.judge(registry, now)
	machine := e.Machine(registry)
	machine.Immediate, machine.Force = !e.started, e.forced
	state, decisions := machine.Step(*e.state, registry, findings, e.facts, now)
	pass := Pass{At: now, Registry: registry, State: state, Decisions: decisions, Vantage: e.vantage()}
	if e.sight == nil {
		pass.Findings, pass.NextWake = withoutPending(findings), machine.NextWake(state, registry, now)
		pass.Deadlines = rules.Deadlines(registry, e.facts, now)
		pass.Summary = rules.Summarize(registry, pass.Findings, e.facts, now)
	}
	mails, err := e.compose(pass, findings)
	pass.State = signed(pass.State, mails)
	told := e.unanswered(pass, findings)
	if len(told) > 0 {
		pass.NextWake = sooner(pass.NextWake, now.Add(again))
	}
	return pass, mails, told, err
}

// judge finds what there is, or as much of it as a rehearsal looks at.
func (e *Engine) judge(registry *model.Registry, now time.Time) []model.Finding {
	if e.sight != nil {
		return e.sight()
	}
	return rules.Judge(registry, e.facts, now)
}

// vantage tells what the last look around said; nil if none was taken.
func (e *Engine) vantage() *bool {
	streak, ok := e.facts.Streak("", model.SubjectVantage)
	if !ok {
		return nil
	}
	up := streak.Failures == 0
	return &up
}

// compose writes one mail for every decision that causes one.
func (e *Engine) compose(pass Pass, findings []model.Finding) ([]model.Mail, error) {
	if e.Composer == nil || !slices.ContainsFunc(pass.Decisions, isMail) {
		return nil, nil
	}
	view := View{
		State: pass.State, Registry: pass.Registry, Findings: worst(findings),
		Deadlines: pass.Deadlines, Facts: e.facts, Now: pass.At,
	}
	var mails []model.Mail
	for _, d := range pass.Decisions {
		if !isMail(d) {
			continue
		}
		mail, err := e.Composer.Compose(d, view)
		if err != nil {
			return nil, fmt.Errorf("compose %s mail to %s: %w", d.Kind, d.To, err)
		}
		mails = append(mails, mail)
	}
	return mails, nil
}

// isMail reports whether a decision causes a mail.
func isMail(d model.Decision) bool { return d.Kind != "" }

// signed writes the Message-ID of each new mail beside the notifications that
// it carries. The state machine names a mail by its outbox row only.
func signed(state model.State, mails []model.Mail) model.State {
	if len(mails) == 0 {
		return state
	}
	state.Alerts = maps.Clone(state.Alerts)
	for _, m := range mails {
		if m.MessageID == "" {
			continue // a rehearsed mail has none
		}
		for _, item := range m.Alerts {
			a, kept := state.Alerts[item.Alert]
			if !kept {
				continue
			}
			a.Notified = slices.Clone(a.Notified)
			for i := range a.Notified {
				if a.Notified[i].Mail == m.ID {
					a.Notified[i].MessageID = m.MessageID
				}
			}
			state.Alerts[item.Alert] = a
		}
	}
	return state
}

// worst maps each alert key to its gravest finding. Findings come sorted, so
// the first of a key is the gravest.
func worst(findings []model.Finding) map[string]model.Finding {
	byKey := make(map[string]model.Finding, len(findings))
	for _, f := range findings {
		if _, seen := byKey[f.Key()]; !seen {
			byKey[f.Key()] = f
		}
	}
	return byKey
}

// withoutPending leaves out what is still damped: it stands in no report.
func withoutPending(findings []model.Finding) []model.Finding {
	standing := make([]model.Finding, 0, len(findings))
	for _, f := range findings {
		if !f.Pending {
			standing = append(standing, f)
		}
	}
	return standing
}

// tell logs every decision with its reason and hands the pass on.
func (e *Engine) tell(pass Pass) {
	for _, d := range pass.Decisions {
		e.Log.Info("decided", "reason", d.Reason, "kind", d.Kind, "to", d.To.String(), "alerts", len(d.Items),
			"alert", firstAlert(d), "detail", d.Detail)
	}
	if e.Publish != nil {
		e.Publish(pass)
	}
}

func firstAlert(d model.Decision) string {
	if len(d.Items) == 0 {
		return ""
	}
	return d.Items[0].Alert
}
