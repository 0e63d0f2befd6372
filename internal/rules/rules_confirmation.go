package rules

import (
	"fmt"
	"slices"

	"supplierwatch/internal/findingtext"
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
		f.Advice.How = append(f.Advice.How, answerSays(e, a.Answer)...)
		findingtext.Unconfirmed(&f, e, a)
		f.Message += nearMissText(e, a.Misses)
		f.Advice.Lead += nearMissText(e, a.Misses)
		found = append(found, f)
	}
	return found
}

// answerSays returns the evidence of an answer. Nothing of a mail is quoted whose sender is not known.
func answerSays(e *obligations.Supplier, f model.Fact) []string {
	if f.Kind == "" || f.Authenticated() {
		return quoted(f)
	}
	return []string{fmt.Sprintf("The reply of %s is a mail whose sender our mail server could not verify.", e.On(f))}
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
		f.Message = prose.Capital(fmt.Sprintf("The confirmation of %s was due on %s. The patterns in the entry have never matched a mail; %s nearly did.",
			a.What, a.Due, prose.Count(len(misses), "mail")))
		for _, m := range slices.Backward(misses[max(0, len(misses)-mostMisses):]) {
			f.Advice.How = append(f.Advice.How, nearMail(e, a, m))
		}
		f.Advice.Headline = findingtext.Headline(e, "Correct the patterns", a.Item, ", never seen")
		f.Advice.Lead = findingtext.Lead("Correct the patterns", f.Message)
		f.Advice.Do = []string{findingtext.LookFor(a), "If the confirmation is there, record it; if not, call the supplier.", "Correct the patterns in the entry."}
		found = append(found, f)
	}
	return found
}

// nearMail returns of one mail that did not match the patterns. Nothing of it is quoted unless its sender is known.
func nearMail(e *obligations.Supplier, a *obligations.Confirmation, m obligations.NearMiss) string {
	if !m.Fact.Authenticated() {
		return fmt.Sprintf("Near miss on %s: a mail from the supplier's domain whose sender our mail server could not verify. %s", e.On(m.Fact), findingtext.LookFor(a))
	}
	return fmt.Sprintf("Near miss on %s: %s; what did not match: %s.", e.On(m.Fact), m.Fact.Evidence, m.Fact.Missed())
}

// confirmationChanges notes the days of what one side has to confirm, and the hour at which it is late.
func confirmationChanges(t *nextChange) {
	for _, a := range t.eval.Confirmations {
		t.on(a.Due)
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
		return fmt.Sprintf(" A mail of %s does not count as the confirmation: %s.", e.On(last.Fact), reasonText(last))
	}
	return fmt.Sprintf(" %d mails do not count as the confirmation; the last one, of %s: %s.", len(misses), e.On(last.Fact), reasonText(last))
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
