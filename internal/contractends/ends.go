package contractends

import (
	"slices"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/obligations"
)

// furtherEnds is how many ends are listed after the first one that a notice still reaches.
const furtherEnds = 3

// termEnds returns the ends of a contract with terms, and whether others are possible.
func (x explanation) termEnds() (ends []apidoc.ContractEnd, more bool) {
	a := x.term.Agreement
	numbers, more := x.listed()
	for _, n := range numbers {
		renewals := n + len(obligations.Renewals(x.eval, x.term.Contract))
		ends = append(ends, x.end(a.Nth(n), &renewals))
	}
	if stops := x.term.Current; stops.Terminating {
		more = false
		ends = slices.DeleteFunc(ends, func(e apidoc.ContractEnd) bool { return e.End.After(stops.End) })
		if len(ends) == 0 || ends[len(ends)-1].End != stops.End {
			ends = append(ends, x.end(civil.ContractEnd{End: stops.End, Last: true}, nil))
		}
	}
	return ends, more
}

// listed returns which ends are listed, by the number of renewals before each: all up to a few after the first one that is to be decided, and the
// last one. Of a rolling contract those between the first one and the one in force are left out.
func (x explanation) listed() (numbers []int, more bool) {
	a := x.term.Agreement
	last := x.lastListed()
	from := 1
	if x.rolls() {
		from = max(1, a.InForce(x.eval.Today).Nth)
	}
	numbers = []int{0}
	more = from > 1
	for n := from; n <= last; n++ {
		if a.Nth(n - 1).Last {
			return numbers, more
		}
		numbers = append(numbers, n)
	}
	switch {
	case a.Nth(last).Last:
	case a.MaxRenewals != nil:
		more = more || *a.MaxRenewals > last+1
		numbers = append(numbers, *a.MaxRenewals)
	default:
		more = true
	}
	return numbers, more
}

// lastListed returns the number of renewals before the last end of those that are listed one after the other.
func (x explanation) lastListed() int {
	a, s := x.term.Agreement, x.term.Current
	from := a.Reachable(x.eval.Today).Nth
	if x.term.Decide != nil {
		from = max(from, x.term.Decide.Nth)
	}
	if s.Terminating {
		from = max(from, a.InForce(s.End).Nth)
	}
	return max(from, a.InForce(x.eval.Today).Nth) + furtherEnds
}

// openEnds returns the next days on which a contract without an end can end: the one that a notice of today leads to and, where only certain days are
// allowed, a few after it.
func (x explanation) openEnds(earliest civil.Date) (ends []apidoc.ContractEnd, more bool) {
	t := x.term
	if t.Current.Terminating {
		return []apidoc.ContractEnd{x.end(civil.ContractEnd{End: t.Current.End, Last: true}, nil)}, false
	}
	if earliest.IsZero() {
		return []apidoc.ContractEnd{}, true
	}
	open := obligations.OpenEndedOf(x.eval, t.Contract)
	for day := earliest; ; _, day = open.NearestExits(day) {
		ends = append(ends, x.end(civil.ContractEnd{End: day, NoticeDates: open.Notice.Dates(day)}, nil))
		if open.Exit == civil.ExitAny || len(ends) > furtherEnds {
			return ends, true
		}
	}
}
