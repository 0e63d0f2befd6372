package contractends

import (
	"slices"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

// Explain returns the ends of one contract of a supplier at an instant. With nil facts, only what the registry says counts. It returns false if the
// supplier has no such contract.
func Explain(r *model.Registry, facts *factindex.Index, s *model.Supplier, id string, now time.Time) (apidoc.ContractDetail, bool) {
	e := obligations.NewSupplier(&obligations.Context{Registry: r, Facts: facts, Now: now}, s)
	i := slices.IndexFunc(e.Terms, func(t *obligations.ContractTerm) bool { return t.Contract.ID == id })
	if i < 0 {
		return apidoc.ContractDetail{}, false
	}
	return explanation{eval: e, term: e.Terms[i]}.detail(), true
}

// explanation is one contract of a supplier at an instant.
type explanation struct {
	eval *obligations.Supplier
	term *obligations.ContractTerm
}

func (x explanation) detail() apidoc.ContractDetail {
	t := x.term
	row := obligations.ContractRow(x.eval, t)
	d := apidoc.ContractDetail{
		Supplier: x.eval.Entry.ID, Subject: row.Subject, Title: t.Contract.Title, State: t.State,
		Missing: append([]string{}, t.Missing...), Terms: x.terms(), Rolling: x.rolls(), CurrentEnd: row.CurrentEnd, EarliestEnd: row.EarliestEnd,
		Notices: x.notices(), Ends: []apidoc.ContractEnd{}, Zones: x.eval.DayZones(true),
	}
	switch {
	case obligations.OpenEnded(t.Contract):
		d.Ends, d.More = x.openEnds(row.EarliestEnd)
	case !t.Agreement.EndAfter(0).IsZero():
		d.Ends, d.More = x.termEnds()
	}
	for _, end := range d.Ends {
		if end.Reachable {
			d.ReachableEnd = end.End
			break
		}
	}
	return d
}

// rolls reports whether the contract renews so often that its ends are given as a rule.
func (x explanation) rolls() bool {
	return !obligations.OpenEnded(x.term.Contract) && x.term.Agreement.Rolling()
}

// known reports whether the contract says all that its dates follow from.
func (x explanation) known() bool { return len(x.term.Missing) == 0 }

// end returns the row of one end.
func (x explanation) end(c civil.ContractEnd, renewals *int) apidoc.ContractEnd {
	row := apidoc.ContractEnd{
		End: c.End, Renewals: renewals, LastNoticeDate: c.LastNotice, ReceiveBy: c.ReceiveBy, SendBy: c.SendBy, DecideBy: c.DecideBy,
		KnownUntil: obligations.NoticeKnownUntil(x.eval, x.term.Contract, c),
	}
	row.State = x.state(c)
	inTime := !c.LastNotice.IsZero() && !x.eval.Today.After(c.LastNotice)
	row.Reachable = inTime && x.known() && !x.term.Current.Terminating
	return row
}

// state returns what is known or decided about one end.
func (x explanation) state(c civil.ContractEnd) apidoc.EndState {
	t := x.term
	stops := t.Current.Terminating && c.End == t.Current.End
	switch {
	case stops && t.Theirs != nil:
		return apidoc.EndTerminated
	case stops:
		return apidoc.EndNoticed
	case t.Kept(c.End):
		return apidoc.EndKept
	case x.eval.Today.After(c.End):
		return apidoc.EndOver
	case !x.known():
		return apidoc.EndUnknown
	case c.Last:
		return apidoc.EndLast
	case x.eval.Today.After(c.LastNotice):
		return apidoc.EndMissed
	}
	return apidoc.EndOpen
}
