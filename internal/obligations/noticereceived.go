package obligations

import (
	"fmt"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// MeantEnd returns the end for which our notice was meant: the one that it names, else the end of the term in which it was received if a notice
// day of that term had just been missed. It is zero where nothing says that another end was meant than the one that the notice reached.
func (t *ContractTerm) MeantEnd() civil.Date {
	if !t.Received.For.IsZero() || OpenEnded(t.Contract) {
		return t.Received.For
	}
	now := t.Agreement.InForce(t.Received.On)
	if t.Agreement.Rolling() && now.Nth > 0 {
		return civil.Date{}
	}
	begins := t.possible
	if now.Nth > 0 {
		begins = Later(begins, t.Agreement.EndAfter(now.Nth-1).AddDays(1))
	}
	if now.Last || now.LastNotice.Before(begins) {
		return civil.Date{}
	}
	return now.End
}

// TooLate reports whether our notice ends the contract later than meant.
func (t *ContractTerm) TooLate() bool {
	meant := t.MeantEnd()
	return t.EndedByUs() && !meant.IsZero() && meant.Before(t.Standing.End)
}

// StillDepends returns what depends on a contract that is over by our own notice, in words for a sentence: what it covers and no other contract in
// force does. A notice that names its end was meant to end it then.
func StillDepends(e *Supplier, t *ContractTerm) []string {
	if t.State != StateEnded || t.Received.For == t.Standing.End || slices.ContainsFunc(e.Terms, func(o *ContractTerm) bool { return o.replaces(t) }) {
		return nil
	}
	var all []string
	for _, x := range []struct {
		n    int
		what string
	}{
		{len(t.Contract.Supplies), "supply"}, {len(e.Entry.OrderWindows), "order window"}, {len(e.Entry.Deliveries), "delivery"},
	} {
		if x.n > 0 {
			all = append(all, prose.Count(x.n, x.what))
		}
	}
	return all
}

// replaces reports whether a contract is in force and covers all that another one covered.
func (t *ContractTerm) replaces(other *ContractTerm) bool {
	if t.State == StateEnded {
		return false
	}
	return !slices.ContainsFunc(other.Contract.Supplies, func(x *model.Supply) bool { return !slices.Contains(t.Contract.Supplies, x) })
}

// TheirNotice returns the supplier's notice in words.
func (t *ContractTerm) TheirNotice() string {
	if t.Theirs.Received.IsZero() {
		return "the supplier gave notice"
	}
	return fmt.Sprintf("the supplier gave notice (received on %s)", t.Theirs.Received)
}

// ComingDays returns those days that are not over, ascending, each once. Today is one of them: where the owner lives west of the supplier, it is
// still to come there.
func ComingDays(e *Supplier, days ...civil.Date) []civil.Date {
	days = slices.DeleteFunc(days, func(d civil.Date) bool { return d.Before(e.Today) })
	slices.SortFunc(days, civil.Date.Compare)
	return slices.Compact(days)
}
