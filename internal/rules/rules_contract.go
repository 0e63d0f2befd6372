package rules

import (
	"fmt"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/rulebook"
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
			"contract-notice-unconfirmed": noticeUnconfirmed,
			"contract-terminated-theirs":  terminatedTheirs,
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
	if !t.Current.End.IsZero() {
		f.Occurrence = t.Current.End.String()
	}
	f.Due = obligations.ContractRow(e, t).Due
	return f
}

// aboutNotice begins a finding on what one end of a contract asks of us. It is open until that end is over.
func aboutNotice(e *obligations.Supplier, o *obligations.NoticeObligation) model.Finding {
	f := aboutTerm(e, o.Term)
	f.Occurrence, f.ExpiresOn, f.Due = o.End.String(), o.End, o.DecideBy
	f.KeyDates = obligations.ComingDays(e, o.DecideBy, o.SendBy, o.LastNotice)
	f.Advice.How = obligations.NoticeArithmetic(e, o)
	return f
}

// awaited returns the decisions that can still be acted on: one for each contract that renews.
func awaited(e *obligations.Supplier) []*obligations.NoticeObligation {
	var all []*obligations.NoticeObligation
	for _, t := range e.Terms {
		if o := t.Awaited(); o != nil {
			all = append(all, o)
		}
	}
	return all
}

// noticeWarns is how many days before the day to decide an approaching one becomes a warning.
const noticeWarns = 30

func noticeApproaching(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, o := range awaited(e) {
		t := o.Term.Contract
		decide := o.DecideBy
		if !e.OwnToday.Before(decide) || !reminderReached(e, o) {
			continue
		}
		f := aboutNotice(e, o)
		f.Severity = model.Info
		if decide.DaysSince(e.OwnToday) <= noticeWarns {
			f.Severity = model.Warning
		}
		f.Message = fmt.Sprintf("Notice on %q must be received by %s; decide by %s.", t.Title, o.ReceiveBy, decide)
		f.Advice.Headline = headline(e, "Decide by "+obligations.HeadlineDay(e, decide), t.Title, "")
		f.Advice.Lead = lead("Decide by "+obligations.HeadlineDay(e, decide), fmt.Sprintf("%q with %s renews by itself after %s. A notice must be received by %s, so it "+
			"must be sent by %s.", t.Title, e.Entry.Name, prose.Long(o.End), prose.Long(o.ReceiveBy), prose.Long(o.SendBy)))
		f.Advice.Do = decideSteps(o)
		found = append(found, f)
	}
	return found
}

// reminderReached reports whether a reminder point of the contract before its day to decide is reached.
func reminderReached(e *obligations.Supplier, o *obligations.NoticeObligation) bool {
	return slices.ContainsFunc(reminders(e, o.Term), func(p civil.Period) bool {
		return !e.OwnToday.Before(o.DecideBy.Minus(p, e.OwnCalendar))
	})
}

// reminders returns how long before its day to decide a contract is remembered: the contract's own reminders, else its tier's.
func reminders(e *obligations.Supplier, t *obligations.ContractTerm) []civil.Period {
	if t.Contract.Remind != nil {
		return t.Contract.Remind
	}
	return e.Entry.Tier.Remind
}

func decideSteps(o *obligations.NoticeObligation) []string {
	return []string{
		"Decide whether to keep the contract or to end it.",
		fmt.Sprintf("To end it, send the notice by %s: it must be received by %s.", prose.Long(o.SendBy), prose.Long(o.ReceiveBy)),
		"Record the day it was received, or that the contract is kept.",
	}
}

func noticeDue(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, o := range awaited(e) {
		t := o.Term.Contract
		if e.OwnToday.Before(o.DecideBy) || e.OwnToday.After(o.SendBy) {
			continue
		}
		f := aboutNotice(e, o)
		f.Message = fmt.Sprintf("Notice on %q must be received by %s; it should have been decided by %s.", t.Title, o.ReceiveBy, o.DecideBy)
		if e.OwnToday == o.DecideBy {
			f.Message = fmt.Sprintf("Notice on %q must be received by %s; it must be decided today, %s.", t.Title, o.ReceiveBy, o.DecideBy)
		}
		f.Advice.Headline = headline(e, "Decide today", t.Title, ", send by "+obligations.HeadlineDay(e, o.SendBy))
		f.Advice.Lead = lead("Decide today", fmt.Sprintf("%q with %s renews by itself after %s. A notice must be received by %s, and must be sent by "+
			"%s to get there. No decision is recorded.", t.Title, e.Entry.Name, prose.Long(o.End), prose.Long(o.ReceiveBy), prose.Long(o.SendBy)))
		f.Advice.Do = decideSteps(o)
		f.Advice.Call = true // somebody there has to receive the notice
		found = append(found, f)
	}
	return found
}

