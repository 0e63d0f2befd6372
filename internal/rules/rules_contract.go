package rules

import (
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/findingtext"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
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
	f.KeyDates = obligations.ComingDays(e, o.DecideBy, o.SendBy, o.ReceiveBy, o.LastNotice)
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
		decide := o.DecideBy
		if !e.OwnToday.Before(decide) || !reminderReached(e, o) {
			continue
		}
		f := aboutNotice(e, o)
		f.Severity = model.Info
		if decide.DaysSince(e.OwnToday) <= noticeWarns {
			f.Severity = model.Warning
		}
		findingtext.NoticeApproaching(&f, e, o)
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

func noticeDue(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, o := range awaited(e) {
		if e.OwnToday.Before(o.DecideBy) || e.OwnToday.After(o.SendBy) {
			continue
		}
		f := aboutNotice(e, o)
		findingtext.NoticeDue(&f, e, o)
		found = append(found, f)
	}
	return found
}

func noticeLate(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, o := range awaited(e) {
		if !e.OwnToday.After(o.SendBy) || e.Today.After(o.LastNotice) {
			continue
		}
		f := aboutNotice(e, o)
		findingtext.NoticeLate(&f, e, o)
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
	findingtext.NoticeMissed(&f, e, o, t.Agreement.Reachable(e.Today))
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
		findingtext.NoticeTheirs(&f, e, t.Contract, slowest)
		found = append(found, f)
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
		if t.Theirs == nil && t.State == obligations.StateTerminating {
			f.ExpiresOn = t.Current.End
		}
		findingtext.ContractExpiring(&f, e, t)
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
		findingtext.ContractExpired(&f, e, t)
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
		findingtext.ContractUndated(&f, e, t)
		found = append(found, f)
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
		findingtext.NoticeImpossible(&f, e, t.Contract, *first, t.Agreement.Reachable(t.Contract.Starts))
		found = append(found, f)
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
	t.onAndAfter(x.Current.End)
	t.after(x.Current.Notice.LastNotice)
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
	t.onAndAfter(o.DecideBy, o.SendBy, o.ReceiveBy, o.LastNotice)
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
		whenAnswerChanges(t, func(e *obligations.Supplier) bool {
			return obligations.DaysOf(e, *x.Contract.NoticeTheirs) >= obligations.DaysOf(e, s.TimeToRecover)
		})
	}
}

// isFixed reports whether a period is the same number of days from any day on.
func isFixed(p civil.Period) bool { return p.Months == 0 && p.BusinessDays == 0 }
