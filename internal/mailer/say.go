package mailer

import (
	"regexp"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/watch"
)

// idForm is what may stand in a line that people paste into a shell.
var idForm = regexp.MustCompile(`^[0-9a-f]{4,64}$`)

// alertID gives an alert's id if it is one, and nothing that a shell could
// understand otherwise.
func alertID(id string) string {
	if !idForm.MatchString(id) {
		return "?"
	}
	return id
}

// say lists the lines for a shell that answer an alert.
func (v View) say(a watch.Alert, f watch.Finding, r reader) []command {
	id := alertID(a.ID)
	if id == "?" {
		return nil
	}
	promise := "I have it"
	if until := v.ackHolds(f); !until.IsZero() {
		promise += ", until " + r.clock(until, v.Now)
	}
	var lines []command
	if f.Advice.Accept {
		lines = append(lines, command{Line: "supplierwatch accept " + id, Does: "a call to a number on file has confirmed the change"})
	}
	return append(lines,
		command{Line: "supplierwatch ack " + id + ` --note "on it"`, Does: promise},
		command{Line: "supplierwatch snooze " + id + " 3 days", Does: "not now; sooner if worse"},
	)
}

// ackHolds is when an acknowledgement given now ends: after the policy's time,
// or when working hours begin on the next named day of the alert's line, if
// that is earlier.
func (v View) ackHolds(f watch.Finding) time.Time {
	if f.Policy == nil {
		return time.Time{}
	}
	calendar := teamCalendar(f.Owner)
	until := civil.AddTo(v.Now, f.Policy.AckExpires, calendar)
	today := calendar.Today(v.Now)
	for _, day := range f.Named {
		if !day.After(today) {
			continue
		}
		if opens := calendar.NextOpening(day.Start(location(calendar))); opens.Before(until) {
			until = opens
		}
		break
	}
	return until
}

func teamCalendar(t *watch.Team) *civil.Calendar {
	if t == nil {
		return nil
	}
	return t.Calendar
}

func location(c *civil.Calendar) *time.Location {
	if c == nil {
		return nil
	}
	return c.Location
}

// sayAll is the line that acknowledges every alert of a mail.
func sayAll(items []item) []command {
	ids := make([]string, 0, len(items))
	for _, x := range items {
		if id := alertID(x.alert.ID); id != "?" {
			ids = append(ids, id)
		}
	}
	line := "supplierwatch ack " + strings.Join(ids, " ")
	if len(ids) < 2 || columns(line) > textWidth-2 {
		return nil
	}
	return []command{{Line: line, Does: "we have all of them"}}
}

// safeWord is what a shell takes as it stands.
var safeWord = regexp.MustCompile(`^[A-Za-z0-9_./@%+=:,-]+$`)

// shellWord quotes a word for a shell where it must be quoted.
func shellWord(s string) string {
	if safeWord.MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
