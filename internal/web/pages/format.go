package pages

import (
	"fmt"
	"html/template"
	"strings"
	"unicode"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/web/content"
)

// formats are the functions by which the templates of pages write values.
var formats = template.FuncMap{
	"day": day, "date": civil.Date.String,
	"words": words, "upper": func(v any) string { return strings.ToUpper(fmt.Sprint(v)) }, "percent": percent, "held": content.IsHeld, "navigation": navigation, "lines": lines,
}

// day writes a date with its day of the week: Wed 9 Dec 2026.
func day(d civil.Date) string {
	if d.IsZero() {
		return "no day"
	}
	return prose.Long(d)
}

// daysLeft writes a number of days in words; nothing if it is not known. It says today, tomorrow and yesterday only to a reader with the owner's date.
func daysLeft(n *int, sameDate bool) string {
	switch {
	case n == nil:
		return ""
	case *n == 0 && !sameDate:
		return "0 days left"
	case *n == 1 && !sameDate:
		return "in 1 day"
	case *n == -1 && !sameDate:
		return "1 day ago"
	case *n == 0:
		return "today"
	case *n == 1:
		return "tomorrow"
	case *n > 1:
		return fmt.Sprintf("in %d days", *n)
	case *n == -1:
		return "yesterday"
	}
	return fmt.Sprintf("%d days ago", -*n)
}

// words writes an identifier of several words as words.
func words(identifier string) string { return strings.ReplaceAll(identifier, "-", " ") }

// percent writes a share as a whole number of percent.
func percent(share float64) int { return int(100 * share) }

// stripBidi drops the marks that turn the direction of what follows: a name that
// contains one would show the rest of its line the wrong way round.
func stripBidi(r rune) rune {
	if unicode.Is(unicode.Bidi_Control, r) {
		return -1
	}
	return r
}

// lines returns a text of several lines as one, the steps of it apart.
func lines(text string) string {
	return strings.Join(strings.Split(strings.TrimSpace(text), "\n"), "; ")
}
