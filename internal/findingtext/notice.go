package findingtext

import (
	"fmt"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

// NoticeApproaching writes a finding on a renewal decision that is not due yet.
func NoticeApproaching(f *model.Finding, e *obligations.Supplier, o *obligations.NoticeObligation) {
	do := "Decide " + headlineBy(e, o.DecideBy)
	f.Message = fmt.Sprintf("%s %s The decision is due by %s.", renews(o, ""), terminate(e, o), o.DecideBy)
	f.Advice.Headline = Headline(e, do, o.Term.Contract.Title, "")
	f.Advice.Lead = Lead(do, renews(o, e.Entry.Name)+" "+terminate(e, o))
	f.Advice.Do = slices.DeleteFunc(decideSteps(e, o), func(step string) bool { return step == callToAnnounce })
}

// NoticeDue writes a finding on a renewal decision that is due or overdue, while a notice sent in the usual way still arrives in time.
func NoticeDue(f *model.Finding, e *obligations.Supplier, o *obligations.NoticeObligation) {
	title, send := o.Term.Contract.Title, ", send by "+obligations.HeadlineDay(e, o.SendBy)
	do, rest := "Decide now", fmt.Sprintf("The supplier must receive it by %s%s.", o.ReceiveBy, contractual(o))
	why := fmt.Sprintf("Decision overdue since %s; notice must be sent %s.", o.DecideBy, by(e, o.SendBy))
	if o.SendBy == o.ReceiveBy {
		rest = fmt.Sprintf("It must be received on the same day%s.", contractual(o))
	}
	if e.OwnToday == o.DecideBy {
		do, why, rest = "Decide today", fmt.Sprintf("The decision is due today, %s.", o.DecideBy), terminate(e, o)
	}
	if e.OwnToday == o.SendBy {
		do, send = "Decide and send today", ""
	}
	f.Message = fmt.Sprintf("%s %s %s", renews(o, ""), why, rest)
	f.Advice.Headline = Headline(e, do+send, title, "")
	f.Advice.Lead = Lead(do, fmt.Sprintf("%s %s %s No decision is recorded.", renews(o, e.Entry.Name), why, rest))
	f.Advice.Do = decideSteps(e, o)
	f.Advice.Call, f.Advice.CallStep = true, callToAnnounce
}

// decideSteps are the steps of a renewal decision while a notice sent in the usual way still arrives in time.
func decideSteps(e *obligations.Supplier, o *obligations.NoticeObligation) []string {
	return []string{
		"Decide whether to keep or to terminate the contract.",
		fmt.Sprintf("To terminate, send the notice %s; the supplier must receive it %s. Ask for confirmation of receipt.", by(e, o.SendBy), by(e, o.ReceiveBy)),
		callToAnnounce,
		"Record the day on which the supplier received the notice, or that the contract is kept.",
	}
}

// callToAnnounce is the step that has somebody call about a notice.
const callToAnnounce = "If you terminate, call the supplier to announce the notice."

// renews returns when a contract renews, for the beginning of a text; without a supplier where that is named beside it.
func renews(o *obligations.NoticeObligation, supplier string) string {
	if supplier != "" {
		supplier = " with " + supplier
	}
	return fmt.Sprintf("%q%s auto-renews on %s.", o.Term.Contract.Title, supplier, o.End.AddDays(1))
}

// terminate returns until when a notice must be sent and received.
func terminate(e *obligations.Supplier, o *obligations.NoticeObligation) string {
	if o.SendBy == o.ReceiveBy {
		return fmt.Sprintf("To terminate, have notice received %s%s.", by(e, o.ReceiveBy), contractual(o))
	}
	return fmt.Sprintf("To terminate, send notice %s; the supplier must receive it by %s%s.", by(e, o.SendBy), o.ReceiveBy, contractual(o))
}

// contractual returns the last notice day of the contract, where the day by which a notice must be received is an earlier business day.
func contractual(o *obligations.NoticeObligation) string {
	if o.LastNotice == o.ReceiveBy {
		return ""
	}
	return fmt.Sprintf(" (contractual deadline %s)", o.LastNotice)
}

// NoticeLate writes a finding on a renewal decision for which a notice sent in the usual way comes too late.
func NoticeLate(f *model.Finding, e *obligations.Supplier, o *obligations.NoticeObligation) {
	title := o.Term.Contract.Title
	last, deadline := o.ReceiveBy, contractual(o)
	if e.OwnToday.After(last) {
		last, deadline = o.LastNotice, ""
	}
	until := by(e, last)
	do := "Deliver notice " + headlineBy(e, last)
	if e.OwnToday.After(last) { // the supplier's day is not over yet
		until, do = "before midnight in "+prose.City(e.Entry.Calendar.Zone()), "Deliver notice at once"
	}
	must := fmt.Sprintf("To terminate, the supplier must receive notice %s%s. Sent in the usual way, it arrives too late; only a faster way is still in time.",
		until, deadline)
	f.Message = renews(o, "") + " " + must
	f.Advice.Headline = Headline(e, do, title, "")
	f.Advice.Lead = Lead(do+", or keep the contract", fmt.Sprintf("%s %s No decision is recorded.", renews(o, e.Entry.Name), must))
	f.Advice.Do = []string{
		"Decide whether to keep or to terminate the contract.",
		"To terminate, send the notice by a courier who returns a receipt, or in another way that the contract allows.",
		"Call the supplier: announce the notice, and ask who can receive it " + until + ".",
		"Record the day on which the supplier received the notice, or that the contract is kept.",
	}
	f.Advice.Call, f.Advice.CallStep = true, f.Advice.Do[2]
}

// NoticeMissed writes a finding on an end of a contract whose last notice day passed without a decision. Next is the first end that a notice still
// reaches.
func NoticeMissed(f *model.Finding, e *obligations.Supplier, o *obligations.NoticeObligation, next civil.ContractEnd) {
	title := o.Term.Contract.Title
	f.Message = fmt.Sprintf("Notice deadline missed (%s): %q will auto-renew on %s until %s. %s", o.LastNotice, title, o.End.AddDays(1), next.End, nextDeadline(next))
	f.Advice.Headline = Headline(e, "Notice deadline missed", title, ", renews to "+obligations.HeadlineDay(e, next.End))
	f.Advice.Lead = Lead("Notice deadline missed", fmt.Sprintf("The last day for notice on %q with %s was %s, and no decision is recorded. The contract "+
		"will auto-renew on %s until %s. %s", title, e.Entry.Name, o.LastNotice, o.End.AddDays(1), next.End, nextDeadline(next)))
	f.Advice.Do = []string{
		"If the supplier received a notice in time, record the day of receipt.",
		"If the contract was meant to be kept, record that it is kept.",
		"Otherwise ask the supplier to agree to an earlier end, and plan the cost of the renewal.",
	}
	f.Advice.Call, f.Advice.CallStep = true, f.Advice.Do[2]
}

// nextDeadline returns until when notice can be given to the next end, after one was missed.
func nextDeadline(next civil.ContractEnd) string {
	if next.Last {
		return "It does not renew after that."
	}
	return fmt.Sprintf("Next notice deadline: %s.", next.LastNotice)
}

// NoticeTheirs writes a finding on a contract that the supplier may terminate sooner than another source can be found for the slowest supply.
func NoticeTheirs(f *model.Finding, e *obligations.Supplier, c *model.Contract, slowest *model.Supply) {
	f.Message = fmt.Sprintf("%s may terminate %q with %s notice; another source for %s takes %s.",
		e.Entry.Name, c.Title, prose.Possessive(c.NoticeTheirs.String()), slowest.Item, slowest.TimeToRecover)
	f.Advice.Headline = Headline(e, "Close the supply gap", slowest.Item, "")
	f.Advice.Lead = Lead("Close the supply gap", f.Message)
	f.Advice.Do = []string{"Negotiate a longer notice period for the supplier.", "Otherwise hold more stock, or qualify a second source."}
}

// NoticeImpossible writes a finding on a contract whose first end no notice can reach. Reach is the first one that a notice can.
func NoticeImpossible(f *model.Finding, e *obligations.Supplier, c *model.Contract, first, reach civil.ContractEnd) {
	f.Message = fmt.Sprintf("The first end of %q, %s, cannot be reached by notice: the notice would have to be received by %s, before the contract "+
		"starts on %s. %s", c.Title, first.End, first.LastNotice, c.Starts, firstReachable(reach))
	f.Advice.Headline = Headline(e, "Check the notice period", c.Title, "")
	f.Advice.Lead = Lead("Check the notice period", f.Message)
	f.Advice.Do = []string{"Compare term and notice period with the contract.", "Correct the entry; if it is right, plan for the later end."}
}

// firstReachable returns which end a notice can reach first.
func firstReachable(reach civil.ContractEnd) string {
	if reach.Last {
		return fmt.Sprintf("No notice can reach any end; the contract ends by itself on %s.", reach.End)
	}
	return fmt.Sprintf("The first end that a notice can reach is %s, if it is received by %s.", reach.End, reach.ReceiveBy)
}

// NoticeUnconfirmed writes a finding on our notice whose effect somebody has to confirm. Why continues the sentence "Our notice …".
func NoticeUnconfirmed(f *model.Finding, e *obligations.Supplier, t *obligations.ContractTerm, why string) {
	f.Message = fmt.Sprintf("Our notice on %q, received on %s, %s.", t.Contract.Title, t.Received.On, why)
	f.Advice.Headline = Headline(e, "Confirm the end date", t.Contract.Title, "")
	f.Advice.Lead = Lead("Confirm the end date", f.Message)
	f.Advice.Do = []string{
		"Ask the supplier on which day the contract ends.",
		fmt.Sprintf("If it ends on %s, write `notice_given: {received: %s, for: %s}`.", t.Current.End, t.Received.On, t.Current.End),
		"If the notice does not count, remove it from the entry.",
	}
}
