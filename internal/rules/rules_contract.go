package rules

import (
	"fmt"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

func init() {
	register(subject{
		changes: contractChanges,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
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
}

// aboutTerm begins a finding on a contract in its present term.
func aboutTerm(e *obligations.Supplier, t *obligations.ContractTerm) model.Finding {
	f := about(e, model.KindContract.Subject(t.Contract.ID), t.Contract.Pos, t.Contract.Supplies)
	if !t.Standing.End.IsZero() {
		f.Occurrence = t.Standing.End.String()
	}
	f.Due = obligations.ContractRow(e, t).Due
	return f
}

// aboutNotice begins a finding on the notice day of a term. It is open until the term ends.
func aboutNotice(e *obligations.Supplier, t *obligations.ContractTerm) model.Finding {
	f := aboutTerm(e, t)
	f.ExpiresOn = t.Standing.End
	f.KeyDates = comingDays(e, t.Notice.DecideBy, t.Notice.SendBy, t.Notice.LastNotice)
	f.Advice.How = noticeArithmetic(e, t)
	return f
}

// comingDays returns those days that are not over, ascending, each once. Today is one of them: where the owner lives west of the supplier, it is
// still to come there.
func comingDays(e *obligations.Supplier, days ...civil.Date) []civil.Date {
	days = slices.DeleteFunc(days, func(d civil.Date) bool { return d.Before(e.Today) })
	slices.SortFunc(days, civil.Date.Compare)
	return slices.Compact(days)
}

// noticeWarns is how many days before the day to decide an approaching one becomes a warning.
const noticeWarns = 30

func noticeApproaching(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, t := range e.Terms {
		decide := t.Notice.DecideBy
		if !t.Undecided() || !e.Today.Before(decide) || !reminderReached(e, t) {
			continue
		}
		f := aboutNotice(e, t)
		f.Severity = model.Info
		if decide.DaysSince(e.Today) <= noticeWarns {
			f.Severity = model.Warning
		}
		f.Message = fmt.Sprintf("Notice on %q must be received by %s; decide by %s.", t.Contract.Title, t.Notice.ReceiveBy, decide)
		f.Advice.Headline = headline(e, "Decide by "+obligations.HeadlineDay(e, decide), t.Contract.Title, "")
		f.Advice.Lead = lead("Decide by "+obligations.HeadlineDay(e, decide), fmt.Sprintf("%q with %s renews by itself after %s. A notice must be received by %s, so it "+
			"must be sent by %s.", t.Contract.Title, e.Entry.Name, prose.Long(t.Standing.End), prose.Long(t.Notice.ReceiveBy), prose.Long(t.Notice.SendBy)))
		f.Advice.Do = decideSteps(t)
		found = append(found, f)
	}
	return found
}

// reminderReached reports whether a reminder point of the contract before its day to decide is reached.
func reminderReached(e *obligations.Supplier, t *obligations.ContractTerm) bool {
	return slices.ContainsFunc(reminders(e, t), func(o civil.Period) bool {
		return !e.Today.Before(t.Notice.DecideBy.Minus(o, e.OwnCalendar))
	})
}

// reminders returns how long before its day to decide a contract is remembered: the contract's own reminders, else its tier's.
func reminders(e *obligations.Supplier, t *obligations.ContractTerm) []civil.Period {
	if t.Contract.Remind != nil {
		return t.Contract.Remind
	}
	return e.Entry.Tier.Remind
}

func decideSteps(t *obligations.ContractTerm) []string {
	return []string{
		"Decide whether to keep the contract or to end it.",
		fmt.Sprintf("To end it, send the notice by %s: it must be received by %s.", prose.Long(t.Notice.SendBy), prose.Long(t.Notice.ReceiveBy)),
		"Record the day it was received, or that the contract is kept.",
	}
}

func noticeDue(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, t := range e.Terms {
		n := t.Notice
		if !t.Undecided() || e.Today.Before(n.DecideBy) || e.Today.After(n.SendBy) {
			continue
		}
		f := aboutNotice(e, t)
		f.Message = fmt.Sprintf("Notice on %q must be received by %s; it should have been decided by %s.", t.Contract.Title, n.ReceiveBy, n.DecideBy)
		if e.Today == n.DecideBy {
			f.Message = fmt.Sprintf("Notice on %q must be received by %s; it must be decided today, %s.", t.Contract.Title, n.ReceiveBy, n.DecideBy)
		}
		f.Advice.Headline = headline(e, "Decide today", t.Contract.Title, ", send by "+obligations.HeadlineDay(e, n.SendBy))
		f.Advice.Lead = lead("Decide today", fmt.Sprintf("%q with %s renews by itself after %s. A notice must be received by %s, and must be sent by "+
			"%s to get there. No decision is recorded.", t.Contract.Title, e.Entry.Name, prose.Long(t.Standing.End), prose.Long(n.ReceiveBy), prose.Long(n.SendBy)))
		f.Advice.Do = decideSteps(t)
		f.Advice.Call = true // somebody there has to receive the notice
		found = append(found, f)
	}
	return found
}

func noticeLate(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, t := range e.Terms {
		n := t.Notice
		if !t.Undecided() || !e.Today.After(n.SendBy) || e.Today.After(n.LastNotice) {
			continue
		}
		f := aboutNotice(e, t)
		f.Message = fmt.Sprintf("Notice on %q must be received by %s; it should have been sent by %s, and only a faster way still arrives in time.",
			t.Contract.Title, n.LastNotice, n.SendBy)
		f.Advice.Headline = headline(e, "Give notice today", t.Contract.Title, ", last day "+obligations.HeadlineDay(e, n.LastNotice))
		f.Advice.Lead = lead("Give notice today or keep it", fmt.Sprintf("%q with %s renews by itself after %s. A notice must be received by %s; the "+
			"ordinary way takes too long by now. No decision is recorded.", t.Contract.Title, e.Entry.Name, prose.Long(t.Standing.End), prose.Long(n.LastNotice)))
		f.Advice.Do = []string{
			"Decide now whether to keep the contract or to end it.",
			fmt.Sprintf("To end it, send the notice by a courier who returns a receipt; it must be there by %s.", prose.Long(n.LastNotice)),
			"Call them, say that it is coming, and ask who may receive it.",
			"Record the day it was received, or that the contract is kept.",
		}
		f.Advice.Call = true
		found = append(found, f)
	}
	return found
}

func noticeMissed(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, t := range e.Terms {
		if t.State != obligations.StateLocked || t.Impossible {
			continue
		}
		f := aboutNotice(e, t)
		f.Message = fmt.Sprintf("The last day for notice on %q was %s: it is committed until %s; %s.",
			t.Contract.Title, t.Notice.LastNotice, t.Standing.Committed, nextChance(t))
		f.Advice.Headline = headline(e, "Plan until "+obligations.HeadlineDay(e, t.Standing.Committed), t.Contract.Title, ", no notice")
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
func nextChance(t *obligations.ContractTerm) string {
	switch {
	case !t.Standing.Next.LastNotice.IsZero():
		return fmt.Sprintf("the next chance is a notice received by %s", t.Standing.Next.ReceiveBy)
	case t.Agreement.On(t.Standing.Committed).Last:
		return "after that it does not renew again"
	}
	return "there is no next chance, since the time for notice is longer than the next term"
}

func noticeTheirs(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, t := range e.Terms {
		row := obligations.TheirRow(e, t)
		slowest := slowest(e, t.Contract.Supplies)
		if row == nil || slowest == nil || obligations.DaysOf(e, *t.Contract.NoticeTheirs) >= obligations.DaysOf(e, slowest.TimeToRecover) {
			continue
		}
		f := aboutTerm(e, t)
		f.Due, f.Occurrence = row.Due, row.Occurrence
		f.Message = fmt.Sprintf("%s may end %q on %s notice; another source for %s takes %s.",
			e.Entry.Name, t.Contract.Title, prose.Possessive(t.Contract.NoticeTheirs.String()), slowest.Item, slowest.TimeToRecover)
		found = append(found, askAbout(e, f, "Close the gap to another source", slowest.Item, "Negotiate a longer notice for their side.",
			"Or hold more stock, or qualify a second source.")...)
	}
	return found
}

// slowest returns the supply that takes longest to get elsewhere; nil if that is known of none.
func slowest(e *obligations.Supplier, supplies []*model.Supply) *model.Supply {
	var found *model.Supply
	for _, x := range supplies {
		if !x.TimeToRecover.IsZero() && (found == nil || obligations.DaysOf(e, x.TimeToRecover) > obligations.DaysOf(e, found.TimeToRecover)) {
			found = x
		}
	}
	return found
}

// expiryPages is how many days before its end an expiring contract becomes urgent.
const expiryPages = 30

func contractExpiring(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, t := range e.Terms {
		if !t.Expiring() || t.Standing.End.After(e.Horizon("contract-expiring")) {
			continue
		}
		f := aboutTerm(e, t)
		f.KeyDates = comingDays(e, t.Standing.End)
		if t.Standing.End.DaysSince(e.Today) <= expiryPages {
			f.Route = model.RoutePage
		}
		do := "Renew by " + obligations.HeadlineDay(e, t.Standing.End)
		f.Message = fmt.Sprintf("%q with %s ends on %s and does not renew.", t.Contract.Title, e.Entry.Name, t.Standing.End)
		if t.State == obligations.StateTerminating {
			do = "Replace by " + obligations.HeadlineDay(e, t.Standing.End)
			f.Message = fmt.Sprintf("%q with %s ends on %s by our notice of %s.", t.Contract.Title, e.Entry.Name, t.Standing.End, t.Received)
			f.ExpiresOn = t.Standing.End
		}
		f.Advice = model.Advice{
			Headline: headline(e, do, t.Contract.Title, ""), Lead: lead(do, f.Message), Call: true,
			Do:  []string{"Agree on what follows it, or have its successor signed.", "Record until when it is renewed."},
			How: endArithmetic(e, t),
		}
		found = append(found, f)
	}
	return found
}

func contractExpired(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, t := range e.Terms {
		if t.State != obligations.StateEnded || t.Standing.Terminating {
			continue
		}
		f := aboutTerm(e, t)
		f.Message = fmt.Sprintf("%q with %s ended on %s and was not renewed.", t.Contract.Title, e.Entry.Name, t.Standing.End)
		f.Advice = model.Advice{
			Headline: headline(e, "Renew now", t.Contract.Title, ", ended "+obligations.HeadlineDay(e, t.Standing.End)), Lead: lead("Renew now", f.Message), Call: true,
			Do:  []string{"Find out on what terms we are served today.", "Renew it and record until when, or remove it from the registry."},
			How: endArithmetic(e, t),
		}
		found = append(found, f)
	}
	return found
}

func undated(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, t := range e.Terms {
		if t.State != obligations.StateUndated {
			continue
		}
		f := aboutTerm(e, t)
		f.Occurrence = ""
		f.Message = fmt.Sprintf("The days of %q with %s cannot be computed; not known: %s.", t.Contract.Title, e.Entry.Name, prose.List(t.Missing))
		found = append(found, askAbout(e, f, "Complete the dates", t.Contract.Title, "Look into the contract.", "Write down "+prose.List(t.Missing)+".")...)
	}
	return found
}

func noticeImpossible(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, t := range e.Terms {
		if !t.Impossible {
			continue
		}
		f := aboutTerm(e, t)
		f.Message = fmt.Sprintf("No notice on %q can be in time: it would have to be received by %s, before the term begins that ends on %s.",
			t.Contract.Title, t.Notice.LastNotice, t.Standing.End)
		found = append(found, askAbout(e, f, "Check the notice period", t.Contract.Title, "Compare term and notice with the contract.")...)
	}
	return found
}

// contractChanges notes the days of contracts: those of notices and the reminders before them, those of ends, and those on which the
// supplier's notice matters.
func contractChanges(t *nextChange) {
	for _, x := range t.eval.Terms {
		termChanges(t, x)
		theirNoticeChanges(t, x)
	}
}

func termChanges(t *nextChange, x *obligations.ContractTerm) {
	t.after(x.Standing.End, x.Notice.SendBy, x.Notice.LastNotice)
	t.onAndAfter(obligations.NoticesReceived(t.eval, x.Contract)...)
	t.on(x.Notice.DecideBy)
	t.on(x.Notice.DecideBy.AddDays(-noticeWarns))
	if x.Undecided() && !reminderReached(t.eval, x) {
		for _, o := range reminders(t.eval, x) {
			t.on(x.Notice.DecideBy.Minus(o, t.eval.OwnCalendar))
		}
	}
	if x.Expiring() {
		t.within(x.Standing.End, t.eval.Limit("contract-expiring"), t.eval.OwnCalendar)
		t.on(x.Standing.End.AddDays(-expiryPages))
	}
}

// theirNoticeChanges notes when the supplier's next chance to give notice is over, and when the time that another source takes becomes
// longer than its notice, or no longer is: months and business days are not always as long.
func theirNoticeChanges(t *nextChange, x *obligations.ContractTerm) {
	row := obligations.TheirRow(t.eval, x)
	if row == nil {
		return
	}
	t.after(row.Due)
	for _, s := range x.Contract.Supplies {
		if isFixed(*x.Contract.NoticeTheirs) && isFixed(s.TimeToRecover) || s.TimeToRecover.IsZero() {
			continue
		}
		t.whenAnswerChanges(func(e *obligations.Supplier) bool {
			return obligations.DaysOf(e, *x.Contract.NoticeTheirs) >= obligations.DaysOf(e, s.TimeToRecover)
		})
	}
}

// isFixed reports whether a period is the same number of days from any day on.
func isFixed(p civil.Period) bool { return p.Months == 0 && p.BusinessDays == 0 }
