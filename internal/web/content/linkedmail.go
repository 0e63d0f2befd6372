package content

import (
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
)

// LinkedMail is one of our mails to our own people, as its link shows it.
type LinkedMail struct {
	Mail    string // names it, and what is recorded by its link
	To      string
	Subject string // empty once its text was deleted
	Sent    time.Time
	Zone    *time.Location // of its reader
	Alerts  []LinkedAlert  // in the order in which the mail numbers them
	Done    []Recorded     // by this link, the latest first
}

// LinkedAlert is the current state of one alert in a mail.
type LinkedAlert struct {
	apidoc.StatusAlert
	Ahead
	Kept  bool // whether anything is still known of it
	Notes []string
}

// Urgent reports whether an alert needs action now and nobody has acknowledged
// it. Tasks are never urgent.
func (a LinkedAlert) Urgent() bool { return a.State == model.StateFiring && a.Route != model.RouteWork }

// Recorded is an action that was recorded by a link.
type Recorded struct {
	ID      string
	Number  int // of the alert in the mail
	Kind    model.FactKind
	By      string
	At      time.Time
	Note    string
	Applied bool // whether an evaluation has applied it
}
