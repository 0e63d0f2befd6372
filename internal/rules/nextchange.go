package rules

import (
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// rulesWithKnownChanges names the rules whose answers turn on no day at all, or only on the days that the functions of this file find. Any other rule
// is taken to turn every day: one that is forgotten here costs time, and never a day.
var rulesWithKnownChanges = set(`
	approval-overdue authorized-left authorized-single confirmation-never-seen contact-bounced contact-changed contact-free-mail contact-invalid contact-not-independent contact-personal
	contact-left contact-objected contact-phone-unverified contact-rejected contact-role-missing contact-silent contact-unreachable contact-unverified contact-verification-due contact-verification-overdue
	contract-expired contract-expiring contract-notice-approaching contract-notice-due contract-notice-impossible contract-notice-late
	contract-notice-missed contract-notice-theirs contract-undated cover-below-lead-time data-exchange-contact-missing delivery-to-confirm
	delivery-unconfirmed domain-expiring domain-no-mail
	endpoint-certificate-expiring endpoint-down endpoint-host-key-changed entry-review-due escalation-bounced escalation-contact-missing escalation-unacknowledged escalation-untested fallback-missing ignore-expired
	ignore-expiring mail-relay-down
	mailbox-nearly-full mailbox-purpose-missing mailbox-round-trip-lost mailbox-unattended mailbox-unreachable not-told order-window-approval-too-late order-window-closing order-window-missed
	order-window-missing order-window-open order-window-opening order-window-too-late order-unconfirmed
	own-credential-expiring owner-missing recurrence-skips registry-invalid
	sender-unknown session-due session-overdue state-nearly-full stock-count-old supplier-unknown team-understaffed told-long-ago vantage-blind
`)

// nextChange looks for the first of many days after today.
type nextChange struct {
	eval  *supplierEval
	daily bool // some rule does not say when it turns
	day   civil.Date
	hour  time.Time // what turns at an instant, not with a day
}

// first returns the first instant after now at which any rule may answer otherwise; zero for never. Days begin in the supplier's calendar.
func (t *nextChange) first() time.Time {
	if t.daily {
		t.tomorrow()
	}
	for _, x := range t.eval.terms {
		t.term(x)
		t.theirs(x)
	}
	for _, w := range t.eval.s.OrderWindows {
		t.on(w.Since)
	}
	for _, o := range t.eval.occurrences {
		t.occasion(o)
	}
	for _, x := range t.eval.s.Supplies {
		t.stock(x)
	}
	for _, a := range t.eval.confirmations {
		t.confirmation(a)
	}
	t.people()
	t.probes()
	t.on(civil.NewDate(t.eval.today.Year+1, time.January, 1)) // headlines name another year's days with their year
	midnight := t.day.Start(zone(t.eval.s.Calendar))
	if midnight.IsZero() || (!t.hour.IsZero() && t.hour.Before(midnight)) {
		return t.hour
	}
	return midnight
}

// zone is where a calendar's days begin; nil stands for UTC.
func zone(c *civil.Calendar) *time.Location {
	if c == nil {
		return nil
	}
	return c.Location
}

// on takes a day into account.
func (t *nextChange) on(d civil.Date) {
	if d.After(t.eval.today) && (t.day.IsZero() || d.Before(t.day)) {
		t.day = d
	}
}

// at takes an instant into account.
func (t *nextChange) at(x time.Time) {
	if x.After(t.eval.context.now) && (t.hour.IsZero() || x.Before(t.hour)) {
		t.hour = x
	}
}

// over takes into account that days are over.
func (t *nextChange) over(days ...civil.Date) {
	for _, d := range days {
		t.on(d.AddDays(1))
	}
}

// around takes into account that days have come, and that they are over.
func (t *nextChange) around(days ...civil.Date) {
	for _, d := range days {
		t.on(d)
		t.on(d.AddDays(1))
	}
}

// tomorrow returns up on finding the day.
func (t *nextChange) tomorrow() { t.on(t.eval.today.AddDays(1)) }

// within takes into account the first day from which on a period reaches a day. Where it starts to reach it is no more than a few days
// from where the period counted backwards leads; those are looked at one by one.
func (t *nextChange) within(d civil.Date, p civil.Period, c *civil.Calendar) {
	if d.IsZero() || !d.After(t.eval.today) {
		return
	}
	first := d.Minus(p, c)
	for !first.Plus(p, c).Before(d) && first.After(t.eval.today) {
		first = first.AddDays(-1)
	}
	for first.Plus(p, c).Before(d) && first.Before(d) {
		first = first.AddDays(1)
	}
	t.on(first)
}

// term takes the days of a contract into account: those of its notice and the reminders before them, and those of its end.
func (t *nextChange) term(x *contractTerm) {
	t.over(x.Standing.End, x.days.SendBy, x.days.LastNotice)
	t.around(noticesReceived(t.eval, x.Contract)...)
	t.on(x.days.DecideBy)
	t.on(x.days.DecideBy.AddDays(-noticeWarns))
	if x.undecided() && !reminderReached(t.eval, x) {
		t.reminders(x)
	}
	if x.expiring() {
		t.within(x.Standing.End, t.eval.limit("contract-expiring"), t.eval.ownCalendar)
		t.on(x.Standing.End.AddDays(-expiryPages))
	}
}

// reminders takes the reminder points of a contract into account.
func (t *nextChange) reminders(x *contractTerm) {
	offsets := x.Contract.Remind
	if offsets == nil {
		offsets = t.eval.s.Tier.Remind
	}
	for _, o := range offsets {
		t.on(x.days.DecideBy.Minus(o, t.eval.ownCalendar))
	}
}

// theirs takes into account when the supplier's next chance to give notice is over, and when the time that another source takes becomes
// longer than its notice, or no longer is: months and business days are not always as long.
func (t *nextChange) theirs(x *contractTerm) {
	row := theirRow(t.eval, x)
	if row == nil {
		return
	}
	t.over(row.Due)
	for _, s := range x.Contract.Supplies {
		if fixed(*x.Contract.NoticeTheirs) && fixed(s.TimeToRecover) || s.TimeToRecover.IsZero() {
			continue
		}
		t.flips(func(e *supplierEval) bool { return daysOf(e, *x.Contract.NoticeTheirs) >= daysOf(e, s.TimeToRecover) })
	}
}

// fixed reports whether a period is the same number of days from any day on.
func fixed(p civil.Period) bool { return p.Months == 0 && p.BusinessDays == 0 }

// lookAhead is how many days flips looks ahead at once.
const lookAhead = 31

// flips takes into account the first day on which a test that costs little answers otherwise than today; if that is far away, a day to ask
// again.
func (t *nextChange) flips(test func(*supplierEval) bool) {
	then := *t.eval
	today := test(&then)
	for range lookAhead {
		then.today = then.today.AddDays(1)
		if test(&then) != today {
			break
		}
	}
	t.on(then.today)
}

// occasion takes the days of one occurrence of a window into account.
func (t *nextChange) occasion(o *windowOccurrence) {
	t.on(o.Days.Opens)
	t.around(o.dates.RequestBy, o.dates.OrderBy)
	t.over(o.Days.Closes, o.Window.NeedBy, o.ends, toldUntil(o))
	t.within(o.Days.Opens, t.eval.limit("order-window-opening"), t.eval.ownCalendar)
	t.within(o.dates.RequestBy, t.eval.limit("order-window-closing"), t.eval.ownCalendar)
	if o.state == stateRequested {
		t.over(approvalExpected(t.eval, o))
		t.on(t.eval.ownCalendar.RollBack(o.dates.OrderBy.AddDays(-1)))
	}
}

// confirmation takes the days of what one side has to confirm into account, and the hour at which it is late.
func (t *nextChange) confirmation(a *pendingConfirmation) {
	t.over(a.occurrence, a.due, a.ends)
	t.on(t.eval.ownCalendar.RollBack(a.due))
	t.at(a.end)
}

// stock takes into account when a count is made and when it gets old, and when the stock comes near the time that an order takes.
func (t *nextChange) stock(x *model.Supply) {
	counted := countedOn(x)
	if counted.IsZero() {
		return
	}
	t.on(counted)
	t.over(counted.Plus(t.eval.limit("stock-count-old"), t.eval.ownCalendar))
	if cover, ok := stockCover(t.eval, x); ok && cover > 0 && cover != civil.Unlimited && !x.LeadTime.IsZero() {
		t.flips(func(e *supplierEval) bool {
			cover, _ := stockCover(e, x)
			return cover < orderDays(e, x)
		})
	}
}

// people takes into account what has to be done or said again and again, and what is left out for a time.
func (t *nextChange) people() {
	for _, c := range t.eval.s.Contacts {
		for _, w := range verificationWays(t.eval, c) {
			t.repeats(w.row.Due, t.eval.limit("contact-verification-due"))
		}
		for _, v := range c.Verified {
			t.on(v.On.AddDays(-grace))
		}
	}
	for _, h := range recordedSessions(t.eval) {
		t.on(h.On.AddDays(-grace))
	}
	if t.eval.s.Reviewed != nil {
		t.on(t.eval.s.Reviewed.On.AddDays(-grace))
	}
	for _, x := range t.eval.s.TheyKnow {
		t.on(x.On.AddDays(-grace))
	}
	if row := sessionRow(t.eval); row != nil {
		t.repeats(row.Due, t.eval.limit("session-due"))
	}
	if row := reviewRow(t.eval); row != nil {
		t.repeats(row.Due, civil.Period{})
	}
	for _, told := range mailboxNotices(t.eval) {
		t.over(told.On.Plus(t.eval.limit("told-long-ago"), t.eval.ownCalendar))
	}
	for _, f := range t.eval.recorded(subjectSupplier, model.FactSenderUnknown) {
		t.at(f.ObservedAt.Add(newsFor))
	}
	for _, x := range t.eval.s.Ignores {
		t.over(x.Until)
		t.within(x.Until, longestIgnore, nil)
		t.within(x.Until, t.eval.limit("ignore-expiring"), t.eval.ownCalendar)
	}
}

func (t *nextChange) repeats(due civil.Date, warn civil.Period) {
	t.over(due)
	if !warn.IsZero() {
		t.within(due, warn, t.eval.ownCalendar)
	}
}

// probes looks again every day once anything was probed, since certificates end at an instant; of registrations the day is known.
func (t *nextChange) probes() {
	for _, name := range registeredDomains(t.eval) {
		if _, last, ok := registration(t.eval, name); ok {
			t.within(last, t.eval.limit("domain-expiring"), t.eval.ownCalendar)
		}
	}
	if slices.ContainsFunc(t.eval.s.Endpoints, func(p *model.Endpoint) bool {
		_, probed := t.eval.streak("endpoint/" + p.ID)
		return probed
	}) {
		t.tomorrow()
	}
}
