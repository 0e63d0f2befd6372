package obligations

import (
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
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
	t.Missing = unknowns(c, renewed)
	if OpenEnded(c) {
		standOpenEnded(e, t)
		return t
	}
	if endless(c, renewed) {
		t.State = StateUndated
		return t
	}
	t.Agreement = agreementOf(e, c, renewed)
	t.Standing, t.Received = standingOf(e, t.Agreement, c, renewed)
	t.Notice, t.nth = t.Standing.Notice, t.Standing.Renewals
	t.Standing.Renewals += len(renewed)
	t.State = datedState(e, t)
	t.Impossible = t.unreachable()
	return t
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
	a := civil.Agreement{
		Start: c.Starts, Term: c.Term, Ends: c.Ends, Renews: c.Renewal == model.RenewalAutomatic,
		Renewal: c.RenewalTerm, MaxRenewals: c.MaxRenewals, Notice: noticeOf(e, c),
	}
	for _, r := range renewed {
		a.RenewedUntil = Later(a.RenewedUntil, r.Until)
	}
	if c.MaxRenewals != nil {
		left := max(0, *c.MaxRenewals-len(renewed))
		a.MaxRenewals = &left
	}
	return a
}

// standingOf returns where the agreement stands and which of our notices counts. A notice that was received before the contract was renewed by
// hand belongs to a term that the renewal has settled since.
func standingOf(e *Supplier, a civil.Agreement, c *model.Contract, renewed []model.Renewed) (civil.Standing, civil.Date) {
	var agreed civil.Date
	for _, r := range renewed {
		agreed = Later(agreed, r.On)
	}
	for _, day := range NoticesReceived(e, c) {
		if day.Before(agreed) {
			continue
		}
		a.Received = day
		if s := a.On(e.Today); s.Terminating {
			return s, day
		}
	}
	a.Received = civil.Date{}
	return a.On(e.Today), civil.Date{}
}

func datedState(e *Supplier, t *ContractTerm) string {
	switch {
	case len(t.Missing) > 0:
		return StateUndated
	case t.Standing.Ended:
		return StateEnded
	case t.Standing.Terminating:
		return StateTerminating
	case t.Standing.Last:
		return stateEnding
	case slices.ContainsFunc(renewalDecisions(e, t.Contract), func(k model.RenewalDecision) bool { return t.settledBy(k) }):
		return stateKept
	case t.Standing.Locked:
		return StateLocked
	default:
		return stateOpen
	}
}

// settledBy reports whether a decision to let the contract renew is about the term in force. One that names no end is about the term that
// was in force on its day.
func (t *ContractTerm) settledBy(k model.RenewalDecision) bool {
	if k.Until.IsZero() {
		return t.Agreement.On(k.On).End == t.Standing.End
	}
	return k.Until == t.Standing.End
}

// standOpenEnded fills in where a contract without an end stands: on its way out if a notice was received, else free to be ended.
func standOpenEnded(e *Supplier, t *ContractTerm) {
	if len(t.Missing) > 0 {
		t.State = StateUndated
		return
	}
	given := NoticesReceived(e, t.Contract)
	if len(given) == 0 || given[0].After(e.Today) {
		t.State = stateOpenEnded
		t.exit = exitAfter(e, t.Contract, arrival(e, t.Contract))
		return
	}
	t.Received, t.Standing.Terminating = given[0], true
	t.Standing.End = exitAfter(e, t.Contract, t.Received)
	t.State = StateTerminating
	if t.Standing.Ended = e.Today.After(t.Standing.End); t.Standing.Ended {
		t.State = StateEnded
	}
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

// exitAfter returns the end of an open-ended contract whose notice is received on a day. With clear days, that day does not count.
func exitAfter(e *Supplier, c *model.Contract, received civil.Date) civil.Date {
	if c.ClearDays {
		received = received.AddDays(1)
	}
	return civil.EarliestExit(received, *c.Notice, c.NoticeTo, e.Entry.Calendar)
}

// unreachable reports whether the last notice day of the term in force lies before the term begins, so that nobody can ever be in time.
func (t *ContractTerm) unreachable() bool {
	if t.State != stateOpen && t.State != stateKept && t.State != StateLocked {
		return false
	}
	begins := t.Agreement.Start
	switch {
	case t.nth > 0:
		begins = t.Agreement.EndAfter(t.nth - 1).AddDays(1)
	case !t.Agreement.RenewedUntil.IsZero():
		return false // when the term that people agreed on began is not known
	}
	return !begins.IsZero() && t.Notice.LastNotice.Before(begins)
}

// Undecided reports whether the decision about the term in force is still awaited and can still be acted on.
func (t *ContractTerm) Undecided() bool { return t.State == stateOpen && !t.Impossible }

// Expiring reports whether nothing follows the term in force.
func (t *ContractTerm) Expiring() bool { return t.State == stateEnding || t.State == StateTerminating }
