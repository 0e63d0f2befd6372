package alert

import (
	"slices"
	"time"

	"supplierwatch/internal/escalation"
	"supplierwatch/internal/model"
)

// advance leads every alert through this evaluation.
func (e *Evaluation) advance() {
	for _, id := range e.InScope() {
		a := e.Alerts[id]
		s := &alertStep{eval: e, a: a, f: e.Findings[a.Key]}
		s.applyFacts()
		switch {
		case !a.State.Open():
		case e.latest[a.Key] != id: // a rename led two alerts to the same key
			s.finish(model.StateWithdrawn, model.ReasonWithdrawn)
		default:
			s.advanceOpen()
		}
		e.Save(s.a)
	}
}

func (s *alertStep) advanceOpen() {
	switch {
	case s.f == nil:
		s.handleMissing()
	case expired(s.eval.Registry, s.eval.Now, s.f.Supplier, teamOf(s.eval.Registry, s.f), s.f.ExpiresOn, everywhere):
		s.finish(model.StateLapsed, model.ReasonLapsed)
	default:
		s.handleFiring()
	}
}

// handleMissing ends an alert without a finding. Only evidence resolves it: without evidence, or while the removal of its supplier is not
// believed, the alert stays as it is.
func (s *alertStep) handleMissing() {
	switch {
	case s.eval.removalHeld(s.a.Supplier):
	case !s.eval.exists(s.a.Supplier, s.a.Subject):
		s.finish(model.StateWithdrawn, model.ReasonWithdrawn)
	case expired(s.eval.Registry, s.eval.Now, s.a.Supplier, s.a.Team, s.a.ExpiresOn, zonesPassed(s.eval.facts == nil)): // without evidence it may not be gone
		s.finish(model.StateLapsed, model.ReasonLapsed)
	case s.eval.facts != nil && isRolledOver(s.eval.Registry, s.a):
		s.endSilently("a rolling contract has no notice findings after its first end")
	case s.eval.facts != nil:
		s.finish(model.StateResolved, model.ReasonResolved)
	}
}

// finish ends the alert and notifies everybody who was notified of it. Of an alert that lapsed, people read in their next weekly summary.
func (s *alertStep) finish(state model.AlertState, reason model.Reason) {
	silent := s.a.State == model.StatePending
	s.eval.drop(s.a.ID)
	s.clearHold()
	s.a.State, s.a.Reason, s.a.EndedAt = state, reason, s.eval.Now
	s.a.NextAt, s.a.NotBefore = time.Time{}, time.Time{}
	if silent {
		return
	}
	notified := notifiedOpen(s.a)
	if reason == model.ReasonLapsed {
		notified = slices.DeleteFunc(notified, model.Recipient.ByMail)
	}
	if len(notified) == 0 || (reason == model.ReasonResolved && !s.eval.settings.ResolveNotice) {
		s.decide(reason, "")
		return
	}
	for _, to := range notified {
		s.enqueue(to, s.a.Step, reason)
	}
	if reason == model.ReasonResolved && !s.a.ReturnedAt.IsZero() && s.eval.Now.Sub(s.a.ReturnedAt) < RefireWindow {
		for i := range s.eval.Notices[s.a.ID] {
			s.eval.Notices[s.a.ID][i].Until = s.eval.Now.Add(resolvedHolds)
		}
	}
}

// endSilently ends an alert about which nobody is notified any more.
func (s *alertStep) endSilently(why string) {
	s.eval.drop(s.a.ID)
	s.clearHold()
	s.a.State, s.a.Reason, s.a.EndedAt = model.StateWithdrawn, model.ReasonWithdrawn, s.eval.Now
	s.a.NextAt, s.a.NotBefore = time.Time{}, time.Time{}
	s.decide(model.ReasonWithdrawn, why)
}

// handleFiring advances an alert that has a finding. A finding that is pending again neither ends the alert nor advances it.
func (s *alertStep) handleFiring() {
	if onHold(s.a) && !s.f.NotifyOnce {
		s.eval.drop(s.a.ID) // a single notification waits on although somebody holds the alert; of a finding that is none, nothing does
	}
	if s.f.Pending {
		s.a.ExpiresOn, s.a.Team = s.f.ExpiresOn, teamOf(s.eval.Registry, s.f)
		return
	}
	before, worse := s.a, isWorse(s.a, s.f) || escalation.Joined(s.a, s.f)
	s.describe()
	switch {
	case before.State == model.StatePending:
		s.restart(model.ReasonFirst)
	case worse:
		s.a.WorseAt = s.eval.Now
		s.restart(model.ReasonWorse)
		s.a.NotBefore = escalation.JoinedNotBefore(s.a, s.eval.ownerCalendar(s.f), s.eval.Now)
	case before.Mailed() && !s.a.Mailed(), s.f.NotifyOnce && before.Rule != s.f.Rule:
		s.clearPending()
	}
	s.expireHold()
	s.escalate()
}