func noticeLate(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, o := range awaited(e) {
		t := o.Term.Contract
		if !e.OwnToday.After(o.SendBy) || e.Today.After(o.LastNotice) {
			continue
		}
		f := aboutNotice(e, o)
		f.Message = fmt.Sprintf("Notice on %q must be received by %s; it should have been sent by %s, and only a faster way still arrives in time.",
			t.Title, o.LastNotice, o.SendBy)
		f.Advice.Headline = headline(e, "Give notice today", t.Title, ", last day "+obligations.HeadlineDay(e, o.LastNotice))
		f.Advice.Lead = lead("Give notice today or keep it", fmt.Sprintf("%q with %s renews by itself after %s. A notice must be received by %s; the "+
			"ordinary way takes too long by now. No decision is recorded.", t.Title, e.Entry.Name, prose.Long(o.End), prose.Long(o.LastNotice)))
		f.Advice.Do = []string{
			"Decide now whether to keep the contract or to end it.",
			fmt.Sprintf("To end it, send the notice by a courier who returns a receipt; it must be there by %s.", prose.Long(o.LastNotice)),
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
		for _, o := range t.Missed {
			found = append(found, missedNotice(e, o))
		}
	}
	return found
}

// missedNotice returns the finding on one end whose last notice day passed undecided. A rolling contract can be left soon all the same, so that it
// is one severity lower there.
func missedNotice(e *obligations.Supplier, o *obligations.NoticeObligation) model.Finding {
	t := o.Term
	f := aboutNotice(e, o)
	f.Due = o.LastNotice
	next := t.Agreement.Reachable(e.Today)
	f.Message = fmt.Sprintf("Notice deadline for %q missed on %s: it renews after %s and is committed until %s; %s.",
		t.Contract.Title, o.LastNotice, o.End, next.End, nextChance(next))
	f.Advice.Headline = headline(e, "Plan until "+obligations.HeadlineDay(e, next.End), t.Contract.Title, ", no notice")
	f.Advice.Lead = lead("Too late for this term", f.Message)
	f.Advice.Do = []string{
		"If a notice was received in time, record its day.",
		"If keeping the contract was the plan, record that.",
		"Otherwise ask the supplier whether it lets us go earlier.",
	}
	f.Advice.Call = true
	if t.Rolls {
		f.Severity = oneLower(rulebook.CriticalElseWarning.Of(e.Entry.Tier.Class))
	}
	return f
}

// oneLower returns the severity below another.
func oneLower(s model.Severity) model.Severity {
	if s == model.Critical {
		return model.Warning
	}
	return model.Info
}

// nextChance returns when notice can be given again, after the last day for an earlier end was missed.
func nextChance(next civil.ContractEnd) string {
	if next.Last {
		return "after that it does not renew again"
	}
	return fmt.Sprintf("the next notice must be received by %s", next.ReceiveBy)
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
		if !t.Expiring() || !obligations.EndIsNear(e, t) || theirsComesFirst(e, t) {
			continue
		}
		f := aboutTerm(e, t)
		f.KeyDates = obligations.ComingDays(e, t.Current.End)
		if t.Current.End.DaysSince(e.OwnToday) <= expiryPages {
			f.Route = model.RoutePage
		}
		do := "Renew by " + obligations.HeadlineDay(e, t.Current.End)
		f.Message = fmt.Sprintf("%q with %s ends on %s and does not renew.", t.Contract.Title, e.Entry.Name, t.Current.End)
		if t.State == obligations.StateTerminating {
			do = "Replace by " + obligations.HeadlineDay(e, t.Current.End)
			f.Message = fmt.Sprintf("%q with %s ends on %s by our notice of %s.", t.Contract.Title, e.Entry.Name, t.Current.End, t.Received.On)
			f.ExpiresOn = t.Current.End
		}
		if t.Theirs != nil {
			f.Message = fmt.Sprintf("%q with %s ends on %s because %s.", t.Contract.Title, e.Entry.Name, t.Current.End, t.TheirNotice())
			f.ExpiresOn = civil.Date{}
		}
		f.Advice = model.Advice{
			Headline: headline(e, do, t.Contract.Title, ""), Lead: lead(do, f.Message), Call: true,
			Do:  []string{"Agree on what follows it, or have its successor signed.", "Record until when it is renewed."},
			How: obligations.EndArithmetic(e, t),
		}
		found = append(found, f)
	}
	return found
}

