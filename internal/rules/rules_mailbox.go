package rules

import (
	"fmt"
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/findingtext"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/rulebook"
)

func init() {
	register(subject{
		globalChange: mailboxChange,
		global: map[string]func(*obligations.Context) []model.Finding{
			"mailbox-unreachable":     mailboxUnreachable,
			"mailbox-unattended":      mailboxUnattended,
			"mailbox-nearly-full":     mailboxNearlyFull,
			"mailbox-round-trip-lost": roundTripLost,
			"mailbox-purpose-missing": purposeMissing,
		},
	})
}

// aboutMailbox begins a finding on one of our mailboxes, as severe as for the supplier of the highest tier that was told to use it.
func aboutMailbox(ec *obligations.Context, m *model.Mailbox) model.Finding {
	tier := obligations.HighestTier(ec, func(e *obligations.Supplier) bool { return obligations.WasTold(e, m) })
	return model.Finding{
		Subject: model.KindMailbox.Subject(m.ID), Position: m.Pos, Owner: m.Team, Policy: tier.Escalation, Severity: rulebook.CriticalElseWarning.Of(tier.Class),
	}
}

func mailboxUnreachable(ec *obligations.Context) []model.Finding {
	var found []model.Finding
	for _, m := range ec.Registry.Mailboxes {
		s, ok := ec.Facts.Streak("", model.KindMailbox.Subject(m.ID))
		if !ok || s.Failures == 0 {
			continue
		}
		f := aboutMailbox(ec, m)
		f.Pending, f.OverrideQuietHours = ec.Debounced(s), true
		f.Message = fmt.Sprintf("Our mailbox %s (%s) cannot be read%s.", m.ID, m.Address, obligations.FailureReason(s))
		f.Advice.How = []string{obligations.Since(s)}
		found = append(found, advise(f, "Check our mailbox now", m.ID+" cannot be read",
			"Log in to the mailbox by hand to see whether it works.",
			obligations.MailboxRemedy(s),
			"Until it works, ask suppliers by phone for confirmations that you expect."))
	}
	return found
}

// latestMailboxFact returns the last fact of a kind about one of our mailboxes; ok is false if there is none.
func latestMailboxFact(ec *obligations.Context, m *model.Mailbox, kind model.FactKind) (f model.Fact, ok bool) {
	all := ec.Facts.Kind("", model.KindMailbox.Subject(m.ID), kind)
	if len(all) == 0 {
		return model.Fact{}, false
	}
	return all[len(all)-1], true
}

func mailboxUnattended(ec *obligations.Context) []model.Finding {
	var found []model.Finding
	for _, m := range ec.Registry.Mailboxes {
		unread, ok := latestMailboxFact(ec, m, model.FactUnread)
		oldest := unread.OldestUnread()
		if !ok || oldest.IsZero() || m.AttendedWithin.IsZero() || !waited(ec, m, oldest, ec.Now) {
			continue
		}
		f := aboutMailbox(ec, m)
		f.Message = fmt.Sprintf("Nobody reads our mailbox %s (%s): its oldest unread mail was received on %s from %s.",
			m.ID, m.Address, calendarOf(ec, m).Today(oldest), unread.Address())
		f.Advice.How = []string{fmt.Sprintf("Mail is to be read within %s (%s).", prose.Counted(m.AttendedWithin, calendarOf(ec, m)), prose.CalendarName(calendarOf(ec, m)))}
		found = append(found, advise(f, "Read the mail now", "our mailbox "+m.ID+" is unattended",
			"Read the mailbox from its oldest unread mail on.", "Agree on who reads the mailbox from now on, and on a deputy."))
	}
	return found
}

// calendarOf returns the calendar that the attendance of a mailbox is counted in.
func calendarOf(ec *obligations.Context, m *model.Mailbox) *civil.Calendar {
	return ec.Registry.CalendarOf(m.Team)
}

// waited reports whether a mail has waited for longer than agreed on. Hours are hours of work.
func waited(ec *obligations.Context, m *model.Mailbox, since, now time.Time) bool {
	if hours := m.AttendedWithin.Clock; hours > 0 {
		return calendarOf(ec, m).BusinessTime(since, now) > hours
	}
	return now.After(civil.AddTo(since, m.AttendedWithin, calendarOf(ec, m)))
}

func mailboxNearlyFull(ec *obligations.Context) []model.Finding {
	var found []model.Finding
	for _, m := range ec.Registry.Mailboxes {
		quota, ok := latestMailboxFact(ec, m, model.FactQuota)
		used, limit := quota.Usage()
		if !ok || limit <= 0 || used < limit*shareLimit(ec, "mailbox-nearly-full") {
			continue
		}
		f := aboutMailbox(ec, m)
		f.Message = fmt.Sprintf("Our mailbox %s (%s) is %.0f %% full.", m.ID, m.Address, 100*used/limit)
		found = append(found, advise(f, "Free space", "our mailbox "+m.ID+" is nearly full",
			"Move old mail to an archive, or have the quota raised."))
	}
	return found
}

