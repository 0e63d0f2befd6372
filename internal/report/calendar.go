package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Calendar writes the deadlines that have a day as an iCalendar object (RFC
// 5545) of all-day events, in the order of the document. The registry gives the
// names of suppliers and items; without one their ids stand there.
//
// An event keeps its UID for as long as it is about the same occurrence, so that
// a moved day replaces the old one. What is settled, and what was decided
// otherwise, is an event with STATUS:CANCELLED.
//
// There is no METHOD: the object is a snapshot of what is known and no scheduling
// message (RFC 5545, 3.7.2). PUBLISH would need an ORGANIZER (RFC 5546, 3.2.1),
// and nobody organizes a deadline. There is no SEQUENCE either. It may never
// fall, and nothing here remembers the revisions before: a number that follows
// the day would fall with it, and one that follows the clock would announce a
// revision where nothing was revised. Absent, it is 0 in every revision, and of
// two the later DTSTAMP wins (RFC 5546, 2.1.5). Without a METHOD, DTSTAMP says
// the same as LAST-MODIFIED (RFC 5545, 3.8.7.2), so both are the document's
// AsOf, which is later in every later snapshot.
func Calendar(w io.Writer, doc apidoc.DeadlinesDocument, r *model.Registry) error {
	cal := ics.NewCalendarFor("supplierwatch")
	cal.SetProductId("-//supplierwatch//deadlines//EN")
	cal.SetName("Supplier deadlines")
	cal.SetRefreshInterval(refresh)
	cal.SetXPublishedTTL(refresh)
	for _, d := range doc.Deadlines {
		if d.Due.IsZero() {
			continue
		}
		cal.AddVEvent(event(d, doc.AsOf, r))
		if gone, ok := overtaken(d); ok {
			cal.AddVEvent(event(gone, doc.AsOf, r))
		}
	}
	if len(cal.Components) == 0 {
		cal.AddVTimezone(universal())
	}
	return cal.SerializeTo(w, ics.WithNewLineWindows)
}

// refresh is how often a reader should ask again (RFC 7986, 5.7), also by the
// older name that Outlook knows.
const refresh = "PT1H"

// alarms are when a reader reminds of an event, relative to the midnight at
// which its day begins: at nine in the morning, 14 and 3 days before it.
var alarms = []string{"-P13DT15H", "-P2DT15H"}

// event is the day of one deadline. It lasts that day, which is what DTSTART
// alone says (RFC 5545, 3.6.1), and blocks nobody's time.
func event(d model.Deadline, asOf time.Time, r *model.Registry) *ics.VEvent {
	words := wording{d, r}
	e := ics.NewEvent(uid(d))
	e.SetDtStampTime(asOf)
	e.SetLastModifiedAt(asOf)
	e.SetProperty(ics.ComponentPropertyDtStart, basic(d.Due), ics.WithValue(string(ics.ValueDataTypeDate)))
	e.SetSummary(words.summary())
	e.SetDescription(words.description())
	e.AddCategory(strings.ReplaceAll(string(d.Kind), "-", " "))
	e.SetTimeTransparency(ics.TransparencyTransparent)
	if over(d) {
		e.SetStatus(ics.ObjectStatusCancelled)
		return e
	}
	e.SetStatus(ics.ObjectStatusConfirmed)
	// Nothing rings for a day that is over: a reader that sees the event for
	// the first time would ring at once.
	if d.DaysLeft != nil && *d.DaysLeft >= 0 {
		remind(e, words.summary())
	}
	return e
}

func remind(e *ics.VEvent, text string) {
	for _, trigger := range alarms {
		alarm := e.AddAlarm()
		alarm.SetAction(ics.ActionDisplay)
		alarm.SetDescription(text)
		alarm.SetTrigger(trigger)
	}
}

// basic writes a day as iCalendar does: 20261209.
func basic(d civil.Date) string { return fmt.Sprintf("%04d%02d%02d", d.Year, int(d.Month), d.Day) }

// uid returns an id for the subject of a deadline, which does not change with
// the due day. It reveals nothing about the registry (RFC 7986, 5.3).
func uid(d model.Deadline) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q %q", d.Supplier, d.Subject, d.Kind, d.Channel, d.Occurrence))
	return hex.EncodeToString(sum[:16]) + "@supplierwatch"
}

// over reports whether nothing is left to do on the day.
func over(d model.Deadline) bool { return d.Settled }

// overtaken is the notice day that a calendar had before notice was given and the
// contract's row became one about its end, or before the contract was kept on that
// end. A cancelled event needs a day; the row no longer has the one it was, so that
// the event has the due day of the row.
func overtaken(d model.Deadline) (model.Deadline, bool) {
	if d.Kind == model.DeadlineContractNotice && d.State == stateKept {
		d.Occurrence, d.Settled = d.CurrentEnd.String(), true
		return d, true
	}
	given := d.Kind == model.DeadlineContractEnd && (d.State == stateTerminating || d.Settled)
	d.Kind, d.Settled = model.DeadlineContractNotice, true
	return d, given
}

// universal is what a calendar without events holds: it must hold something
// (RFC 5545, 3.6), and a zone is never shown.
func universal() *ics.VTimezone {
	zone := ics.NewTimezone("Etc/UTC")
	standard := zone.AddStandard()
	standard.SetProperty(ics.ComponentPropertyDtStart, "19700101T000000")
	standard.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), "+0000")
	standard.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), "+0000")
	return zone
}
