package alert

import (
	"maps"
	"reflect"
	"slices"

	"supplierwatch/internal/watch"
)

// Changed gives what differs between two states: the alerts that are new or other than before, sorted by id, and the desk if it changed.
// No Step forgets an alert, so that nothing needs to be deleted.
func Changed(before, after watch.State) watch.Change {
	var c watch.Change
	for _, id := range slices.Sorted(maps.Keys(after.Alerts)) {
		if old, ok := before.Alerts[id]; !ok || !reflect.DeepEqual(old, after.Alerts[id]) {
			c.Alerts = append(c.Alerts, after.Alerts[id])
		}
	}
	if !reflect.DeepEqual(before.Desk, after.Desk) {
		c.Desk = &after.Desk
	}
	return c
}