// roundTripWithin is how long a mail to ourselves may take.
const roundTripWithin = time.Hour

func roundTripLost(ec *obligations.Context) []model.Finding {
	var found []model.Finding
	for _, m := range ec.Registry.Mailboxes {
		sent, ok := lostRoundTrip(ec, m)
		if !ok {
			continue
		}
		f := aboutMailbox(ec, m)
		f.Message = fmt.Sprintf("Our test mail to mailbox %s (%s), accepted by a relay on %s, has not arrived.",
			m.ID, m.Address, sent.ObservedAt.UTC().Format("2006-01-02 15:04 UTC"))
		found = append(found, advise(f, "Check our mailbox now", "mail to "+m.ID+" is lost",
			"Send a mail to it from outside, and check whether it arrives.",
			"Look for our test mail in the filters of the mailbox and in the log of the mail server.",
			"Until it works, ask suppliers by phone for confirmations that you expect."))
	}
	return found
}

// lostRoundTrip returns the last mail to ourselves that had its time to arrive, if neither it nor one sent later arrived.
func lostRoundTrip(ec *obligations.Context, m *model.Mailbox) (model.Fact, bool) {
	subject := model.KindMailbox.Subject(m.ID)
	sent := ec.Facts.Kind("", subject, model.FactRoundTripSent)
	arrived := ec.Facts.Kind("", subject, model.FactRoundTripLanded)
	for _, f := range slices.Backward(sent) {
		landed := func(a model.Fact) bool { return a.Mail() == f.Mail() }
		if slices.ContainsFunc(arrived, landed) {
			return model.Fact{}, false
		}
		if ec.Now.Sub(f.ObservedAt) > roundTripWithin {
			return f, true
		}
	}
	return model.Fact{}, false
}

// wantedPurposes are the purposes for which critical suppliers need one of our mailboxes.
var wantedPurposes = []model.Purpose{
	model.PurposeOrderConfirmation, model.PurposeLogistics, model.PurposeRegulatory, model.PurposeNotices, model.PurposeEscalation,
}

func purposeMissing(ec *obligations.Context) []model.Finding {
	critical := slices.ContainsFunc(ec.Registry.Suppliers, func(s *model.Supplier) bool { return s.Tier.Class == model.ClassCritical })
	if len(ec.Registry.Mailboxes) == 0 || !critical {
		return nil
	}
	var missing []string
	for _, p := range wantedPurposes {
		if !slices.ContainsFunc(ec.Registry.Mailboxes, func(m *model.Mailbox) bool { return m.Purpose == p }) {
			missing = append(missing, string(p))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	do := "Set up a mailbox for " + prose.List(missing)
	f := model.Finding{Subject: model.SubjectWatchdog, Position: ec.Registry.First, Severity: model.Warning}
	f.Message = fmt.Sprintf("We have critical suppliers, but no role mailbox for %s.", prose.List(missing))
	f.Advice = model.Advice{
		Headline: do, Lead: findingtext.Lead(do, f.Message),
		Do: []string{"Create a shared address for each purpose.", "List it under `mailboxes`, with its purpose and the team that reads it.", "Inform the suppliers of the addresses."},
	}
	return one(f)
}

// mailboxChange returns when a mail has waited too long or a mail to ourselves is lost, and the end of the day once anything is known of a mailbox.
func mailboxChange(ec *obligations.Context) time.Time {
	var next time.Time
	for _, m := range ec.Registry.Mailboxes {
		if len(ec.Facts.Of("", model.KindMailbox.Subject(m.ID))) == 0 {
			continue
		}
		next = ec.Sooner(next, ec.Today().End(ec.Registry.Unowned.Zone()))
		if unread, _ := latestMailboxFact(ec, m, model.FactUnread); !unread.OldestUnread().IsZero() && !m.AttendedWithin.IsZero() {
			next = ec.Sooner(next, ec.FirstInstant(func(at time.Time) bool { return waited(ec, m, unread.OldestUnread(), at) }))
		}
		for _, f := range ec.Facts.Kind("", model.KindMailbox.Subject(m.ID), model.FactRoundTripSent) {
			next = ec.Sooner(next, f.ObservedAt.Add(roundTripWithin+1))
		}
		for _, f := range ec.Facts.Kind("", model.KindMailbox.Subject(m.ID), model.FactSupplierUnknown) {
			next = ec.Sooner(next, f.ObservedAt.Add(newsFor))
		}
	}
	return next
}
