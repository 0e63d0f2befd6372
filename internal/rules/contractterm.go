package rules

import (
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// The states of a contract. The first that holds is taken, in this order.
const (
	stateUndated     = "undated"
	stateEnded       = "ended"
	stateTerminating = "terminating"
	stateOpenEnded   = "open-ended"
	stateEnding      = "ending"
	stateKept        = "kept"
	stateLocked      = "renewal-locked"
	stateOpen        = "open"
)

// contractTerm is where a contract stands today.
type contractTerm struct {
	Contract   *model.Contract
	Standing   civil.Standing
	agreement  civil.Agreement // of a contract with terms
	nth        int             // renewals of the agreement before the term in force; those by hand are not counted
	state      string
	days       civil.NoticeDates // for a notice to end the term in force
	missing    []string          // what is not known, in state undated
	received   civil.Date        // of the notice of ours that counts; zero: none does
	exit       civil.Date        // open-ended: when it ends if a notice goes today
	impossible bool              // no notice can be in time: its last day lies before the term begins
}

// newContractTerm computes where a contract stands.
func newContractTerm(e *supplierEval, c *model.Contract) *contractTerm {
	t := &contractTerm{Contract: c}
	renewed := renewals(e, c)
	t.missing = unknowns(c, renewed)
	if openEnded(c) {
		standOpenEnded(e, t)
		return t
	}
	if endless(c, renewed) {
		t.state = stateUndated
		return t
	}
	t.agreement = agreementOf(e, c, renewed)
	t.Standing, t.received = standingOf(e, t.agreement, c, renewed)
	t.days, t.nth = t.Standing.Notice, t.Standing.Renewals
	t.Standing.Renewals += len(renewed)
	t.state = datedState(e, t)
	t.impossible = t.unreachable()
	return t
}

func openEnded(c *model.Contract) bool { return c.OpenEnded || c.Ends == civil.Far }

// endless reports whether nothing is written from which the end of a contract follows: a beginning alone says nothing about it.
func endless(c *model.Contract, renewed []model.Renewed) bool {
	return c.Ends.IsZero() && (c.Starts.IsZero() || c.Term.IsZero()) && len(renewed) == 0
}

// unknowns returns what has to be known for the contract's days to be computed, and is not.
func unknowns(c *model.Contract, renewed []model.Renewed) []string {
	var missing []string
	automatic := c.Renewal == model.RenewalAutomatic
	if !openEnded(c) {
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
	if c.Notice == nil && (automatic || openEnded(c)) {
		missing = append(missing, "how long before the end notice must be given")
	}
	return missing
}

// noticeOf returns what the contract says about our notice; nil if it says nothing.
func noticeOf(e *supplierEval, c *model.Contract) *civil.Notice {
	if c.Notice == nil {
		return nil
	}
	return &civil.Notice{
		Period: *c.Notice, Clear: c.ClearDays, NoRoll: c.NoRoll, Delivery: c.Delivery, Decide: c.DecideWithin,
		Theirs: e.s.Calendar, Ours: e.ownCalendar,
	}
}

func agreementOf(e *supplierEval, c *model.Contract, renewed []model.Renewed) civil.Agreement {
	a := civil.Agreement{
		Start: c.Starts, Term: c.Term, Ends: c.Ends, Renews: c.Renewal == model.RenewalAutomatic,
		Renewal: c.RenewalTerm, MaxRenewals: c.MaxRenewals, Notice: noticeOf(e, c),
	}
	for _, r := range renewed {
		a.RenewedUntil = later(a.RenewedUntil, r.Until)
	}
	if c.MaxRenewals != nil {
		left := max(0, *c.MaxRenewals-len(renewed))
		a.MaxRenewals = &left
	}
	return a
}

// standingOf returns where the agreement stands and which notice of ours counts. A notice that was received before the contract was renewed by
// hand belongs to a term that the renewal has settled since.
func standingOf(e *supplierEval, a civil.Agreement, c *model.Contract, renewed []model.Renewed) (civil.Standing, civil.Date) {
	var agreed civil.Date
	for _, r := range renewed {
		agreed = later(agreed, r.On)
	}
	for _, day := range noticesReceived(e, c) {
		if day.Before(agreed) {
			continue
		}
		a.Received = day
		if s := a.On(e.today); s.Terminating {
			return s, day
		}
	}
	a.Received = civil.Date{}
	return a.On(e.today), civil.Date{}
}

func datedState(e *supplierEval, t *contractTerm) string {
	switch {
	case len(t.missing) > 0:
		return stateUndated
	case t.Standing.Ended:
		return stateEnded
	case t.Standing.Terminating:
		return stateTerminating
	case t.Standing.Last:
		return stateEnding
	case slices.ContainsFunc(renewalDecisions(e, t.Contract), func(k model.RenewalDecision) bool { return t.settledBy(k) }):
		return stateKept
	case t.Standing.Locked:
		return stateLocked
	default:
		return stateOpen
	}
}

// settledBy reports whether a decision to let the contract renew is about the term in force. One that names no end is about the term that
// was in force on its day.
func (t *contractTerm) settledBy(k model.RenewalDecision) bool {
	if k.Until.IsZero() {
		return t.agreement.On(k.On).End == t.Standing.End
	}
	return k.Until == t.Standing.End
}

// standOpenEnded fills in where a contract without an end stands: on its way out if a notice was received, else free to be ended.
func standOpenEnded(e *supplierEval, t *contractTerm) {
	if len(t.missing) > 0 {
		t.state = stateUndated
		return
	}
	given := noticesReceived(e, t.Contract)
	if len(given) == 0 || given[0].After(e.today) {
		t.state = stateOpenEnded
		t.exit = exitAfter(e, t.Contract, arrival(e, t.Contract))
		return
	}
	t.received, t.Standing.Terminating = given[0], true
	t.Standing.End = exitAfter(e, t.Contract, t.received)
	t.state = stateTerminating
	if t.Standing.Ended = e.today.After(t.Standing.End); t.Standing.Ended {
		t.state = stateEnded
	}
}

// arrival returns the day on which a notice that goes today is received.
func arrival(e *supplierEval, c *model.Contract) civil.Date {
	if c.Delivery.IsZero() {
		return e.today
	}
	day := e.today.Plus(c.Delivery, e.s.Calendar)
	if c.NoRoll {
		return day
	}
	return e.s.Calendar.RollForward(day)
}

// exitAfter returns the end of an open-ended contract whose notice is received on a day. With clear days, that day does not count.
func exitAfter(e *supplierEval, c *model.Contract, received civil.Date) civil.Date {
	if c.ClearDays {
		received = received.AddDays(1)
	}
	return civil.EarliestExit(received, *c.Notice, c.NoticeTo, e.s.Calendar)
}

// unreachable reports whether the last notice day of the term in force lies before the term begins, so that nobody can ever be in time.
func (t *contractTerm) unreachable() bool {
	if t.state != stateOpen && t.state != stateKept && t.state != stateLocked {
		return false
	}
	begins := t.agreement.Start
	switch {
	case t.nth > 0:
		begins = t.agreement.EndAfter(t.nth - 1).AddDays(1)
	case !t.agreement.RenewedUntil.IsZero():
		return false // when the term that people agreed on began is not known
	}
	return !begins.IsZero() && t.days.LastNotice.Before(begins)
}

// undecided reports whether the decision about the term in force is still awaited and can still be acted on.
func (t *contractTerm) undecided() bool { return t.state == stateOpen && !t.impossible }

// expiring reports whether nothing follows the term in force.
func (t *contractTerm) expiring() bool { return t.state == stateEnding || t.state == stateTerminating }
