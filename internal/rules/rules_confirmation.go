package rules

import (
	"fmt"
	"slices"

	"supplierwatch/internal/model"
)

var _ = register(subject{
	changes: confirmationChanges,
	supplier: map[string]func(*supplierEval) []model.Finding{
		"order-unconfirmed":       orderUnconfirmed,
		"confirmation-never-seen": neverSeen,
	},
})

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

// confirmationChanges notes the days of what one side has to confirm, and the hour at which it is late.
func confirmationChanges(t *nextChange) {
	for _, a := range t.eval.confirmations {
		t.after(a.occurrence, a.due, a.ends)
		t.on(t.eval.ownCalendar.RollBack(a.due))
		t.atInstant(a.end)
	}
}
