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
// and nobody organizes a deadline. Without a METHOD, DTSTAMP says the same as
// LAST-MODIFIED (RFC 5545, 3.8.7.2).
//
// known holds the events of earlier calendars by UID. An event that says the same
// as before keeps its LAST-MODIFIED; SEQUENCE grows whenever its day or its status
// changes (RFC 5546, 2.1.4) and is absent while it is 0. The events that are new
// or have changed are returned, to be known to the next calendar. Without known
// events every event has the document's AsOf.
func Calendar(w io.Writer, doc apidoc.DeadlinesDocument, r *model.Registry, known map[string]model.CalendarEvent) ([]model.CalendarEvent, error) {
	c := calendar{registry: r, asOf: doc.AsOf, known: known, object: ics.NewCalendarFor("supplierwatch")}
	c.object.SetProductId("-//supplierwatch//deadlines//EN")
	c.object.SetName("Supplier deadlines")
	c.object.SetRefreshInterval(refresh)
	c.object.SetXPublishedTTL(refresh)
	for _, d := range doc.Deadlines {
		if d.Due.IsZero() {
			continue
		}
		c.add(d)
		if old, ok := overtaken(d); ok {
			c.add(old)
		}
	}
	if len(c.object.Components) == 0 {
		c.object.AddVTimezone(universal())
	}
	return c.changed, c.object.SerializeTo(w, ics.WithNewLineWindows)
}

// calendar is a calendar while it is written.
type calendar struct {
	registry *model.Registry
	asOf     time.Time
	known    map[string]model.CalendarEvent
	object   *ics.Calendar
	changed  []model.CalendarEvent
}

func (c *calendar) add(d model.Deadline) {
	words := wording{d, c.registry}
	revision, changed := c.revision(words)
	c.object.AddVEvent(event(words, revision))
	if changed {
		c.changed = append(c.changed, revision)
	}
}

// revision compares an event with its last publication.
func (c *calendar) revision(words wording) (revision model.CalendarEvent, changed bool) {
	next := model.CalendarEvent{
		UID: uid(words.Deadline, words.firstID()), Due: words.Due, Settled: words.Settled, Digest: digest(words), Modified: c.asOf,
	}
	last, found := c.known[next.UID]
	if !found {
		return next, true
	}
	next.Sequence = last.Sequence
	moved := next.Due != last.Due || next.Settled != last.Settled
	if !moved && next.Digest == last.Digest {
		return last, false
	}
	if moved {
		next.Sequence++
	}
	return next, true
}

// digest hashes the texts of an event and whether it has alarms.
func digest(words wording) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %t", words.summary(), words.description(), rings(words.Deadline)))
	return hex.EncodeToString(sum[:16])
}

// refresh is how often a reader should ask again (RFC 7986, 5.7), also by the
// older name that Outlook knows.
const refresh = "PT1H"

// alarms are when a reader reminds of an event, relative to the midnight at
// which its day begins: at nine in the morning, 14 and 3 days before it.
var alarms = []string{"-P13DT15H", "-P2DT15H"}

// event is the day of one deadline. It lasts that day, which is what DTSTART
// alone says (RFC 5545, 3.6.1), and blocks nobody's time.
func event(words wording, revision model.CalendarEvent) *ics.VEvent {
	e := ics.NewEvent(revision.UID)
	e.SetDtStampTime(revision.Modified)
	e.SetLastModifiedAt(revision.Modified)
	if revision.Sequence > 0 {
		e.SetSequence(revision.Sequence)
	}
	e.SetProperty(ics.ComponentPropertyDtStart, basic(words.Due), ics.WithValue(string(ics.ValueDataTypeDate)))
	e.SetSummary(words.summary())
	e.SetDescription(words.description())
	e.AddCategory(strings.ReplaceAll(string(words.Kind), "-", " "))
	e.SetTimeTransparency(ics.TransparencyTransparent)
	if words.Settled {
		e.SetStatus(ics.ObjectStatusCancelled)
		return e
	}
	e.SetStatus(ics.ObjectStatusConfirmed)
	if rings(words.Deadline) {
		remind(e, words.summary())
	}
	return e
}

// rings reports whether a reader should be reminded of a deadline. A past day
// has no alarm: a reader that sees the event for the first time would ring at once.
func rings(d model.Deadline) bool { return !d.Settled && d.DaysLeft != nil && *d.DaysLeft >= 0 }

func remind(e *ics.VEvent, text string) {
	for _, trigger := range alarms {
		alarm := e.AddAlarm()
		alarm.SetAction(ics.ActionDisplay)
		alarm.SetDescription(text)
		alarm.SetTrigger(trigger)
	}
}

// basic writes a day as iCalendar does: 20261209.
func basic(d civil.Date) string {
	return fmt.Sprintf("%04d%02d%02d", d.Year(), int(d.Month()), d.Day())
}

// uid returns an id for the subject of a deadline, which does not change with
// the due day. It reveals nothing about the registry (RFC 7986, 5.3).
func uid(d model.Deadline, supplier string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q %q", supplier, d.Subject, d.Kind, d.Channel, d.Occurrence))
	return hex.EncodeToString(sum[:16]) + "@supplierwatch"
}

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
