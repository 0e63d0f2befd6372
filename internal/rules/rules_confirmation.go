package rules

import (
	"fmt"
	"slices"

	"supplierwatch/internal/model"
)

// confirmationRules watch that orders and deliveries are confirmed in time, by whoever owes the confirmation.
func confirmationRules() []Rule {
	return []Rule{
		{
			Name: "order-unconfirmed", Needs: NeedsFacts, Route: model.RoutePage, Severity: grave, supplier: orderUnconfirmed,
			Doc: "An order is out, and the supplier has not confirmed it in the time that was agreed on. Orders get lost on the way, wait in a " +
				"spam folder, or were refused without anybody here having read it; with an order placed once a year that shows when the goods " +
				"are missing. The time is counted in the supplier's calendar from the first business day at or after placing, the next one after " +
				"the cut-off hour. A mail settles the orders that it names by their numbers. One that names other orders alone settles nothing, and one " +
				"that names none settles the only order that is open at the supplier, if its sender is authenticated. Look for the confirmation, call " +
				"the supplier, and record it.",
		},
		{
			Name: "delivery-unconfirmed", Needs: NeedsFacts, Route: model.RoutePage, Severity: grave, supplier: deliveryUnconfirmed,
			Doc: "A regular delivery is due, and the supplier has not confirmed it in the time that was agreed on. Either the confirmation went " +
				"astray or the delivery will not come, and only a call tells which. A mail that names other orders alone settles nothing, and one that " +
				"names none of ours needs an authenticated sender. Look for it, call the supplier, and record it; if the delivery is left out on " +
				"purpose, record why.",
		},
		{
			Name: "confirmation-never-seen", Needs: NeedsFacts, Route: model.RouteWork, Severity: warnings, supplier: neverSeen,
			Doc: "A confirmation is late, and the patterns by which it would be known have never matched any mail, while mails of the supplier came " +
				"that nearly did. The patterns may be wrong. The missing confirmation is an alert all the same (order-unconfirmed, " +
				"delivery-unconfirmed). Look at the nearest mails, record the confirmation if one of them is it, and correct the patterns: until " +
				"then a missing confirmation cannot be told from a present one.",
		},
		{
			Name: "delivery-to-confirm", Needs: NeedsTime, Route: model.RoutePage, Severity: grave, supplier: toConfirm,
			Doc: "The supplier waits for a confirmation of ours, and none is recorded although the last working day for it has come. Without it the " +
				"goods stay where they are or go to somebody else. Confirm it, and record that it is confirmed.",
		},
	}
}

// aboutConfirmation begins a finding on a confirmation.
func aboutConfirmation(e *supplierEval, a *pendingConfirmation) model.Finding {
	f := e.about(a.subject, a.pos, a.supplies)
	f.Occurrence = a.occurrence.String()
	f.Due = a.due
	f.ExpiresOn = a.ends
	f.KeyDates = comingDays(e, a.due, a.next)
	f.Advice.How = a.how
	f.Advice.Call = true
	return f
}

func orderUnconfirmed(e *supplierEval) []model.Finding {
	return unconfirmedFindings(e, model.DeadlineOrderConfirm)
}

// unconfirmedFindings returns a finding for each confirmation that the supplier owes and that is late.
func unconfirmedFindings(e *supplierEval, kind model.DeadlineKind) []model.Finding {
	var found []model.Finding
	for _, a := range e.confirmations {
		if a.kind != kind || a.Agreed.ByUs || (a.state != stateOverdue && a.state != stateRefused && a.state != stateChanged) {
			continue
		}
		f := aboutConfirmation(e, a)
		f.Message = missingText(e, a) + nearMissText(e, a.misses)
		f.Advice.How = append(f.Advice.How, answerSays(e, a.answer)...)
		f.Advice.Headline = e.headline("Call today", a.item, ", "+unconfirmedAs(a))
		f.Advice.Lead = lead("Call them today", f.Message)
		f.Advice.Do = []string{
			lookFor(a),
			"Call them and ask whether it is taken as it stands.",
			"Record the confirmation; if it was called off, record why.",
		}
		found = append(found, f)
	}
	return found
}

