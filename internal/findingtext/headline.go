package findingtext

import (
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

// Headline puts what to do first, then the item, the supplier and an end: Order now: Nitrogen (ACME), runs out 9 Dec. It is never cut; the subject
// of a mail shortens it.
func Headline(e *obligations.Supplier, do, item, tail string) string {
	return do + ": " + item + " (" + prose.ShortName(e.Entry.Name) + ")" + tail
}

// HeadlineAll is Headline for what concerns the supplier as a whole: Add a contact: ACME Photoresist GmbH.
func HeadlineAll(e *obligations.Supplier, do string) string { return do + ": " + e.Entry.Name }

// Lead begins a paragraph with what to do in capitals.
func Lead(do, text string) string { return strings.ToUpper(do) + ". " + text }

// by returns a day to come as the end of an instruction: by 2026-12-09, or today, 2026-12-09.
func by(e *obligations.Supplier, d civil.Date) string {
	if d == e.OwnToday {
		return "today, " + d.String()
	}
	return "by " + d.String()
}

// BeforeEnd returns the last day of something as the end of an instruction in a headline: by 9 Dec, today, or now if that day is past.
func BeforeEnd(e *obligations.Supplier, last civil.Date) string {
	if last.Before(e.OwnToday) {
		return "now"
	}
	return headlineBy(e, last)
}

// headlineBy is by as headlines write it: by 9 Dec, or today.
func headlineBy(e *obligations.Supplier, d civil.Date) string {
	if d == e.OwnToday {
		return "today"
	}
	return "by " + obligations.HeadlineDay(e, d)
}
