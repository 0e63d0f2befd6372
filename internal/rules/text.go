package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"supplierwatch/internal/civil"
)

// short writes a day as people say it: Wed 9 Dec.
func short(d civil.Date) string {
	return fmt.Sprintf("%.3s %d %.3s", d.Weekday(), d.Day, d.Month)
}

// long writes a day with its year: Wed 9 Dec 2026.
func long(d civil.Date) string { return fmt.Sprintf("%s %d", short(d), d.Year) }

// count writes a number with its noun in the right form: 1 day, 2 days.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// possessive writes whose something is: 1 month's, 2 months'.
func possessive(owner string) string {
	if strings.HasSuffix(owner, "s") {
		return owner + "'"
	}
	return owner + "'s"
}

// short writes a day for a headline: a day to come of this year as people say it, any other with its year instead of its weekday, since it
// would be taken for a coming one: 9 Dec 2025.
func (e *supplierEval) short(d civil.Date) string {
	if d.Year == e.today.Year && !d.Before(e.today) {
		return short(d)
	}
	return fmt.Sprintf("%d %.3s %d", d.Day, d.Month, d.Year)
}

// list writes words as a sentence does: a, b and c.
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// calendarName returns the calendar that business days were counted in.
func calendarName(c *civil.Calendar) string {
	if c == nil || c.ID == "" {
		return "Monday to Friday"
	}
	return "calendar " + c.ID
}

// counted writes a period and, if it is in business days, the calendar they were counted in.
func counted(p civil.Period, c *civil.Calendar) string {
	if p.BusinessDays == 0 {
		return p.String()
	}
	return p.String() + " (" + calendarName(c) + ")"
}

// lead begins a paragraph with what to do in capitals.
func lead(do, text string) string { return strings.ToUpper(do) + ". " + text }

// headlineRoom is how long a headline may be, so that it fits a subject line of 70 characters behind [CRITICAL].
const headlineRoom = 70 - len("[CRITICAL] ")

// headline puts what to do first, then the item, the supplier and an end that may be left out: Decide by Wed 9 Dec: Service contract
// (ACME). The item is cut where the line gets too long.
func (e *supplierEval) headline(do, item, tail string) string {
	supplier := " (" + e.s.ShortName() + ")"
	room := headlineRoom - utf8.RuneCountInString(do+": "+supplier)
	if utf8.RuneCountInString(item+tail) > room {
		tail = ""
	}
	return do + ": " + cut(item, room-utf8.RuneCountInString(tail)) + supplier + tail
}

// headlineAll is headline for what concerns the supplier as a whole: Name a contact: ACME Photoresist GmbH. Where the line gets too long, the
// supplier has its short name, and what to do is cut.
func (e *supplierEval) headlineAll(do string) string {
	if whole := do + ": " + e.s.Name; utf8.RuneCountInString(whole) <= headlineRoom {
		return whole
	}
	tail := ": " + e.s.ShortName()
	return cut(do, headlineRoom-utf8.RuneCountInString(tail)) + tail
}

// cut shortens a text to at most n characters, the last one then an ellipsis. It cuts between words, unless that would cost half of the text.
func cut(text string, n int) string {
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	kept := string(runes[:max(0, n-1)])
	if i := strings.LastIndexByte(kept, ' '); runes[len([]rune(kept))] != ' ' && i > len(kept)/2 {
		kept = kept[:i]
	}
	return strings.TrimRight(kept, " ,;:-") + "…"
}
