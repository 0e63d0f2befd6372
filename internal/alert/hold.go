package alert

import (
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// held reports whether somebody promised to act or put the alert off.
func held(a model.Alert) bool {
	return a.State == model.StateAcknowledged || a.State == model.StateSnoozed
}

// letGo forgets an acknowledgement or a snooze.
func (l *life) letGo() {
	a := &l.a
	a.AcknowledgedBy, a.AcknowledgedAt, a.AckSeverity = "", time.Time{}, ""
	a.HeldSince, a.SnoozedUntil, a.HeldUntil, a.KeyDate = time.Time{}, time.Time{}, time.Time{}, civil.Date{}
}

// expire brings back what was acknowledged or snoozed once its time is over. What is told only once and was told comes back silently.
func (l *life) expire() {
	if !held(l.a) {
		return
	}
	l.nameDay()
	l.a.HeldUntil = l.holdsUntil()
	if l.a.HeldUntil.IsZero() || l.now.Before(l.a.HeldUntil) {
		return
	}
	reason := model.ReasonAckExpired
	if l.a.State == model.StateSnoozed {
		reason = model.ReasonSnoozeOver
	}
	if l.f.NotifyOnce && l.a.Step >= 0 {
		l.letGo()
		l.a.State, l.a.Reason = model.StateFiring, reason
		l.decide(reason, "told once only", l.item(l.a.Step, reason))
		return
	}
	l.restart(reason)
}

// nameDay finds the day of the line that ends the hold: the first after the day on which it was given. A day that has come stays, since
// the finding names coming days only; one that is still to come follows a deadline that moves. Days come where they come first: rules
// count in the supplier's zone, we in ours.
func (l *life) nameDay() {
	if d := l.a.KeyDate; !d.IsZero() && l.hasCome(d) {
		return
	}
	given := l.ours(l.f).Today(l.a.HeldSince)
	l.a.KeyDate = civil.Date{}
	for _, d := range l.f.KeyDates {
		if d.After(given) {
			l.a.KeyDate = d
			return
		}
	}
}

// hasCome reports whether a day has begun for anybody concerned.
func (l *life) hasCome(d civil.Date) bool {
	if !d.After(l.ours(l.f).Today(l.now)) {
		return true
	}
	return slices.ContainsFunc(calendars(l.registry, l.a.Supplier, l.a.Team), func(c *civil.Calendar) bool {
		return !d.After(c.Today(l.now))
	})
}

// holdsUntil is the first of the ends that a hold has; zero for none. An acknowledgement of what is never told again needs no end.
func (l *life) holdsUntil() time.Time {
	c := l.ours(l.f)
	end := l.a.SnoozedUntil
	if l.a.State == model.StateAcknowledged {
		if l.f.NotifyOnce && l.a.Step >= 0 {
			return time.Time{}
		}
		if after := policyOf(l.f).AckExpires; !after.IsZero() {
			end = civil.AddTo(l.a.HeldSince, after, c).UTC()
		}
	}
	if !l.a.KeyDate.IsZero() {
		end = earlier(end, beginning(c, l.a.KeyDate))
	}
	return end
}

// Beginning is when what was put off until a day comes back: when working hours begin on it, in that calendar.
func Beginning(c *civil.Calendar, d civil.Date) time.Time { return beginning(c, d) }

// beginning is when working hours begin on a day; where it has none, when the day itself does, since waiting for the next working day
// would be too late.
func beginning(c *civil.Calendar, d civil.Date) time.Time {
	start := d.Start(zone(c))
	if open := c.NextOpening(start); open.Before(d.End(zone(c))) {
		return open.UTC()
	}
	return start.UTC()
}

// earlier gives the earlier of two instants, of which a zero one stands for never.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}
