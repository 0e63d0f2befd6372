package rules

import (
	"fmt"
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

func init() {
	register(subject{
		changes: confirmationChanges,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
			"order-unconfirmed":       orderUnconfirmed,
			"confirmation-never-seen": neverSeen,
		},
	})
}

// aboutConfirmation begins a finding on a confirmation.
func aboutConfirmation(e *obligations.Supplier, a *obligations.Confirmation) model.Finding {
	f := about(e, a.Subject, a.Pos, a.Supplies)
	f.Occurrence = a.Occurrence.String()
	f.Due, f.DaysLeft = a.Due, a.DaysLeft(e)
	f.ExpiresOn = a.Ends
	f.KeyDates = obligations.ComingDays(e, a.Due, a.Next)
	f.Advice.How = a.How
	f.Advice.Call = true
	return f
}

func orderUnconfirmed(e *obligations.Supplier) []model.Finding {
	return unconfirmedFindings(e, model.DeadlineOrderConfirm)
}

// unconfirmedFindings returns a finding for each confirmation that the supplier owes and that is late.
func unconfirmedFindings(e *obligations.Supplier, kind model.DeadlineKind) []model.Finding {
	var found []model.Finding
	for _, a := range e.Confirmations {
		if a.Kind != kind || a.Agreed.ByUs || (a.State != obligations.StateOverdue && a.State != obligations.StateRefused && a.State != obligations.StateChanged) {
			continue
		}
		f := aboutConfirmation(e, a)
		f.Message = missingText(e, a) + nearMissText(e, a.Misses)
		f.Advice.How = append(f.Advice.How, answerSays(e, a.Answer)...)
		f.Advice.Headline = headline(e, "Call today", a.Item, ", "+unconfirmedAs(a))
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
func answerSays(e *obligations.Supplier, f model.Fact) []string {
	if f.Kind == "" || f.Authenticated() {
		return quoted(f)
	}
	return []string{fmt.Sprintf("The answer of %s is a mail whose sender our mail server could not verify.", e.On(f))}
}

// missingText returns what there is in place of a confirmation.
func missingText(e *obligations.Supplier, a *obligations.Confirmation) string {
	switch {
	case a.State == obligations.StateRefused:
		return prose.Capital(fmt.Sprintf("%s was refused by their answer of %s.", a.What, e.On(a.Answer)))
	case a.State == obligations.StateChanged:
		return prose.Capital(fmt.Sprintf("%s is not confirmed as ordered: their answer of %s changes it.", a.What, e.On(a.Answer)))
	case a.Answer.Response() == model.ResponseReceived && a.Answer.Reference() == "":
		return prose.Capital(fmt.Sprintf("%s should have been confirmed by %s; their answer of %s does not confirm it yet.", a.What, a.Due, e.On(a.Answer)))
	case a.Answer.Response() == model.ResponseReceived:
		return prose.Capital(fmt.Sprintf("%s should have been confirmed by %s; they only said on %s that it has come.", a.What, a.Due, e.On(a.Answer)))
	case a.Answer.Response() == model.ResponsePartial:
		return prose.Capital(fmt.Sprintf("%s should have been confirmed by %s; only a part of it was, on %s.", a.What, a.Due, e.On(a.Answer)))
	}
	return prose.Capital(fmt.Sprintf("%s should have been confirmed by %s; no confirmation is recorded.", a.What, a.Due))
}

// unconfirmedAs returns in a word in what way a confirmation is lacking.
func unconfirmedAs(a *obligations.Confirmation) string {
	if obligations.RefusesOrChanges(a.Answer) {
		return a.State
	}
	return "unconfirmed"
}

// mostMisses is how many near misses a finding tells of.
const mostMisses = 3

func neverSeen(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, a := range e.Confirmations {
		misses := slices.DeleteFunc(slices.Clone(a.Misses), func(m obligations.NearMiss) bool { return m.Why != obligations.MissPattern })
		if a.Agreed.ByUs || a.Settled() || !obligations.IsLate(e, a) || obligations.PatternsMatched(e, a.Subject) || len(misses) == 0 {
			continue
		}
		f := aboutConfirmation(e, a)
		f.Message = prose.Capital(fmt.Sprintf("%s should have been confirmed by %s. The patterns it would be known by have never matched; %s came near.",
			a.What, a.Due, prose.Count(len(misses), "mail")))
		for _, m := range slices.Backward(misses[max(0, len(misses)-mostMisses):]) {
			f.Advice.How = append(f.Advice.How, nearMail(e, a, m))
		}
		f.Advice.Headline = headline(e, "Correct the pattern", a.Item, ", never seen")
		f.Advice.Lead = lead("Correct the pattern", f.Message)
		f.Advice.Do = []string{lookFor(a), "Record the confirmation if it is there; call them if it is not.", "Correct the patterns in the entry."}
		found = append(found, f)
	}
	return found
}

// nearMail returns of one mail that did not match the patterns. Nothing of it is quoted unless its sender is known.
func nearMail(e *obligations.Supplier, a *obligations.Confirmation, m obligations.NearMiss) string {
	if !m.Fact.Authenticated() {
		return fmt.Sprintf("Near on %s: a mail from the supplier's domain whose sender our mail server could not verify. %s", e.On(m.Fact), lookFor(a))
	}
	return fmt.Sprintf("Near on %s: %s; what did not match: %s.", e.On(m.Fact), m.Fact.Evidence, m.Fact.Missed())
}

// lookFor returns where the confirmation may be.
func lookFor(a *obligations.Confirmation) string {
	if a.Agreed.Mailbox == nil {
		return "Look whether the confirmation came and nobody recorded it."
	}
	return "Look for the confirmation in " + a.Agreed.Mailbox.Address + "."
}

// confirmationChanges notes the days of what one side has to confirm, and the hour at which it is late.
func confirmationChanges(t *nextChange) {
	for _, a := range t.eval.Confirmations {
		t.after(a.Occurrence, a.Due, a.Ends)
		t.on(t.eval.OwnCalendar.RollBack(a.Due))
		t.atInstant(a.End)
	}
}

// nearMissText returns of mails that nearly were a confirmation, the last one with its reason; empty without any. Nothing of a mail is quoted whose
// sender is not known.
func nearMissText(e *obligations.Supplier, misses []obligations.NearMiss) string {
	if len(misses) == 0 {
		return ""
	}
	last := misses[len(misses)-1]
	if len(misses) == 1 {
		return fmt.Sprintf(" A mail of %s is not counted as the confirmation: %s.", e.On(last.Fact), reasonText(last))
	}
	return fmt.Sprintf(" %d mails are not counted as the confirmation; the last one, of %s: %s.", len(misses), e.On(last.Fact), reasonText(last))
}

func reasonText(m obligations.NearMiss) string {
	switch m.Why {
	case obligations.MissOther:
		if len(m.Numbers) > 0 && m.Fact.Authenticated() {
			return "it names another order (" + prose.List(m.Numbers[:min(len(m.Numbers), mostMisses)]) + ")"
		}
		return "it names another order"
	case obligations.MissSeveral:
		return "it names no order, and several are open (" + prose.List(m.Numbers) + ")"
	case obligations.MissShared:
		return "it names no order, and its sender writes for several suppliers"
	case obligations.MissSender:
		if obligations.RefusesOrChanges(m.Fact) {
			return "it refuses or changes an order, but names none, and our mail server could not verify the sender"
		}
		return "it names no order, and our mail server could not verify the sender"
	case obligations.MissPattern:
	}
	return "it does not match the patterns in the entry"
}
