package apidoc

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/model"
)

// NewStatus returns the alerts as the outside sees them: the open ones first,
// then by severity, exposure, due, and key; times in UTC.
func NewStatus(alerts map[string]model.Alert, now time.Time) StatusDocument {
	doc := StatusDocument{Version: DocumentVersion, AsOf: now.UTC(), Alerts: make([]StatusAlert, 0, len(alerts))}
	for _, a := range SortedAlerts(alerts) {
		doc.Alerts = append(doc.Alerts, *a)
	}
	return doc
}

// SortedAlerts returns the alerts as NewStatus does, without copying them.
func SortedAlerts(alerts map[string]model.Alert) []*StatusAlert {
	sorted := make([]*StatusAlert, 0, len(alerts))
	for _, a := range alerts {
		status := StatusOf(a)
		sorted = append(sorted, &status)
	}
	slices.SortFunc(sorted, CompareAlerts)
	return sorted
}

// StatusOf returns an alert as the outside sees it.
func StatusOf(a model.Alert) StatusAlert {
	s := StatusAlert{
		ID: a.ID, Key: a.Key, Rule: a.Rule, Severity: a.Severity, Route: a.Route, Supplier: a.Supplier,
		Subject: a.Subject, State: a.State, Step: max(a.Step, 0), Since: a.Since.UTC(), Reason: a.Reason,
		NextAt: instant(a.NextAt), EndedAt: instant(a.EndedAt), Exposure: a.Exposure, Message: a.Message, Due: a.Due,
		Notified: []StatusNotification{},
	}
	switch a.State {
	case model.StateAcknowledged:
		// What comes next is that it comes back.
		s.AcknowledgedBy, s.NextAt = &a.AcknowledgedBy, instant(a.HeldUntil)
	case model.StateSnoozed:
		s.SnoozedUntil = instant(a.HeldUntil)
	}
	for _, n := range a.Notified {
		s.Notified = append(s.Notified, StatusNotification{
			Recipient: n.Recipient, Step: n.Step, At: n.At.UTC(), MessageID: inAngleBrackets(n.MessageID), Result: n.Result, Twice: n.Twice,
		})
	}
	return s
}

// inAngleBrackets writes a Message-ID as a header does. One that is held has no mail
// yet, and so no id.
func inAngleBrackets(id string) string {
	if id == "" {
		return ""
	}
	return "<" + id + ">"
}

// instant returns the instant in UTC, or nil for none.
func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	u := t.UTC()
	return &u
}

// CompareAlerts orders alerts as NewStatus lists them.
func CompareAlerts(a, b *StatusAlert) int {
	if c := cmp.Or(
		model.CompareBool(!a.State.Open(), !b.State.Open()),
		cmp.Compare(a.Severity.Rank(), b.Severity.Rank()),
		-cmp.Compare(model.Hundredths(a.Exposure), model.Hundredths(b.Exposure)),
		model.CompareDue(a.Due, b.Due),
	); c != 0 {
		return c // without comparing the texts, which takes most of sorting many thousand
	}
	return cmp.Or(strings.Compare(a.Key, b.Key), strings.Compare(a.ID, b.ID))
}

// Open leaves out the alerts that are over.
func (d StatusDocument) Open() StatusDocument {
	open := []StatusAlert{}
	for _, a := range d.Alerts {
		if a.State.Open() {
			open = append(open, a)
		}
	}
	d.Alerts = open
	return d
}
