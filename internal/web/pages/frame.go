package pages

import (
	"net/http"
	"time"

	"supplierwatch/internal/prose"
	"supplierwatch/internal/web/content"
)

// frame is what every page has around its content.
type frame struct {
	Title, Heading string
	Here           string // the path of its entry in the navigation
	Query          string // what was searched for
	Open           int    // how many alerts nobody has acknowledged
	EvaluatedAt    time.Time
	Waits          string      // that the first evaluation is running; empty: it is complete
	Faults         []string    // what is wrong with the service, in sentences
	Feed           string      // the address of the calendar of deadlines
	clock          prose.Clock // of the reader
	actionState
}

// FrameClock writes an instant by the reader's clock.
func (f frame) FrameClock(t time.Time) string { return f.clock.Instant(t) }

// navEntry is a page in the navigation.
type navEntry struct{ Path, Name string }

// navigation returns the pages that every page leads to.
func navigation() []navEntry {
	return []navEntry{
		{"/", "Today"},
		{"/suppliers", "Suppliers"},
		{"/ahead", "Ahead"},
		{"/coverage", "Coverage"},
		{"/mailboxes", "Our mailboxes"},
		{"/escalation", "Escalation paths"},
		{"/status", "Service status"},
	}
}

// framer makes the frames of pages.
type framer struct {
	actions  pageActions
	calendar string // its address, for calendar programs
}

// frame returns the frame of a page, whose navigation entry has this path, with what became of a form. It lets the page post to where it came from, and
// browsers ask whether it has changed.
func (b framer) frame(w http.ResponseWriter, r *http.Request, x content.Snapshot, here, title string, became result) frame {
	w.Header().Set("Content-Security-Policy", formPolicy)
	w.Header().Set("Cache-Control", "private, no-cache")
	return frame{
		Title: title, Heading: title, Here: here, Open: len(x.AlertIndex().Unacknowledged), EvaluatedAt: x.EvaluatedAt, Waits: x.Waits(), Faults: faults(x),
		Feed: b.calendar, clock: x.Clock(), actionState: b.actions.state(r, x, became),
	}
}

// faults returns what every reader must know of the service: what it shows is old, incomplete, or does not leave.
func faults(x content.Snapshot) []string {
	var all []string
	if !x.Healthy.OK {
		all = append(all, x.Healthy.Why)
	}
	if x.Vantage != nil && !*x.Vantage {
		all = append(all, "This host has no network access. Probes have no result until it is back; dates are evaluated all the same.")
	}
	switch {
	case x.Outbox == nil:
		all = append(all, "It is unknown whether emails are waiting to be sent: the stored state could not be read.")
	case x.Outbox.Pending > 0:
		all = append(all, prose.Count(x.Outbox.Pending, "email")+" not sent yet.")
	}
	switch {
	case len(x.Reload.Problems) == 0:
	case x.Reload.OK:
		all = append(all, "The registry has values that will be refused from version 0.3 on.")
	default:
		all = append(all, "The registry cannot be read. The version read before is still in use.")
	}
	return all
}
