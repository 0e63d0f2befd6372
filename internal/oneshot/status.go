package oneshot

import (
	"context"
	"slices"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/wiring"
)

// Status returns the alerts of the daemon of that configuration (empty: the one in ./var) at an instant, or all that it has if that is zero. Of the past, acknowledgements that have
// ended are not known.
func Status(ctx context.Context, config string, now time.Time) (map[string]model.Alert, error) {
	conf, db, err := wiring.OpenState(ctx, config)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	state, err := db.State(ctx)
	if err != nil {
		return nil, err
	}
	if !now.IsZero() {
		state.Alerts = alertsAt(state.Alerts, now)
	}
	return wiring.Masked(conf, state.Alerts)
}

// alertsAt leaves out what came after an instant: alerts that began later, the ends of those that ended later, and notifications.
func alertsAt(alerts map[string]model.Alert, now time.Time) map[string]model.Alert {
	at := map[string]model.Alert{}
	for id, a := range alerts {
		if a.Since.After(now) {
			continue
		}
		if a.EndedAt.After(now) {
			a.State, a.EndedAt, a.Reason, a.NextAt = model.StateFiring, time.Time{}, "", time.Time{}
		}
		a.Notified = slices.DeleteFunc(slices.Clone(a.Notified), func(n model.Notification) bool { return n.At.After(now) })
		at[id] = a
	}
	return at
}
