package reply

import (
	"slices"
	"time"

	"supplierwatch/internal/mailparse/lexicon"
)

// standIns returns the addresses and numbers named as a replacement: all that an
// automatic answer names, if it speaks of one.
func (m *Meaning) standIns() []string {
	if m.Verdict != Left && !lexicon.StandIn.In(lexicon.Fold(m.Text)) {
		return nil
	}
	return slices.Concat(m.Addresses, m.Phones)
}

// untilReach is how far before a day the word may be that makes it the last one, in bytes.
const untilReach = 30

// until returns the last or the return day of an absence, as YYYY-MM-DD. A day
// behind a word such as "until" counts before the latest day that is named. A
// day without a year is the next one after the mail.
func until(folded string, sent time.Time) string {
	var latest, bound time.Time
	for _, d := range daysIn(folded, sent) {
		if d.at.After(latest) {
			latest = d.at
		}
		if bound.IsZero() && lexicon.EndsWithUntil(folded[max(0, d.start-untilReach):d.start]) {
			bound = d.at
		}
	}
	if bound.IsZero() {
		bound = boundDay(folded, sent)
	}
	if !bound.IsZero() {
		latest = bound
	}
	if latest.IsZero() {
		return ""
	}
	return latest.Format(time.DateOnly)
}

// untilSome reports whether an absence lasts until a day of the week or a month.
func untilSome(folded string) bool {
	for at := 0; at < len(folded); {
		word := lexicon.FirstWord(folded[at:])
		if (lexicon.IsMonth(word) || lexicon.Weekday.Begins(folded[at:])) && lexicon.EndsWithUntil(folded[max(0, at-untilReach):at]) {
			return true
		}
		at += max(1, len(word))
	}
	return false
}
