package content

import (
	"slices"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
)

// AlertIndex is the alerts of a snapshot by what became of them. Each is in at most one of the last three lists, in the order of all.
type AlertIndex struct {
	All            []*apidoc.StatusAlert // in the order of apidoc.CompareAlerts
	Unacknowledged []*apidoc.StatusAlert // open, and nobody has acknowledged them; no tasks
	Held           []*apidoc.StatusAlert // acknowledged or snoozed; also tasks
	Ended          []*apidoc.StatusAlert // no tasks; the latest first

	byID      lazy[map[string]*apidoc.StatusAlert]
	openByKey lazy[map[string]string]
	suppliers lazy[map[string][]*apidoc.StatusAlert]
	counts    lazy[map[AlertLabels]int]
}

// AlertLabels are what the metrics count alerts by.
type AlertLabels struct {
	State    model.AlertState
	Route    model.Route
	Severity model.Severity
}

// NewAlertIndex returns the index of alerts that are sorted already.
func NewAlertIndex(sorted []*apidoc.StatusAlert) *AlertIndex {
	x := &AlertIndex{All: sorted}
	for _, a := range sorted {
		switch {
		case IsHeld(a.State):
			x.Held = append(x.Held, a)
		case a.Route == model.RouteWork:
		case a.State == model.StateFiring:
			x.Unacknowledged = append(x.Unacknowledged, a)
		case a.EndedAt != nil:
			x.Ended = append(x.Ended, a)
		}
	}
	slices.SortStableFunc(x.Ended, func(a, b *apidoc.StatusAlert) int { return b.EndedAt.Compare(*a.EndedAt) })
	return x
}

// IsHeld reports whether somebody has acknowledged or snoozed an alert in a state.
func IsHeld(s model.AlertState) bool {
	return s == model.StateAcknowledged || s == model.StateSnoozed
}

// Updated returns the index after some alerts were changed or added. It sorts only these.
func (x *AlertIndex) Updated(changed []*apidoc.StatusAlert) *AlertIndex {
	replaced := make(map[string]bool, len(changed))
	for _, a := range changed {
		replaced[a.ID] = true
	}
	changed = slices.SortedFunc(slices.Values(changed), apidoc.CompareAlerts)
	all := make([]*apidoc.StatusAlert, 0, len(x.All)+len(changed))
	for _, a := range x.All {
		if replaced[a.ID] {
			continue
		}
		for len(changed) > 0 && apidoc.CompareAlerts(changed[0], a) < 0 {
			all, changed = append(all, changed[0]), changed[1:]
		}
		all = append(all, a)
	}
	return NewAlertIndex(append(all, changed...))
}

// Alert returns the alert with an id; nil if there is none.
func (x *AlertIndex) Alert(id string) *apidoc.StatusAlert {
	return x.byID.get(func() map[string]*apidoc.StatusAlert {
		found := make(map[string]*apidoc.StatusAlert, len(x.All))
		for _, a := range x.All {
			found[a.ID] = a
		}
		return found
	})[id]
}

// OpenID returns the id of the open alert with a key; empty if there is none.
func (x *AlertIndex) OpenID(key string) string {
	return x.openByKey.get(func() map[string]string {
		found := make(map[string]string, len(x.All))
		for _, a := range x.All {
			if a.State.Open() {
				found[a.Key] = a.ID
			}
		}
		return found
	})[key]
}

// Open returns the alerts that have not ended. They are the first of all.
func (x *AlertIndex) Open() []*apidoc.StatusAlert {
	n, _ := slices.BinarySearchFunc(x.All, true, func(a *apidoc.StatusAlert, ended bool) int {
		return model.CompareBool(!a.State.Open(), ended)
	})
	return x.All[:n]
}

// Of returns the alerts of a supplier, in the order of all.
func (x *AlertIndex) Of(supplier string) []*apidoc.StatusAlert { return x.bySupplier()[supplier] }

func (x *AlertIndex) bySupplier() map[string][]*apidoc.StatusAlert {
	return x.suppliers.get(func() map[string][]*apidoc.StatusAlert {
		return bySupplier(x.All, func(a *apidoc.StatusAlert) string { return a.Supplier })
	})
}

// Counts returns how many alerts there are of each kind; those that are not there are not in the map.
func (x *AlertIndex) Counts() map[AlertLabels]int {
	return x.counts.get(func() map[AlertLabels]int {
		counts := map[AlertLabels]int{}
		for _, a := range x.All {
			counts[AlertLabels{a.State, a.Route, a.Severity}]++
		}
		return counts
	})
}

// OldestUnacknowledged returns since when the oldest alert waits about which people get mails and that nobody has acknowledged; zero: there is none.
// Tasks need no acknowledgement.
func (x *AlertIndex) OldestUnacknowledged() time.Time {
	var oldest time.Time
	for _, a := range x.Unacknowledged {
		if a.Severity != model.Info && (oldest.IsZero() || a.Since.Before(oldest)) {
			oldest = a.Since
		}
	}
	return oldest
}
