package notify

import (
	"slices"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
)

// Machine is the settings of the state machine: those of alerts, and those of the notifications about them. It holds no state.
type Machine struct {
	Alerts alert.Settings
	// PerHour is how many mails about alerts one recipient gets in any hour; zero or less: no limit.
	PerHour int
	// Listeners are notified of alerts outside the steps.
	Listeners []Listener
	// NoQuietHours mails at any hour: a file in a directory disturbs nobody.
	NoQuietHours bool
	// MostMails is about how many mails one Step decides: a recipient that it begins with gets all its mails, and those after it stay in the queue for
	// the next Step. Zero or less: no limit.
	MostMails int
	// Summary returns the first instant after the given one at which the weekly summary is due; zero for never. Nil: there is none.
	Summary func(after time.Time) time.Time
}

// Listener is a recipient, such as a webhook, that is notified of alerts outside the steps of their policies: when one begins, when it gets worse and when it
// ends. It knows neither working hours nor limits, and still works when mail does not.
type Listener struct {
	To         model.Recipient
	Severities []model.Severity // of alerts that page
	Rules      []string         // whatever their route and severity
}

// wants reports whether the listener is notified when an alert like this one begins.
func (l Listener) wants(a model.Alert) bool {
	return slices.Contains(l.Rules, a.Rule) || (a.Route != model.RouteWork && slices.Contains(l.Severities, a.Severity))
}

// LimitReached reports whether a Step decided as many mails as it may, so that more may wait for the next one.
func (m Machine) LimitReached(decisions []model.Decision) bool {
	mails := 0
	for i := range decisions {
		if d := &decisions[i]; d.Kind != "" && d.To.ByMail() {
			mails++
		}
	}
	return m.MostMails > 0 && mails >= m.MostMails
}

// listens reports whether a recipient is a listener.
func (m Machine) listens(to model.Recipient) bool {
	return slices.ContainsFunc(m.Listeners, func(l Listener) bool { return l.To == to })
}
