package holidayfile

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	ics "github.com/arran4/golang-ical"

	"supplierwatch/internal/civil"
)

// File is what a file says.
type File struct {
	Days []civil.Holiday // in order, each day once
	// Until is the last day for which the file lists holidays: the end of the last year with a single event, or of the horizon where all
	// events recur.
	Until civil.Date
}

// Mistake is what is wrong on a line of the file.
type Mistake struct {
	Line    int
	Message string
}

const (
	// HorizonYears is how many years ahead, and back, a recurrence is followed.
	HorizonYears = 10
	// longestEvent is how many days one event may last.
	longestEvent = 366
	// mostDays is how many days all events may take.
	mostDays = 50_000
)

// Read returns the days off in a file, with recurrences up to HorizonYears after a year. Either there are days or there are mistakes.
func Read(data []byte, year int) (File, []Mistake) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	lines := locate(data)
	if m := lines.misplaced(); m != nil {
		return File{}, []Mistake{*m}
	}
	calendar, err := parse(data)
	if err != nil {
		return File{}, []Mistake{{Line: 1, Message: "it is not a valid iCalendar file: " + err.Error()}}
	}
	r := reader{year: year, days: map[civil.Date]string{}, replaced: map[string]map[civil.Date]bool{}}
	events := calendar.Events()
	if len(events) != len(lines.events) {
		return File{}, []Mistake{{Line: 1, Message: "it is not a valid iCalendar file: an event does not end"}}
	}
	for i, e := range events {
		r.noteReplaced(event{e, lines.events[i]})
	}
	for i, e := range events {
		r.add(event{e, lines.events[i]})
	}
	if len(r.days) == 0 && len(r.mistakes) == 0 {
		r.mistakes = append(r.mistakes, Mistake{Line: 1, Message: "it has no all-day event, and so no day off"})
	}
	if len(r.mistakes) > 0 {
		return File{}, r.mistakes
	}
	return r.file(), nil
}

// parse guards against a panic of the library.
func parse(data []byte) (calendar *ics.Calendar, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	return ics.ParseCalendar(bytes.NewReader(data))
}

// reader collects the days of all events.
type reader struct {
	year     int
	days     map[civil.Date]string
	replaced map[string]map[civil.Date]bool // by UID: days of a recurrence that another event replaces
	single   int                            // the last year of an event that does not recur for ever
	mistakes []Mistake
}

func (r *reader) report(e event, property, format string, args ...any) {
	r.mistakes = append(r.mistakes, Mistake{Line: e.line(property), Message: fmt.Sprintf(format, args...)})
}

func (r *reader) noteReplaced(e event) {
	id := e.text(ics.ComponentPropertyRecurrenceId)
	if id == "" {
		return
	}
	uid := e.text(ics.ComponentPropertyUniqueId)
	if day, ok := parseDay(id); ok && uid != "" {
		if r.replaced[uid] == nil {
			r.replaced[uid] = map[civil.Date]bool{}
		}
		r.replaced[uid][day] = true
	}
}

// add adds the days of an event.
func (r *reader) add(e event) {
	if strings.EqualFold(e.text(ics.ComponentPropertyStatus), "CANCELLED") {
		return
	}
	first, allDay := r.start(e)
	if !allDay {
		return
	}
	length, ok := r.length(e, first)
	if !ok {
		return
	}
	starts, ok := r.starts(e, first)
	if !ok {
		return
	}
	name := e.name()
	for _, start := range starts {
		for i := range length {
			r.days[start.AddDays(i)] = name
		}
		if len(r.days) > mostDays {
			r.report(e, "BEGIN", "the events take more than %d days", mostDays)
			return
		}
	}
}

func (r *reader) file() File {
	f := File{}
	for day, name := range r.days {
		f.Days = append(f.Days, civil.Holiday{Date: day, Name: name})
	}
	slices.SortFunc(f.Days, func(a, b civil.Holiday) int { return a.Date.Compare(b.Date) })
	last := r.year + HorizonYears
	if r.single != 0 {
		last = min(last, r.single)
	}
	f.Until = civil.NewDate(last, 12, 31)
	return f
}
