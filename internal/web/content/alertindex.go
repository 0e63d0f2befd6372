package content

import (
	"slices"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
)

// AlertIndex is the alerts of a snapshot by what became of them. Each is in at most one of the lists, in the order of the snapshot.
type AlertIndex struct {
	Unacknowledged []*apidoc.StatusAlert // open, and nobody has acknowledged them; no tasks
	Held           []*apidoc.StatusAlert // acknowledged or snoozed; also tasks
	Ended          []*apidoc.StatusAlert // no tasks; the latest first
	Suppliers      map[string]AlertCount // by supplier; our own side has an empty id
}

// AlertCount is how many alerts a supplier has in two of the lists.
type AlertCount struct{ Unacknowledged, Held int }

// NewAlertIndex returns the index of alerts. It points into them.
func NewAlertIndex(alerts []apidoc.StatusAlert) *AlertIndex {
	x := &AlertIndex{Suppliers: map[string]AlertCount{}}
	for i := range alerts {
		a := &alerts[i]
		count := x.Suppliers[a.Supplier]
		switch {
		case IsHeld(a.State):
			count.Held++
			x.Held = append(x.Held, a)
		case a.Route == model.RouteWork:
		case a.State == model.StateFiring:
			count.Unacknowledged++
			x.Unacknowledged = append(x.Unacknowledged, a)
		case a.EndedAt != nil:
			x.Ended = append(x.Ended, a)
		}
		x.Suppliers[a.Supplier] = count
	}
	slices.SortStableFunc(x.Ended, func(a, b *apidoc.StatusAlert) int { return b.EndedAt.Compare(*a.EndedAt) })
	return x
}

// IsHeld reports whether somebody has acknowledged or snoozed an alert in a state.
func IsHeld(s model.AlertState) bool {
	return s == model.StateAcknowledged || s == model.StateSnoozed
}

// AlertIndex returns the index of the snapshot's alerts.
func (s Snapshot) AlertIndex() *AlertIndex {
	if s.Index != nil {
		return s.Index
	}
	return NewAlertIndex(s.Alerts.Alerts)
}