func contractExpired(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, t := range e.Terms {
		if t.State != obligations.StateEnded || t.EndedByUs() {
			continue
		}
		f := aboutTerm(e, t)
		f.Message = fmt.Sprintf("%q with %s ended on %s and was not renewed.", t.Contract.Title, e.Entry.Name, t.Current.End)
		if t.Theirs != nil {
			f.Message = fmt.Sprintf("%q with %s ended on %s because %s.", t.Contract.Title, e.Entry.Name, t.Current.End, t.TheirNotice())
		}
		f.Advice = model.Advice{
			Headline: headline(e, "Renew now", t.Contract.Title, ", ended "+obligations.HeadlineDay(e, t.Current.End)), Lead: lead("Renew now", f.Message), Call: true,
			Do:  []string{"Find out on what terms we are served today.", "Renew it and record until when, or remove it from the registry."},
			How: obligations.EndArithmetic(e, t),
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
		first := t.Impossible()
		if first == nil {
			continue
		}
		f := aboutTerm(e, t)
		f.Due = civil.Date{}
		reach := t.Agreement.Reachable(t.Contract.Starts)
		f.Message = fmt.Sprintf("No notice on %q can be in time for its first end, %s: it would have to be received by %s, before the contract starts on %s. %s",
			t.Contract.Title, first.End, first.LastNotice, t.Contract.Starts, firstReachable(reach))
		found = append(found, askAbout(e, f, "Check the notice period", t.Contract.Title, "Compare term and notice with the contract.")...)
	}
	return found
}

// firstReachable returns which end a notice can reach first.
func firstReachable(reach civil.ContractEnd) string {
	if reach.Last {
		return fmt.Sprintf("No notice can reach any end; the contract ends by itself on %s.", reach.End)
	}
	return fmt.Sprintf("The first end that a notice can reach is %s, if it is received by %s.", reach.End, reach.ReceiveBy)
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
	t.after(x.Current.End, x.Current.Notice.LastNotice)
	for _, r := range obligations.NoticesReceived(t.eval, x.Contract) {
		t.onAndAfter(r.On)
	}
	if x.Contract.Terminated != nil {
		t.onAndAfter(x.Contract.Terminated.Received)
	}
	if x.AwaitsDecision() {
		t.after(x.Agreement.Reachable(t.eval.Today).LastNotice)
	}
	for _, o := range x.Missed {
		t.after(o.End)
	}
	if o := x.Awaited(); o != nil {
		decisionChanges(t, o)
	}
	if x.Expiring() {
		t.within(x.Current.End, t.eval.Limit("contract-expiring"), t.eval.OwnCalendar)
		t.on(x.Current.End.AddDays(-expiryPages))
		for _, p := range x.Contract.Remind {
			t.on(x.Current.End.Minus(p, t.eval.OwnCalendar))
		}
	}
}

// decisionChanges notes the days of a decision that is awaited, and of the reminders before it.
func decisionChanges(t *nextChange, o *obligations.NoticeObligation) {
	t.after(o.SendBy, o.LastNotice)
	t.on(o.DecideBy)
	t.on(o.DecideBy.AddDays(-noticeWarns))
	if reminderReached(t.eval, o) {
		return
	}
	for _, p := range reminders(t.eval, o.Term) {
		t.on(o.DecideBy.Minus(p, t.eval.OwnCalendar))
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
