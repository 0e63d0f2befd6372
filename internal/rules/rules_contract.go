package rules

import (
	"fmt"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

var _ = register(subject{
	changes: contractChanges,
	supplier: map[string]func(*supplierEval) []model.Finding{
		"contract-notice-approaching": noticeApproaching,
		"contract-notice-due":         noticeDue,
		"contract-notice-late":        noticeLate,
		"contract-notice-missed":      noticeMissed,
		"contract-notice-theirs":      noticeTheirs,
		"contract-expiring":           contractExpiring,
		"contract-expired":            contractExpired,
		"contract-undated":            undated,
		"contract-notice-impossible":  noticeImpossible,
	},
})

// aboutTerm begins a finding on a contract in its present term.
func aboutTerm(e *supplierEval, t *contractTerm) model.Finding {
	f := e.about(model.KindContract.Subject(t.Contract.ID), t.Contract.Pos, t.Contract.Supplies)
	if !t.Standing.End.IsZero() {
		f.Occurrence = t.Standing.End.String()
	}
	f.Due = contractRow(e, t).Due
	return f
}

// aboutNotice begins a finding on the notice day of a term. It stands until the term ends.
func aboutNotice(e *supplierEval, t *contractTerm) model.Finding {
	f := aboutTerm(e, t)
	f.ExpiresOn = t.Standing.End
	f.KeyDates = comingDays(e, t.days.DecideBy, t.days.SendBy, t.days.LastNotice)
	f.Advice.How = noticeArithmetic(e, t)
	return f
}

// comingDays returns those days that are not over, ascending, each once. Today is one of them: where the owner lives west of the supplier, it is
// still to come there.
func comingDays(e *supplierEval, days ...civil.Date) []civil.Date {
	days = slices.DeleteFunc(days, func(d civil.Date) bool { return d.Before(e.today) })
	slices.SortFunc(days, civil.Date.Compare)
	return slices.Compact(days)
}

// noticeWarns is how many days before the day to decide an approaching one becomes a warning.
const noticeWarns = 30

func noticeApproaching(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, t := range e.terms {
		decide := t.days.DecideBy
		if !t.undecided() || !e.today.Before(decide) || !reminderReached(e, t) {
			continue
		}
		f := aboutNotice(e, t)
		f.Severity = model.Info
		if decide.DaysSince(e.today) <= noticeWarns {
			f.Severity = model.Warning
		}
		f.Message = fmt.Sprintf("Notice on %q must be received by %s; decide by %s.", t.Contract.Title, t.days.ReceiveBy, decide)
		f.Advice.Headline = e.headline("Decide by "+e.short(decide), t.Contract.Title, "")
		f.Advice.Lead = lead("Decide by "+e.short(decide), fmt.Sprintf("%q with %s renews by itself after %s. A notice must be received by %s, so it "+
			"must be sent by %s.", t.Contract.Title, e.s.Name, long(t.Standing.End), long(t.days.ReceiveBy), long(t.days.SendBy)))
		f.Advice.Do = decideSteps(t)
		found = append(found, f)
	}
	return found
}

// reminderReached reports whether a reminder point of the contract before its day to decide is reached.
func reminderReached(e *supplierEval, t *contractTerm) bool {
	return slices.ContainsFunc(reminders(e, t), func(o civil.Period) bool {
		return !e.today.Before(t.days.DecideBy.Minus(o, e.ownCalendar))
	})
}

// reminders returns how long before its day to decide a contract is remembered: the contract's own reminders, else its tier's.
func reminders(e *supplierEval, t *contractTerm) []civil.Period {
	if t.Contract.Remind != nil {
		return t.Contract.Remind
	}
	return e.s.Tier.Remind
}

func decideSteps(t *contractTerm) []string {
	return []string{
		"Decide whether to keep the contract or to end it.",
		fmt.Sprintf("To end it, send the notice by %s: it must be received by %s.", long(t.days.SendBy), long(t.days.ReceiveBy)),
		"Record the day it was received, or that the contract is kept.",
	}
}

func noticeDue(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, t := range e.terms {
		n := t.days
		if !t.undecided() || e.today.Before(n.DecideBy) || e.today.After(n.SendBy) {
			continue
		}
		f := aboutNotice(e, t)
		f.Message = fmt.Sprintf("Notice on %q must be received by %s; it should have been decided by %s.", t.Contract.Title, n.ReceiveBy, n.DecideBy)
		if e.today == n.DecideBy {
			f.Message = fmt.Sprintf("Notice on %q must be received by %s; it must be decided today, %s.", t.Contract.Title, n.ReceiveBy, n.DecideBy)
		}
		f.Advice.Headline = e.headline("Decide today", t.Contract.Title, ", send by "+e.short(n.SendBy))
		f.Advice.Lead = lead("Decide today", fmt.Sprintf("%q with %s renews by itself after %s. A notice must be received by %s, and must be sent by "+
			"%s to get there. No decision is recorded.", t.Contract.Title, e.s.Name, long(t.Standing.End), long(n.ReceiveBy), long(n.SendBy)))
		f.Advice.Do = decideSteps(t)
		f.Advice.Call = true // somebody there has to receive the notice
		found = append(found, f)
	}
	return found
}

func noticeLate(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, t := range e.terms {
		n := t.days
		if !t.undecided() || !e.today.After(n.SendBy) || e.today.After(n.LastNotice) {
			continue
		}
		f := aboutNotice(e, t)
		f.Message = fmt.Sprintf("Notice on %q must be received by %s; it should have been sent by %s, and only a faster way still arrives in time.",
			t.Contract.Title, n.LastNotice, n.SendBy)
		f.Advice.Headline = e.headline("Give notice today", t.Contract.Title, ", last day "+e.short(n.LastNotice))
		f.Advice.Lead = lead("Give notice today or keep it", fmt.Sprintf("%q with %s renews by itself after %s. A notice must be received by %s; the "+
			"ordinary way takes too long by now. No decision is recorded.", t.Contract.Title, e.s.Name, long(t.Standing.End), long(n.LastNotice)))
		f.Advice.Do = []string{
			"Decide now whether to keep the contract or to end it.",
			fmt.Sprintf("To end it, send the notice by a courier who returns a receipt; it must be there by %s.", long(n.LastNotice)),
			"Call them, say that it is coming, and ask who may receive it.",
			"Record the day it was received, or that the contract is kept.",
		}
		f.Advice.Call = true
		found = append(found, f)
	}
	return found
}

func noticeMissed(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, t := range e.terms {
		if t.state != stateLocked || t.impossible {
			continue
		}
		f := aboutNotice(e, t)
		f.Message = fmt.Sprintf("The last day for notice on %q was %s: it is committed until %s; %s.",
			t.Contract.Title, t.days.LastNotice, t.Standing.Committed, nextChance(t))
		f.Advice.Headline = e.headline("Plan until "+e.short(t.Standing.Committed), t.Contract.Title, ", no notice")
		f.Advice.Lead = lead("Too late for this term", f.Message)
		f.Advice.Do = []string{
			"If a notice was received in time, record its day.",
			"If keeping the contract was the plan, record that.",
			"Otherwise ask the supplier whether it lets us go earlier.",
		}
		f.Advice.Call = true
		found = append(found, f)
	}
	return found
}

// nextChance returns when notice can be given again, after the last day for the term in force was missed.
func nextChance(t *contractTerm) string {
	switch {
	case !t.Standing.Next.LastNotice.IsZero():
		return fmt.Sprintf("the next chance is a notice received by %s", t.Standing.Next.ReceiveBy)
	case t.agreement.On(t.Standing.Committed).Last:
		return "after that it does not renew again"
	}
	return "there is no next chance, since the time for notice is longer than the next term"
}

func noticeTheirs(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, t := range e.terms {
		row := theirRow(e, t)
		slowest := slowest(e, t.Contract.Supplies)
		if row == nil || slowest == nil || daysOf(e, *t.Contract.NoticeTheirs) >= daysOf(e, slowest.TimeToRecover) {
			continue
		}
		f := aboutTerm(e, t)
		f.Due, f.Occurrence = row.Due, row.Occurrence
		f.Message = fmt.Sprintf("%s may end %q on %s notice; another source for %s takes %s.",
			e.s.Name, t.Contract.Title, possessive(t.Contract.NoticeTheirs.String()), slowest.Item, slowest.TimeToRecover)
		found = append(found, e.askAbout(f, "Close the gap to another source", slowest.Item, "Negotiate a longer notice for their side.",
			"Or hold more stock, or qualify a second source.")...)
	}
	return found
}

// slowest returns the supply that takes longest to get elsewhere; nil if that is known of none.
func slowest(e *supplierEval, supplies []*model.Supply) *model.Supply {
	var found *model.Supply
	for _, x := range supplies {
		if !x.TimeToRecover.IsZero() && (found == nil || daysOf(e, x.TimeToRecover) > daysOf(e, found.TimeToRecover)) {
			found = x
		}
	}
	return found
}

// expiryPages is how many days before its end an expiring contract becomes urgent.
const expiryPages = 30

func contractExpiring(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, t := range e.terms {
		if !t.expiring() || t.Standing.End.After(e.horizon("contract-expiring")) {
			continue
		}
		f := aboutTerm(e, t)
		f.KeyDates = comingDays(e, t.Standing.End)
		if t.Standing.End.DaysSince(e.today) <= expiryPages {
			f.Route = model.RoutePage
		}
		do := "Renew by " + e.short(t.Standing.End)
		f.Message = fmt.Sprintf("%q with %s ends on %s and does not renew.", t.Contract.Title, e.s.Name, t.Standing.End)
		if t.state == stateTerminating {
			do = "Replace by " + e.short(t.Standing.End)
			f.Message = fmt.Sprintf("%q with %s ends on %s by our notice of %s.", t.Contract.Title, e.s.Name, t.Standing.End, t.received)
			f.ExpiresOn = t.Standing.End
		}
		f.Advice = model.Advice{
			Headline: e.headline(do, t.Contract.Title, ""), Lead: lead(do, f.Message), Call: true,
			Do:  []string{"Agree on what follows it, or have its successor signed.", "Record until when it is renewed."},
			How: endArithmetic(e, t),
		}
		found = append(found, f)
	}
	return found
}

func contractExpired(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, t := range e.terms {
		if t.state != stateEnded || t.Standing.Terminating {
			continue
		}
		f := aboutTerm(e, t)
		f.Message = fmt.Sprintf("%q with %s ended on %s and was not renewed.", t.Contract.Title, e.s.Name, t.Standing.End)
		f.Advice = model.Advice{
			Headline: e.headline("Renew now", t.Contract.Title, ", ended "+e.short(t.Standing.End)), Lead: lead("Renew now", f.Message), Call: true,
			Do:  []string{"Find out on what terms we are served today.", "Renew it and record until when, or remove it from the registry."},
			How: endArithmetic(e, t),
		}
		found = append(found, f)
	}
	return found
}

func undated(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, t := range e.terms {
		if t.state != stateUndated {
			continue
		}
		f := aboutTerm(e, t)
		f.Occurrence = ""
		f.Message = fmt.Sprintf("The days of %q with %s cannot be computed; not known: %s.", t.Contract.Title, e.s.Name, list(t.missing))
		found = append(found, e.askAbout(f, "Complete the dates", t.Contract.Title, "Look into the contract.", "Write down "+list(t.missing)+".")...)
	}
	return found
}

func noticeImpossible(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, t := range e.terms {
		if !t.impossible {
			continue
		}
		f := aboutTerm(e, t)
		f.Message = fmt.Sprintf("No notice on %q can be in time: it would have to be received by %s, before the term begins that ends on %s.",
			t.Contract.Title, t.days.LastNotice, t.Standing.End)
		found = append(found, e.askAbout(f, "Check the notice period", t.Contract.Title, "Compare term and notice with the contract.")...)
	}
	return found
}

// contractChanges notes the days of contracts: those of notices and the reminders before them, those of ends, and those on which the
// supplier's notice matters.
func contractChanges(t *nextChange) {
	for _, x := range t.eval.terms {
		termChanges(t, x)
		theirNoticeChanges(t, x)
	}
}

func termChanges(t *nextChange, x *contractTerm) {
	t.after(x.Standing.End, x.days.SendBy, x.days.LastNotice)
	t.onAndAfter(noticesReceived(t.eval, x.Contract)...)
	t.on(x.days.DecideBy)
	t.on(x.days.DecideBy.AddDays(-noticeWarns))
	if x.undecided() && !reminderReached(t.eval, x) {
		for _, o := range reminders(t.eval, x) {
			t.on(x.days.DecideBy.Minus(o, t.eval.ownCalendar))
		}
	}
	if x.expiring() {
		t.within(x.Standing.End, t.eval.limit("contract-expiring"), t.eval.ownCalendar)
		t.on(x.Standing.End.AddDays(-expiryPages))
	}
}

// theirNoticeChanges notes when the supplier's next chance to give notice is over, and when the time that another source takes becomes
// longer than its notice, or no longer is: months and business days are not always as long.
func theirNoticeChanges(t *nextChange, x *contractTerm) {
	row := theirRow(t.eval, x)
	if row == nil {
		return
	}
	t.after(row.Due)
	for _, s := range x.Contract.Supplies {
		if isFixed(*x.Contract.NoticeTheirs) && isFixed(s.TimeToRecover) || s.TimeToRecover.IsZero() {
			continue
		}
		t.whenAnswerChanges(func(e *supplierEval) bool { return daysOf(e, *x.Contract.NoticeTheirs) >= daysOf(e, s.TimeToRecover) })
	}
}

// isFixed reports whether a period is the same number of days from any day on.
func isFixed(p civil.Period) bool { return p.Months == 0 && p.BusinessDays == 0 }
