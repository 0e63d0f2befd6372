package engine

import (
	"fmt"
	"reflect"
	"slices"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
)

// Input is everything that the decisions of one evaluation follow from.
type Input struct {
	Now      time.Time
	Registry *model.Registry
	Findings []*model.Finding // of those with the same key the most severe first
	Facts    *factindex.Index // nil: rules that need facts were not evaluated
	State    model.State
	Scope    *alert.Scope // the alerts about which anything may have to be decided; nil: all
	Machine  notify.Machine
	Composer Composer       // nil: decisions cause no mail
	Details  bool           // mails are composed in full, and not their subjects alone
	Requests RequestPlanner // nil: weekly summaries list no verification mails
}

// Outcome is what follows from an Input.
type Outcome struct {
	State     model.State
	Decisions []model.Decision
	Mails     []model.Mail
	Facts     []model.Fact
	Faults    []error // of mails that could be composed in a plain fallback form only
	Limited   bool    // more mails may wait: the machine decided as many as it may at once
	Written   alert.Written
	Seen      []string // the ids of the alerts that were gone through or written, in no order
}

// Change returns what has to be stored, given the state before.
func (o Outcome) Change(before model.State) model.Change {
	change := model.Change{Alerts: o.Written.Changed(o.State.Alerts), Outbox: o.Mails, Facts: o.Facts}
	if !reflect.DeepEqual(before.Notifications, o.State.Notifications) {
		change.Notifications = &o.State.Notifications
	}
	return change
}

// Decide lets the state machine decide and composes the mails that follow. It is pure: the daemon, the simulation and commands that act on an alert share it.
func Decide(in Input) (Outcome, error) {
	scope := in.Scope
	if scope == nil {
		scope = &alert.Scope{Findings: in.Findings}
	}
	result := in.Machine.StepScope(in.State, in.Registry, *scope, in.Facts, in.Now)
	mails, faults, err := in.compose(result.State, result.Decisions)
	if err != nil {
		return Outcome{}, err
	}
	addMessageIDs(result.State, mails)
	return Outcome{
		State: result.State, Decisions: result.Decisions, Mails: mails, Facts: escalationExhausted(in, scope, result), Faults: faults,
		Limited: in.Machine.LimitReached(result.Decisions), Written: result.Written, Seen: result.Seen,
	}, nil
}

// compose returns one mail for every decision that causes one.
func (in Input) compose(state model.State, decisions []model.Decision) (mails []model.Mail, faults []error, err error) {
	if in.Composer == nil || !slices.ContainsFunc(decisions, isMail) {
		return nil, nil, nil
	}
	known := in.view(state, decisions)
	for _, d := range decisions {
		if !isMail(d) {
			continue
		}
		mail, fault, err := in.Composer.Compose(d, known)
		if err != nil {
			return nil, nil, fmt.Errorf("compose %s mail to %s: %w", d.Kind, d.To, err)
		}
		if fault != nil {
			faults = append(faults, fault)
		}
		mails = append(mails, mail)
	}
	return mails, faults, nil
}

// isMail reports whether a decision causes a mail.
func isMail(d model.Decision) bool { return d.Kind != "" }

// addMessageIDs records the Message-ID of each new mail at the notifications that it
// carries. The state machine knows the outbox row of a mail only. It has written the
// alerts of a new mail, so that nobody else has them.
func addMessageIDs(state model.State, mails []model.Mail) {
	for _, m := range mails {
		if m.MessageID == "" {
			continue // a simulated mail has none
		}
		carries := func(n model.Notification) bool { return n.Mail == m.ID }
		for _, item := range m.Alerts {
			a := state.Alerts[item.Alert]
			if !slices.ContainsFunc(a.Notified, carries) {
				continue
			}
			a.Notified = slices.Clone(a.Notified)
			for i := range a.Notified {
				if carries(a.Notified[i]) {
					a.Notified[i].MessageID = m.MessageID
				}
			}
			state.Alerts[item.Alert] = a
		}
	}
}

// worstByKey maps each alert key to its most severe finding. Findings are sorted, so
// that the first of a key is the most severe.
func worstByKey(findings []*model.Finding) map[string]model.Finding {
	byKey := make(map[string]model.Finding, len(findings))
	for _, f := range findings {
		if _, seen := byKey[f.Key()]; !seen {
			byKey[f.Key()] = *f
		}
	}
	return byKey
}
