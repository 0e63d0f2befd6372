package contractends

import (
	"fmt"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

// terms returns how the ends follow from the contract, one sentence each.
func (x explanation) terms() []string {
	var all []string
	for _, sentence := range []string{x.runs(), x.renews(), x.noticePeriod(), x.onTheWay()} {
		if sentence != "" {
			all = append(all, sentence)
		}
	}
	return all
}

// runs returns how the contract runs without a renewal.
func (x explanation) runs() string {
	c := x.term.Contract
	renewed := obligations.Renewals(x.eval, c)
	switch {
	case obligations.OpenEnded(c) && !c.Term.IsZero() && !c.Starts.IsZero():
		return fmt.Sprintf("It has no end; its minimum term of %s from %s is over on %s.", c.Term, c.Starts, civil.TermEnd(c.Starts, c.Term))
	case obligations.OpenEnded(c):
		return "It has no end."
	case len(renewed) > 0:
		return fmt.Sprintf("It was renewed by hand until %s.", x.term.Agreement.EndAfter(0))
	case !c.Ends.IsZero():
		return fmt.Sprintf("It ends on %s.", c.Ends)
	case !c.Starts.IsZero() && !c.Term.IsZero():
		return fmt.Sprintf("It runs for %s from %s and ends on %s.", c.Term, c.Starts, civil.TermEnd(c.Starts, c.Term))
	}
	return ""
}

// renews returns what happens at an end.
func (x explanation) renews() string {
	c := x.term.Contract
	if obligations.OpenEnded(c) {
		return ""
	}
	switch c.Renewal {
	case model.RenewalAutomatic:
		return x.renewsByItself()
	case model.RenewalManual:
		return "It does not renew by itself."
	case model.RenewalNone:
		return "It does not renew."
	case model.RenewalUnknown:
	}
	return ""
}

func (x explanation) renewsByItself() string {
	c := x.term.Contract
	switch {
	case c.RenewalTerm.IsZero():
		return "It renews by itself."
	case x.rolls():
		return fmt.Sprintf("It then renews for %s again and again (rolling).", c.RenewalTerm)
	case c.MaxRenewals == nil:
		return fmt.Sprintf("It then renews for %s at a time, without limit.", c.RenewalTerm)
	}
	return fmt.Sprintf("It then renews for %s at a time, %s at most.", c.RenewalTerm, prose.Count(*c.MaxRenewals, "time"))
}

// allowedEnds are the days on which a contract without an end may end, in words.
var allowedEnds = map[civil.ExitPoint]string{
	civil.ExitMonthEnd: ", on the last day of a month", civil.ExitQuarterEnd: ", on the last day of a quarter", civil.ExitYearEnd: ", on the last day of a year",
}

// noticePeriod returns how long before an end a notice must be received.
func (x explanation) noticePeriod() string {
	c := x.term.Contract
	if c.Notice == nil || !obligations.OpenEnded(c) && c.Renewal != model.RenewalAutomatic {
		return ""
	}
	clear := ""
	if c.ClearDays {
		clear = ", with clear days between"
	}
	before := prose.Counted(*c.Notice, x.eval.Entry.Calendar)
	if obligations.OpenEnded(c) {
		return fmt.Sprintf("A notice ends it %s after its receipt%s%s.", before, clear, allowedEnds[c.NoticeTo])
	}
	return fmt.Sprintf("A notice must be received %s before an end%s.", before, clear)
}

// onTheWay returns how long a notice travels and how long the decision takes.
func (x explanation) onTheWay() string {
	c := x.term.Contract
	travels := fmt.Sprintf("A notice takes %s to arrive", prose.Counted(c.Delivery, x.eval.Entry.Calendar))
	decides := fmt.Sprintf("the decision takes %s", prose.Counted(c.DecideWithin, x.eval.OwnCalendar))
	switch {
	case c.Notice == nil:
		return ""
	case !c.Delivery.IsZero() && !c.DecideWithin.IsZero():
		return travels + "; " + decides + "."
	case !c.Delivery.IsZero():
		return travels + "."
	case !c.DecideWithin.IsZero():
		return prose.Capital(decides) + "."
	}
	return ""
}

// notices returns the notices of both sides with what they lead to.
func (x explanation) notices() []apidoc.ContractNotice {
	all := []apidoc.ContractNotice{}
	for _, n := range x.term.Notices {
		all = append(all, apidoc.ContractNotice{By: "us", Received: n.On, For: n.For, Ends: n.Ends, Effect: effect(n)})
	}
	if theirs := x.term.Contract.Terminated; theirs != nil {
		n := apidoc.ContractNotice{By: "them", Received: theirs.Received, Effect: "changes nothing"}
		if x.term.Theirs != nil {
			n.Ends, n.Effect = theirs.Ends, fmt.Sprintf("ends the contract on %s", theirs.Ends)
		}
		all = append(all, n)
	}
	return all
}

// effect returns what one of our notices leads to, in words.
func effect(n obligations.NoticeEffect) string {
	switch n.Why {
	case obligations.NoticeAhead:
		return "does not count before that day"
	case obligations.NoticeSuperseded:
		return "changes nothing: the contract was renewed by hand afterwards"
	case obligations.NoticeFutile:
		return "changes nothing: no renewal was left that it could prevent"
	case obligations.NoticeCounts:
	}
	if !n.For.IsZero() && n.Ends.After(n.For) {
		return fmt.Sprintf("was too late for %s; it ends the contract on %s", n.For, n.Ends)
	}
	return fmt.Sprintf("ends the contract on %s", n.Ends)
}
