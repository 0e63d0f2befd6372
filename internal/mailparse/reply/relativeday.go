package reply

import (
	"strings"
	"time"

	"supplierwatch/internal/mailparse/lexicon"
)

// boundDay returns the first day behind a word such as "until" that is named by a weekday, by a month or as tomorrow; zero if there is none. It is
// the next such day after the mail.
func boundDay(folded string, sent time.Time) time.Time {
	if sent.IsZero() {
		return time.Time{}
	}
	today := time.Date(sent.Year(), sent.Month(), sent.Day(), 0, 0, 0, 0, time.UTC)
	for at := 0; at < len(folded); at += max(1, len(lexicon.FirstWord(folded[at:]))) {
		if at > 0 && lexicon.IsWord(folded[at-1]) {
			continue
		}
		if day := namedDay(folded, at, today); !day.IsZero() {
			return day
		}
	}
	return time.Time{}
}

// namedDay returns the day behind a word such as "until" that is named at an index.
func namedDay(folded string, at int, today time.Time) time.Time {
	before, text := strings.TrimRight(folded[max(0, at-untilReach):at], " -'"), folded[at:]
	switch weekday, isWeekday := lexicon.WeekdayAt(text); {
	case isWeekday:
		next, isNext := without(before, lexicon.NextOne)
		if !lexicon.EndsWithUntil(next) {
			return time.Time{}
		}
		return weekdayAfter(today, weekday, isNext || lexicon.NextOne.Begins(afterFirst(text)))
	case lexicon.Tomorrow.Begins(text) && lexicon.EndsWithUntil(before):
		return today.Add(24 * time.Hour)
	case lexicon.NextWeek.Begins(text) && lexicon.EndsWithUntil(before):
		return weekdayAfter(today, time.Monday, true)
	case lexicon.IsMonth(lexicon.FirstWord(text)):
		return boundMonth(before, lexicon.Months()[lexicon.FirstWord(text)], today)
	}
	return time.Time{}
}

// weekdayAfter returns the next weekday after a day; of the next week, which begins on Monday, if a word before or behind it asks for that.
func weekdayAfter(today time.Time, weekday time.Weekday, ofNextWeek bool) time.Time {
	ahead := (int(weekday)-int(today.Weekday())+6)%7 + 1
	if ofNextWeek {
		monday := (7 - (int(today.Weekday())+6)%7)
		ahead = monday + (int(weekday)+6)%7
	}
	return today.Add(time.Duration(ahead) * 24 * time.Hour) // in UTC
}

// boundMonth returns the first day of a month behind a word such as "until"; the middle or the last one where the words before it name that.
func boundMonth(before string, month time.Month, today time.Time) time.Time {
	end, isEnd := without(before, lexicon.EndOf)
	middle, isMiddle := without(before, lexicon.MidOf)
	year := today.Year()
	if month <= today.Month() && (month < today.Month() || !isEnd && !isMiddle) {
		year++
	}
	switch {
	case isEnd && lexicon.EndsWithUntil(end):
		return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC)
	case isMiddle && lexicon.EndsWithUntil(middle):
		return time.Date(year, month, 15, 0, 0, 0, 0, time.UTC)
	case lexicon.EndsWithUntil(before):
		return time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	}
	return time.Time{}
}

// without returns a text without a phrase at its end, and whether it was there.
func without(text string, table lexicon.Phrases) (shorter string, found bool) {
	n := table.Suffix(text)
	return strings.TrimRight(text[:len(text)-n], " -'"), n > 0
}

// afterFirst returns what follows the first word of a text.
func afterFirst(text string) string {
	_, rest, _ := strings.Cut(text, " ")
	return rest
}
