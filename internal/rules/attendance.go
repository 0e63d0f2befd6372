package rules

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// latest gives the last fact of a kind about a mailbox of ours; ok is false if there is none.
func (sc *scene) latest(m *model.Mailbox, kind model.FactKind) (f model.Fact, ok bool) {
	all := sc.facts.Kind("", "mailbox/"+m.ID, kind)
	if len(all) == 0 {
		return model.Fact{}, false
	}
	return all[len(all)-1], true
}

func mailboxUnattended(sc *scene) []model.Finding {
	var found []model.Finding
	for _, m := range sc.Mailboxes {
		unread, ok := sc.latest(m, model.FactUnread)
		oldest := instant(unread, model.DataOldest)
		if !ok || oldest.IsZero() || m.AttendedWithin.IsZero() || !waited(m, oldest, sc.now) {
			continue
		}
		f := sc.aboutMailbox(m)
		f.Message = fmt.Sprintf("Nobody reads our mailbox %s (%s): its oldest unread mail came on %s, from %s.",
			m.ID, m.Address, calendarOf(m).Today(oldest), unread.Data[model.DataAddress])
		f.Advice.How = []string{fmt.Sprintf("Attended within %s was agreed on (%s).", counted(m.AttendedWithin, calendarOf(m)), calendarName(calendarOf(m)))}
		found = append(found, advise(f, "Read it today", "our mailbox "+m.ID+" is unattended",
			"Read the mailbox from its oldest unread mail on.", "Name somebody who reads it from now on, and a deputy."))
	}
	return found
}

// calendarOf gives the calendar that the attendance of a mailbox is counted in.
func calendarOf(m *model.Mailbox) *civil.Calendar {
	if m.Team == nil {
		return nil
	}
	return m.Team.Calendar
}

// waited reports whether a mail has waited for longer than agreed on. Hours are hours of work.
func waited(m *model.Mailbox, since, now time.Time) bool {
	if hours := m.AttendedWithin.Clock; hours > 0 {
		return calendarOf(m).BusinessTime(since, now) > hours
	}
	return now.After(civil.AddTo(since, m.AttendedWithin, calendarOf(m)))
}

func mailboxNearlyFull(sc *scene) []model.Finding {
	var found []model.Finding
	for _, m := range sc.Mailboxes {
		quota, ok := sc.latest(m, model.FactQuota)
		used, limit := number(quota, model.DataUsed), number(quota, model.DataLimit)
		if !ok || limit <= 0 || used < limit*sc.share("mailbox-nearly-full") {
			continue
		}
		f := sc.aboutMailbox(m)
		f.Message = fmt.Sprintf("Our mailbox %s (%s) is %.0f %% full.", m.ID, m.Address, 100*used/limit)
		found = append(found, advise(f, "Empty it", "our mailbox "+m.ID+" is nearly full",
			"Move what is done to an archive, or have the quota raised."))
	}
	return found
}

// number gives a number that a fact tells under a key; zero if it tells none.
func number(f model.Fact, key string) float64 {
	n, err := strconv.ParseFloat(f.Data[key], 64)
	if err != nil {
		return 0
	}
	return n
}

// roundTripWithin is how long a mail to ourselves may take.
const roundTripWithin = time.Hour

func roundTripLost(sc *scene) []model.Finding {
	var found []model.Finding
	for _, m := range sc.Mailboxes {
		sent, ok := sc.lost(m)
		if !ok {
			continue
		}
		f := sc.aboutMailbox(m)
		f.Message = fmt.Sprintf("A mail to our mailbox %s (%s), taken by a relay at %s, has not arrived.",
			m.ID, m.Address, sent.ObservedAt.UTC().Format("2006-01-02 15:04 UTC"))
		found = append(found, advise(f, "Check now", "mail to our mailbox "+m.ID+" gets lost",
			"Write to it from outside and see whether that arrives.",
			"Look for the mail in the filters of the mailbox and in the log of the mail server.",
			"Until then look for confirmations elsewhere."))
	}
	return found
}

// lost gives the last mail to ourselves that had its time to arrive, if neither it nor one sent later arrived.
func (sc *scene) lost(m *model.Mailbox) (model.Fact, bool) {
	subject := "mailbox/" + m.ID
	sent := sc.facts.Kind("", subject, model.FactRoundTripSent)
	arrived := sc.facts.Kind("", subject, model.FactRoundTripLanded)
	for _, f := range slices.Backward(sent) {
		landed := func(a model.Fact) bool { return a.Data[model.DataMail] == f.Data[model.DataMail] }
		if slices.ContainsFunc(arrived, landed) {
			return model.Fact{}, false
		}
		if sc.now.Sub(f.ObservedAt) > roundTripWithin {
			return f, true
		}
	}
	return model.Fact{}, false
}
