package alert

import (
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/escalation"
	"supplierwatch/internal/model"
)

// expireHold reopens an alert once its acknowledgement or snooze is over. An alert with a single notification that was sent reopens
// silently.
func (s *alertStep) expireHold() {
	if !onHold(s.a) {
		return
	}
	s.setKeyDate()
	s.a.HeldUntil = s.heldUntil()
	if s.a.HeldUntil.IsZero() || s.eval.Now.Before(s.a.HeldUntil) {
		return
	}
	reason := model.ReasonAckExpired
	if s.a.State == model.StateSnoozed {
		reason = model.ReasonSnoozeOver
	}
	if s.f.NotifyOnce && s.a.Step >= 0 {
		s.clearHold()
		s.a.State, s.a.Reason = model.StateFiring, reason
		s.decide(reason, "such an alert is mailed only once")
		return
	}
	s.restart(reason)
}

// setKeyDate finds the key date that ends the acknowledgement or snooze: the first after the day on which it was given. A date that has
// come stays, since findings have future key dates only. A date still to come follows a deadline that moves. A date has come as soon as it
// has come for anybody: rules count in the supplier's zone, our teams in theirs.
func (s *alertStep) setKeyDate() {
	if d := s.a.KeyDate; !d.IsZero() && s.hasCome(d) {
		return
	}
	given := s.eval.ownerCalendar(s.f).Today(s.a.HeldSince)
	s.a.KeyDate = civil.Date{}
	for _, d := range s.f.KeyDates {
		if d.After(given) {
			s.a.KeyDate = d
			return
		}
	}
}

// hasCome reports whether a day has begun for anybody concerned.
func (s *alertStep) hasCome(d civil.Date) bool {
	if !d.After(s.eval.ownerCalendar(s.f).Today(s.eval.Now)) {
		return true
	}
	return slices.ContainsFunc(calendars(s.eval.Registry, s.a.Supplier, s.a.Team), func(c *civil.Calendar) bool {
		return !d.After(c.Today(s.eval.Now))
	})
}

// heldUntil is when the acknowledgement or snooze ends; zero for never. An acknowledgement that names no end holds as long as its policy says,
// and one of an alert that sends no further mail never ends.
func (s *alertStep) heldUntil() time.Time {
	c := s.eval.ownerCalendar(s.f)
	end := s.a.RequestedUntil
	if s.a.State == model.StateAcknowledged {
		if s.f.NotifyOnce && s.a.Step >= 0 {
			return time.Time{}
		}
		if after := policyOf(s.f).AckExpires; end.IsZero() && !after.IsZero() {
			end = civil.AddTo(s.a.HeldSince, after, c).UTC()
		}
	}
	if !s.a.KeyDate.IsZero() {
		end = Earliest(end, escalation.StartOfWork(c, s.a.KeyDate))
	}
	return end
}

// notAfterLongestSnooze cuts the end of a snooze to the longest one allowed.
func notAfterLongestSnooze(until, given time.Time) time.Time {
	return notAfter(until, given.Add(model.LongestSnooze)).UTC()
}
