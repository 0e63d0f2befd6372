package apidoc

import (
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/model"
)

// NewStatus returns the alerts as the outside sees them: the open ones first,
// then by severity, exposure, due, and key; times in UTC.
func NewStatus(alerts map[string]model.Alert, now time.Time) StatusDocument {
	doc := StatusDocument{Version: DocumentVersion, AsOf: now.UTC(), Alerts: []StatusAlert{}}
	for _, a := range alerts {
		doc.Alerts = append(doc.Alerts, statusOf(a))
	}
	slices.SortFunc(doc.Alerts, CompareAlerts)
	return doc
}

func statusOf(a model.Alert) StatusAlert {
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
func CompareAlerts(a, b StatusAlert) int {
	if a.State.Open() != b.State.Open() {
		if a.State.Open() {
			return -1
		}
		return 1
	}
	f := model.Finding{Severity: a.Severity, Exposure: a.Exposure, Due: a.Due}
	g := model.Finding{Severity: b.Severity, Exposure: b.Exposure, Due: b.Due}
	if c := f.Compare(&g); c != 0 {
		return c
	}
	if c := strings.Compare(a.Key, b.Key); c != 0 {
		return c
	}
	return strings.Compare(a.ID, b.ID)
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
