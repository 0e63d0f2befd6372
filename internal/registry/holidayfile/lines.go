package holidayfile

import (
	"bytes"
	"strings"
)

// lineTable knows the lines of each event's properties: the library does not keep them.
type lineTable struct {
	events []map[string]int
	first  string // the first line that is not empty
	open   int    // the line of a component that does not end
	stray  int    // a line without a property
}

// locate notes where each event begins and where its properties are, in the order of the file. Lines that begin with a blank continue the one
// before; what is inside a component of an event, such as an alarm, is not of the event.
func locate(data []byte) lineTable {
	var t lineTable
	var inside []string
	var begins []int
	for i, raw := range bytes.Split(data, []byte("\n")) {
		line := strings.TrimRight(string(raw), "\r")
		if line == "" || line[0] == ' ' || line[0] == '\t' {
			continue
		}
		if t.first == "" {
			t.first = line
		}
		name, value := property(line)
		switch {
		case name == "":
			if t.stray == 0 {
				t.stray = i + 1
			}
		case name == "BEGIN":
			inside, begins = append(inside, value), append(begins, i+1)
			if value == "VEVENT" {
				t.events = append(t.events, map[string]int{"BEGIN": i + 1})
			}
		case name == "END" && len(inside) > 0:
			inside, begins = inside[:len(inside)-1], begins[:len(begins)-1]
		case len(inside) > 0 && inside[len(inside)-1] == "VEVENT":
			if e := t.events[len(t.events)-1]; e[name] == 0 {
				e[name] = i + 1
			}
		}
	}
	if len(begins) > 0 {
		t.open = begins[len(begins)-1]
	}
	return t
}

// property returns the name and the value of a line, and nothing for a line that has none.
func property(line string) (name, value string) {
	end := strings.IndexAny(line, ":;")
	if end < 1 {
		return "", ""
	}
	if colon := strings.LastIndexByte(line, ':'); colon >= 0 {
		value = strings.ToUpper(strings.TrimSpace(line[colon+1:]))
	}
	return strings.ToUpper(line[:end]), value
}

// misplaced returns the first line on which the file is not one of iCalendar.
func (t lineTable) misplaced() *Mistake {
	switch {
	case !strings.EqualFold(strings.TrimSpace(t.first), "BEGIN:VCALENDAR"):
		return &Mistake{Line: 1, Message: "it is not an iCalendar file: expected BEGIN:VCALENDAR on the first line"}
	case t.stray != 0:
		return &Mistake{Line: t.stray, Message: "the line is not one of an iCalendar file: expected NAME:VALUE"}
	case t.open != 0:
		return &Mistake{Line: t.open, Message: "what begins here does not end"}
	}
	return nil
}
