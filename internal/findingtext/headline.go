package findingtext

import (
	"strings"
	"unicode/utf8"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

// HeadlineRoom is how long a headline may be, so that it fits a subject line of 70 characters behind [CRITICAL].
const HeadlineRoom = 70 - len("[CRITICAL] ")

// Headline puts what to do first, then the item, the supplier and an end: Order now: Nitrogen (ACME), runs out 9 Dec. Where the line gets too
// long, the item is cut; where too little would be left of it, the end is left out.
func Headline(e *obligations.Supplier, do, item, tail string) string {
	supplier := " (" + prose.ShortName(e.Entry.Name) + ")"
	room := HeadlineRoom - utf8.RuneCountInString(do+": "+supplier)
	if beside := room - utf8.RuneCountInString(tail); utf8.RuneCountInString(item) > beside && beside < shortestItem {
		tail = ""
	}
	return do + ": " + prose.Cut(item, room-utf8.RuneCountInString(tail)) + supplier + tail
}

// shortestItem is how many characters of an item still name it; with less room for it, the end of a headline is left out.
const shortestItem = 16

// HeadlineAll is Headline for what concerns the supplier as a whole: Add a contact: ACME Photoresist GmbH. Where the line gets too long, the supplier
// has its short name, and what to do is cut.
func HeadlineAll(e *obligations.Supplier, do string) string {
	if whole := do + ": " + e.Entry.Name; utf8.RuneCountInString(whole) <= HeadlineRoom {
		return whole
	}
	tail := ": " + prose.ShortName(e.Entry.Name)
	return prose.Cut(do, HeadlineRoom-utf8.RuneCountInString(tail)) + tail
}

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
