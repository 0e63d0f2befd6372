// Package prose writes days, periods, numbers and lists as sentences do.
package prose

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"supplierwatch/internal/civil"
)

// Short writes a day as people say it: Wed 9 Dec.
func Short(d civil.Date) string {
	return fmt.Sprintf("%.3s %d %.3s", d.Weekday(), d.Day(), d.Month())
}

// Long writes a day with its year: Wed 9 Dec 2026. It is empty for the zero date.
func Long(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s %d", Short(d), d.Year())
}

// DayMonth writes a day as subjects do: 9 Dec.
func DayMonth(d civil.Date) string { return fmt.Sprintf("%d %.3s", d.Day(), d.Month()) }

// Date writes a day without its day of the week: 9 Dec 2026.
func Date(d civil.Date) string { return fmt.Sprintf("%d %.3s %d", d.Day(), d.Month(), d.Year()) }

// Count writes a number with its noun in the right form: 1 day, 2 days.
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Possessive writes whose something is: 1 month's, 2 months'.
func Possessive(owner string) string {
	if strings.HasSuffix(owner, "s") {
		return owner + "'"
	}
	return owner + "'s"
}

// List writes words as a sentence does: a, b and c.
func List(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// CalendarName returns the calendar that business days were counted in.
func CalendarName(c *civil.Calendar) string {
	if c == nil || c.ID == "" {
		return "Monday to Friday"
	}
	return "calendar " + c.ID
}

// Counted writes a period and, if it is in business days, the calendar they were counted in.
func Counted(p civil.Period, c *civil.Calendar) string {
	if p.BusinessDays == 0 {
		return p.String()
	}
	return p.String() + " (" + CalendarName(c) + ")"
}

// Cut shortens a text to at most n characters, the last one then an ellipsis. It cuts between words, unless that would cost half of the text.
func Cut(text string, n int) string {
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

// Quote puts a text in quotation marks.
func Quote(s string) string { return `"` + s + `"` }

// Capital returns a text with its first letter in upper case.
func Capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 || first == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
