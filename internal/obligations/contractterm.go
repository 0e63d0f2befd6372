package obligations

import (
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

// The states of a contract. The first that holds is taken, in this order.
const (
	StateUndated     = "undated"
	StateEnded       = "ended"
	StateTerminating = "terminating"
	stateOpenEnded   = "open-ended"
	stateEnding      = "ending"
	stateKept        = "kept"
	StateLocked      = "renewal-locked"
	stateOpen        = "open"
)

// newContractTerm computes where a contract stands.
func newContractTerm(e *Supplier, c *model.Contract) *ContractTerm {
	t := &ContractTerm{Contract: c}
	renewed := Renewals(e, c)
	t.Renewals = renewed
	t.Missing = unknowns(c, renewed)
	switch {
	case OpenEnded(c):
		standOpenEnded(e, t, renewed)
	case endless(c, renewed):
		t.State = StateUndated
	default:
		standDated(e, t, renewed)
	}
	return t
}

// standDated fills in where a contract with terms stands.
func standDated(e *Supplier, t *ContractTerm, renewed []model.Renewed) {
	t.Agreement = agreementOf(e, t.Contract, renewed)
	t.possible = Later(t.Contract.Starts, latestRenewal(renewed))
	t.stop(e, renewed, func(r civil.NoticeReceived) (civil.Date, bool) { return t.Agreement.EndByNotice(r) })
	t.Agreement.Stops = t.Current.End
	t.Current = t.Agreement.On(e.Today)
	t.Current.Renewals += len(renewed)
	t.kept = keptEnds(e, t)
	t.State = datedState(e, t)
	if t.State == stateOpenEnded {
		t.exit = t.Agreement.Reachable(arrival(e, t.Contract)).End
	}
	if t.AwaitsDecision() {
		t.noticeObligations(e.Today)
	}
}

// OpenEnded reports whether a contract has no end until somebody gives notice.
func OpenEnded(c *model.Contract) bool { return c.OpenEnded || c.Ends == civil.Far }

// endless reports whether nothing is written from which the end of a contract follows: a beginning alone says nothing about it.
func endless(c *model.Contract, renewed []model.Renewed) bool {
	return c.Ends.IsZero() && (c.Starts.IsZero() || c.Term.IsZero()) && len(renewed) == 0
}

// unknowns returns what has to be known for the contract's days to be computed, and is not.
func unknowns(c *model.Contract, renewed []model.Renewed) []string {
	var missing []string
	automatic := c.Renewal == model.RenewalAutomatic
	if !OpenEnded(c) {
		if endless(c, renewed) {
			missing = append(missing, "its end")
		}
		if c.Renewal == model.RenewalUnknown {
			missing = append(missing, "whether it renews")
		}
		if automatic && c.RenewalTerm.IsZero() {
			missing = append(missing, "for how long it renews")
		}
	}
	if OpenEnded(c) && !c.Term.IsZero() && c.Starts.IsZero() {
		missing = append(missing, "when its minimum term begins")
	}
	if c.Notice == nil && (automatic || OpenEnded(c)) {
		missing = append(missing, "how long before the end notice must be given")
	}
	return missing
}

// noticeOf returns what the contract says about our notice; nil if it says nothing.
func noticeOf(e *Supplier, c *model.Contract) *civil.Notice {
	if c.Notice == nil {
		return nil
	}
	return &civil.Notice{
		Period: *c.Notice, Clear: c.ClearDays, NoRoll: c.NoRoll, Delivery: c.Delivery, Decide: c.DecideWithin,
		Theirs: e.Entry.Calendar, Ours: e.OwnCalendar,
	}
}

func agreementOf(e *Supplier, c *model.Contract, renewed []model.Renewed) civil.Agreement {
	a := c.Agreement(renewed)
	a.Notice = noticeOf(e, c)
	return a
}

// latestRenewal returns the day of the latest agreement on a renewal by hand; zero if there is none.
func latestRenewal(renewed []model.Renewed) civil.Date {
	var agreed civil.Date
	for _, r := range renewed {
		agreed = Later(agreed, r.On)
	}
	return agreed
}

// stop fills in which notice ends the contract, and when: of several the one that ends it first.
func (t *ContractTerm) stop(e *Supplier, renewed []model.Renewed, ends func(civil.NoticeReceived) (civil.Date, bool)) {
	agreed := latestRenewal(renewed)
	t.Notices = noticeEffects(e, t.Contract, agreed, ends)
	for _, n := range t.Notices {
		switch {
		case n.Why == NoticeFutile:
			t.Futile = n.NoticeReceived
		case n.Why == NoticeCounts && (t.Current.End.IsZero() || n.Ends.Before(t.Current.End)):
			t.Received, t.Current.End, t.Current.Terminating = n.NoticeReceived, n.Ends, true
		}
	}
	theirs := t.Contract.Terminated
	if theirs == nil || !hasCome(e, theirs.Received) || supersedes(renewed, agreed, *theirs) {
		return
	}
	if t.Current.End.IsZero() || theirs.Ends.Before(t.Current.End) {
		t.Received, t.Theirs, t.Current.End, t.Current.Terminating = civil.NoticeReceived{}, theirs, theirs.Ends, true
	}
}

// supersedes reports whether the contract was renewed by hand after the supplier gave notice.
func supersedes(renewed []model.Renewed, agreed civil.Date, theirs model.Termination) bool {
	if !theirs.Received.IsZero() {
		return theirs.Received.Before(agreed)
	}
	return slices.ContainsFunc(renewed, func(r model.Renewed) bool { return r.Until.After(theirs.Ends) })
}

func datedState(e *Supplier, t *ContractTerm) string {
	switch {
	case len(t.Missing) > 0:
		return StateUndated
	case t.Current.Ended:
		return StateEnded
	case t.Current.Terminating:
		return StateTerminating
	case t.Agreement.Rolling() && e.Today.After(t.Agreement.EndAfter(0)):
		return stateOpenEnded
	case t.Current.Last:
		return stateEnding
	case t.Kept(t.Current.End):
		return stateKept
	case t.Current.Locked:
		return StateLocked
	default:
		return stateOpen
	}
}

// keptEnds returns the ends on which the contract was decided to go on. A decision that names none is about the end that a notice could still reach on
// its day.
func keptEnds(e *Supplier, t *ContractTerm) []civil.Date {
	var ends []civil.Date
	for _, k := range renewalDecisions(e, t.Contract) {
		if k.Until.IsZero() {
			k.Until = t.Agreement.Reachable(k.On).End
		}
		ends = append(ends, k.Until)
	}
	return ends
}

// standOpenEnded fills in where a contract without an end stands: on its way out if a notice was received, else free to be ended.
func standOpenEnded(e *Supplier, t *ContractTerm, renewed []model.Renewed) {
	if len(t.Missing) > 0 {
		t.State = StateUndated
		return
	}
	open := OpenEndedOf(e, t.Contract)
	t.stop(e, renewed, func(r civil.NoticeReceived) (civil.Date, bool) { return open.EndByNotice(r), true })
	switch {
	case !t.Current.Terminating:
		t.State, t.exit = stateOpenEnded, open.EarliestExit(arrival(e, t.Contract))
	case e.Today.After(t.Current.End):
		t.State, t.Current.Ended = StateEnded, true
	default:
		t.State = StateTerminating
	}
}

// OpenEndedOf returns a contract without an end as far as dates go.
func OpenEndedOf(e *Supplier, c *model.Contract) civil.OpenEnded {
	o := civil.NewOpenEnded(c.Starts, c.Term, c.NoticeTo)
	o.Notice = *noticeOf(e, c)
	return o
}

// arrival returns the day on which a notice that goes today is received.
func arrival(e *Supplier, c *model.Contract) civil.Date {
	if c.Delivery.IsZero() {
		return e.Today
	}
	day := e.Today.Plus(c.Delivery, e.Entry.Calendar)
	if c.NoRoll {
		return day
	}
	return e.Entry.Calendar.RollForward(day)
}

// AwaitsDecision reports whether the contract renews by itself, so that somebody has to decide in time whether it is to.
func (t *ContractTerm) AwaitsDecision() bool {
	return t.State == stateOpen || t.State == stateKept || t.State == StateLocked
}

// Expiring reports whether nothing follows the term in force.
func (t *ContractTerm) Expiring() bool { return t.State == stateEnding || t.State == StateTerminating }

// EndIsNear reports whether the end of a contract that does not renew has to be spoken of: it lies within the threshold, or a reminder that is
// written on the contract itself is reached. The reminders of the tier are about decisions alone.
func EndIsNear(e *Supplier, t *ContractTerm) bool {
	end := t.Current.End
	return !end.After(e.Horizon(rulebook.ContractExpiring)) || slices.ContainsFunc(t.Contract.Remind, func(p civil.Period) bool {
		return !e.OwnToday.Before(end.Minus(p, e.OwnCalendar))
	})
}

// EndedByUs reports whether our own notice ends the contract, or ended it.
func (t *ContractTerm) EndedByUs() bool { return t.Current.Terminating && t.Theirs == nil }
