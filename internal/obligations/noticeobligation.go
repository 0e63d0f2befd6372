package obligations

import (
	"slices"

	"supplierwatch/internal/civil"
)

// NoticeObligation is what one end of a contract asks of us: to decide in time whether a notice is to be received for it.
type NoticeObligation struct {
	Term *ContractTerm
	civil.ContractEnd
}

// noticeObligations fills in the end that is to be decided next and those whose notice was missed. A rolling contract can be left soon on any
// day; after its first notice day only that one is spoken of.
func (t *ContractTerm) noticeObligations(today civil.Date) {
	reachable := t.Agreement.Reachable(today)
	for n := reachable.Nth; ; n++ {
		end := t.Agreement.Nth(n)
		if end.Last {
			break
		}
		if !t.Kept(end.End) {
			t.Decide = &NoticeObligation{Term: t, ContractEnd: end}
			break
		}
	}
	rolling := t.Agreement.Rolling()
	t.Rolls = rolling
	for n := t.Agreement.InForce(today).Nth; n < reachable.Nth && (n == 0 || !rolling); n++ {
		if end := t.Agreement.Nth(n); !t.Kept(end.End) && !end.LastNotice.Before(t.possible) {
			t.Missed = append(t.Missed, &NoticeObligation{Term: t, ContractEnd: end})
		}
	}
}

// Kept reports whether it was decided to let the contract renew after an end.
func (t *ContractTerm) Kept(end civil.Date) bool { return slices.Contains(t.kept, end) }

// Awaited returns the obligation that people are reminded of; nil if there is none. A rolling contract has one only up to its first notice day.
func (t *ContractTerm) Awaited() *NoticeObligation {
	if t.Decide == nil || t.Rolls && t.Decide.Nth > 0 {
		return nil
	}
	return t.Decide
}

// Impossible returns the first end of a contract in its first term if the last day for a notice to it lies before the contract starts; nil
// otherwise.
func (t *ContractTerm) Impossible() *civil.ContractEnd {
	first := t.Agreement.Nth(0)
	starts := t.Contract.Starts
	inFirst := t.AwaitsDecision() && t.Agreement.RenewedUntil.IsZero() && t.Current.End == first.End
	if !inFirst || starts.IsZero() || !first.LastNotice.Before(starts) {
		return nil
	}
	return &first
}