// answerSays returns the evidence of an answer. Nothing of a mail is quoted whose sender is not known.
func answerSays(e *supplierEval, f model.Fact) []string {
	if f.Kind == "" || f.Authenticated() {
		return quoted(f)
	}
	return []string{fmt.Sprintf("The answer of %s is a mail whose sender our mail server could not verify.", e.on(f))}
}

// missingText returns what there is in place of a confirmation.
func missingText(e *supplierEval, a *pendingConfirmation) string {
	switch {
	case a.state == stateRefused:
		return capital(fmt.Sprintf("%s was refused by their answer of %s.", a.what, e.on(a.answer)))
	case a.state == stateChanged:
		return capital(fmt.Sprintf("%s is not confirmed as ordered: their answer of %s changes it.", a.what, e.on(a.answer)))
	case a.answer.Data[model.DataResponse] == string(model.ResponseReceived) && a.answer.Data[model.DataReference] == "":
		return capital(fmt.Sprintf("%s should have been confirmed by %s; their answer of %s does not confirm it yet.", a.what, a.due, e.on(a.answer)))
	case a.answer.Data[model.DataResponse] == string(model.ResponseReceived):
		return capital(fmt.Sprintf("%s should have been confirmed by %s; they only said on %s that it has come.", a.what, a.due, e.on(a.answer)))
	case a.answer.Data[model.DataResponse] == string(model.ResponsePartial):
		return capital(fmt.Sprintf("%s should have been confirmed by %s; only a part of it was, on %s.", a.what, a.due, e.on(a.answer)))
	}
	return capital(fmt.Sprintf("%s should have been confirmed by %s; no confirmation is recorded.", a.what, a.due))
}

// unconfirmedAs returns in a word in what way a confirmation is lacking.
func unconfirmedAs(a *pendingConfirmation) string {
	if against(a.answer) {
		return a.state
	}
	return "unconfirmed"
}

// mostMisses is how many near misses a finding tells of.
const mostMisses = 3

func neverSeen(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, a := range e.confirmations {
		misses := slices.DeleteFunc(slices.Clone(a.misses), func(m miss) bool { return m.why != missPattern })
		if a.Agreed.ByUs || a.settled() || !isLate(e, a) || e.book.matched[a.subject] || len(misses) == 0 {
			continue
		}
		f := aboutConfirmation(e, a)
		f.Message = capital(fmt.Sprintf("%s should have been confirmed by %s. The patterns it would be known by have never matched; %s came near.",
			a.what, a.due, count(len(misses), "mail")))
		for _, m := range slices.Backward(misses[max(0, len(misses)-mostMisses):]) {
			f.Advice.How = append(f.Advice.How, nearMail(e, a, m))
		}
		f.Advice.Headline = e.headline("Correct the pattern", a.item, ", never seen")
		f.Advice.Lead = lead("Correct the pattern", f.Message)
		f.Advice.Do = []string{lookFor(a), "Record the confirmation if it is there; call them if it is not.", "Correct the patterns in the entry."}
		found = append(found, f)
	}
	return found
}

// nearMail returns of one mail that did not match the patterns. Nothing of it is quoted unless its sender is known.
func nearMail(e *supplierEval, a *pendingConfirmation, m miss) string {
	if !m.fact.Authenticated() {
		return fmt.Sprintf("Near on %s: a mail from the supplier's domain whose sender our mail server could not verify. %s", e.on(m.fact), lookFor(a))
	}
	return fmt.Sprintf("Near on %s: %s; what did not match: %s.", e.on(m.fact), m.fact.Evidence, m.fact.Data[model.DataMissed])
}

// lookFor returns where the confirmation may be.
func lookFor(a *pendingConfirmation) string {
	if a.Agreed.Mailbox == nil {
		return "Look whether the confirmation came and nobody recorded it."
	}
	return "Look for the confirmation in " + a.Agreed.Mailbox.Address + "."
}
