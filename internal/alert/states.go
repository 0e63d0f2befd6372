package alert

import (
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// CanHandOver reports whether an alert that somebody passes on goes to anybody else. Tasks and alerts with a single notification do not.
func CanHandOver(a model.Alert, notifyOnce bool) bool { return a.Mailed() && !notifyOnce }

// Ending reports whether a reason is one to notify that an alert ended.
func Ending(r model.Reason) bool {
	return r == model.ReasonResolved || r == model.ReasonLapsed || r == model.ReasonWithdrawn
}

// onHold reports whether an alert is acknowledged or snoozed.
func onHold(a model.Alert) bool {
	return a.State == model.StateAcknowledged || a.State == model.StateSnoozed
}

// clearHold ends an acknowledgement or a snooze.
func clearHold(a *model.Alert) {
	a.AcknowledgedBy, a.AcknowledgedAt, a.AckSeverity = "", time.Time{}, ""
	a.HeldSince, a.RequestedUntil, a.HeldUntil, a.KeyDate = time.Time{}, time.Time{}, time.Time{}, civil.Date{}
}

// isWorse compares an alert with its finding now. A later rule of the same group is worse whatever its severity: a missed deadline may be
// less severe than one that could still be met, and people must be notified all the same. Otherwise a lower severity is never worse. While
// an acknowledgement or a snooze holds, the severity that it was given for counts.
func isWorse(a model.Alert, f *model.Finding) bool {
	was := a.Severity
	if onHold(a) && a.AckSeverity != "" {
		was = a.AckSeverity
	}
	switch {
	case f.Stage > a.Stage:
		return true
	case f.Severity.Rank() > was.Rank():
		return false
	}
	return f.Severity.Rank() < was.Rank() || (a.Route == model.RouteWork && f.Route != model.RouteWork)
}

// undelivered reports whether a mail was refused or bounced.
func undelivered(r model.MailResult) bool { return r == model.MailRefused || r == model.MailBounced }

// Earliest returns the earlier of two instants. A zero one means never.
func Earliest(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}

// notAfter returns t, or the limit if t is after it.
func notAfter(t, limit time.Time) time.Time {
	if t.After(limit) {
		return limit
	}
	return t
}
