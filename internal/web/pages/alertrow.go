package pages

import (
	"cmp"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/web/content"
	"supplierwatch/internal/web/forms"
)

// alertRow is an alert as pages show it.
type alertRow struct {
	apidoc.StatusAlert
	content.Ahead
	Name  string      // of the supplier
	Form  *forms.Form // to do something about it; nil: the reader may not
	clock prose.Clock // of the reader
}

func newAlertRow(s content.Snapshot, a apidoc.StatusAlert) alertRow {
	a.Message = s.Readable(a.Message, a.Supplier)
	return alertRow{StatusAlert: a, Name: s.SupplierName(a.Supplier), clock: s.Clock()}
}

// Clock writes an instant by the reader's clock.
func (a alertRow) Clock(t time.Time) string { return a.clock.Instant(t) }

// Says returns the state of an alert and what comes next in a sentence.
func (a alertRow) Says() string { return stateText(a.StatusAlert, a.Ahead, a.Clock) }

// Heading returns what the alert is called: what to do and by when, else its subject.
func (a alertRow) Heading() string { return cmp.Or(a.Title, a.Name) }
