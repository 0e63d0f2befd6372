package action

import (
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/model"
)

// Find returns the one alert that a name means: an id, or the beginning of one. An open alert is preferred to one that has ended. A name that
// means none or several is refused.
func Find(state model.State, name string) (model.Alert, error) {
	name = strings.ToLower(strings.TrimSpace(name))
	open := openAlerts(state, name)
	switch {
	case len(open) == 1:
		return open[0], nil
	case len(open) > 1:
		return model.Alert{}, invalid("%q is the beginning of %d alerts (%s); write more of its characters", name, len(open), idList(open))
	}
	if last, ended := lastEnded(state, name); ended {
		return last, nil
	}
	return model.Alert{}, &model.Refusal{Kind: model.RefusedUnknown, Why: fmt.Sprintf("no alert begins with %q", name)}
}

// openAlerts returns the open alerts whose ids begin so. A whole id means its alert alone, even if the longer id of another one begins with it.
func openAlerts(state model.State, beginning string) []model.Alert {
	if a, known := state.Alerts[beginning]; known && a.State.Open() {
		return []model.Alert{a}
	}
	var matches []model.Alert
	for id, a := range state.Alerts {
		if beginning != "" && a.State.Open() && strings.HasPrefix(id, beginning) {
			matches = append(matches, a)
		}
	}
	return matches
}

// lastEnded returns the alert that has ended and begins so; of several the one that ended last.
func lastEnded(state model.State, beginning string) (last model.Alert, found bool) {
	for id, a := range state.Alerts {
		if !a.State.Open() && beginning != "" && strings.HasPrefix(id, beginning) && (!found || a.EndedAt.After(last.EndedAt)) {
			last, found = a, true
		}
	}
	return last, found
}

func idList(alerts []model.Alert) string {
	var words []string
	for _, a := range alerts {
		words = append(words, a.ID)
	}
	slices.Sort(words)
	return strings.Join(words, ", ")
}

// checkOpen returns a refusal if an alert is in no state for anybody to act on it.
func checkOpen(v compose.View, a model.Alert) error {
	switch {
	case a.State == model.StatePending:
		return conflict("it is pending: no alert has been raised and nobody has been notified yet; `supplierwatch status` shows when it fires")
	case !a.State.Open():
		return conflict("it is over: %s on %s", endWord(a.State), civil.TodayIn(v.DayZones(a).Owner, a.EndedAt))
	}
	return nil
}
