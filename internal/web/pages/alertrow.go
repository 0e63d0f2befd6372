package pages

import (
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/web/content"
)

// alertRow is an alert as pages show it.
type alertRow struct {
	apidoc.StatusAlert
	content.Ahead
	Name string         // of the supplier
	Zone *time.Location // of the reader
	Form *form          // to do something about it; nil: the reader may not
}

func newAlertRow(s content.Snapshot, a apidoc.StatusAlert, name string) alertRow {
	a.Message = s.Readable(a.Message, a.Supplier)
	return alertRow{StatusAlert: a, Name: name, Zone: s.Zone()}
}

// Clock writes an instant by the reader's clock.
func (a alertRow) Clock(t time.Time) string { return minuteIn(a.Zone, t) }

// Says returns the state of an alert and what comes next in a sentence.
func (a alertRow) Says() string { return stateText(a.StatusAlert, a.Next, a.Clock) }
