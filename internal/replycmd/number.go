package replycmd

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/dateinput"
)

// conjunctions join the numbers of alerts, in six languages.
var conjunctions = []string{"and", "und", "et", "e", "ed", "y", "en"}

// named takes the alerts that the words behind the verb name, and keeps the rest. A number that no alert of the mail has is an error, unless it
// begins a period or a day, or the verb wants a number of its own behind it.
func (c *Command) named(words []string, alerts int) error {
	for words = withoutMarks(words); len(words) > 0; words = withoutMarks(words[1:]) {
		numbers, isNumber := numbersOf(words[0])
		switch {
		case bare(words[0]) == "all" && c.Alerts == nil:
			c.All = true
			words = withoutMarks(words[1:])
			c.Rest = strings.Join(words, " ")
			return nil
		case c.Alerts != nil && slices.Contains(conjunctions, bare(words[0])) && len(words) > 1 && isNumbers(words[1]):
			continue
		case !isNumber || c.period(words) || c.day(words) || c.reference(words, numbers, alerts):
			c.Rest = strings.Join(words, " ")
			return nil
		}
		for _, n := range numbers {
			if n < 1 || n > alerts {
				return unlisted(words[0], alerts)
			}
			if !slices.Contains(c.Alerts, n) {
				c.Alerts = append(c.Alerts, n)
			}
		}
	}
	return nil
}

// unlisted returns the error for a number that no alert of the mail has.
func unlisted(number string, alerts int) error {
	number = strings.TrimFunc(number, isMark)
	if alerts == 1 {
		return fmt.Errorf("there is no alert %s in this mail: it is about one alert and needs no number", number)
	}
	return fmt.Errorf("there is no alert %s in this mail: its alerts are numbered from 1 to %d", number, alerts)
}

// numbersOf returns the numbers that a word holds: 2, #2, 1,3.
func numbersOf(word string) (numbers []int, ok bool) {
	for part := range strings.FieldsFuncSeq(word, func(r rune) bool { return strings.ContainsRune(",;+&", r) }) {
		digits := strings.TrimFunc(part, isMark)
		n := 0
		for _, r := range digits {
			if r < '0' || r > '9' {
				return nil, false
			}
			n = min(10*n+int(r-'0'), mostAlerts)
		}
		if digits == "" {
			return nil, false
		}
		numbers = append(numbers, n)
	}
	return numbers, len(numbers) > 0
}

func isNumbers(word string) bool {
	_, ok := numbersOf(word)
	return ok
}

// mostAlerts bounds the numbers that are read. No mail has so many alerts.
const mostAlerts = 100_000

// isMarkedNumber reports whether a number is marked as that of an alert: #2.
func isMarkedNumber(word string) bool { return strings.HasPrefix(word, "#") }

// reference reports whether a number is the reference that a verb wants: one that no alert has or, in a mail of one alert, the only one.
func (c *Command) reference(words []string, numbers []int, alerts int) bool {
	switch {
	case isMarkedNumber(words[0]):
		return false
	case alerts == 0:
		return true
	case !slices.Contains([]Verb{Placed, Requested, Confirmed}, c.Verb):
		return false
	}
	listed := !slices.ContainsFunc(numbers, func(n int) bool { return n < 1 || n > alerts })
	return !listed || alerts == 1 && len(words) == 1 && c.Verb != Confirmed
}

// period reports whether a number begins a period: 3 days.
func (c *Command) period(words []string) bool {
	if isMarkedNumber(words[0]) {
		return false
	}
	_, _, found := leadingPeriod(strings.Join(words, " "))
	return found
}

// dated are the verbs behind which a day needs no word before it.
var dated = []Verb{NoticeGiven, Renewed, Snooze}

// day reports whether a number begins a day: 1 Dec 2026. Where a verb takes no day, "2 may" is the alert 2 if more words follow.
func (c *Command) day(words []string) bool {
	const dayAndMonth = 2
	if isMarkedNumber(words[0]) {
		return false
	}
	if !slices.Contains(dated, c.Verb) && len(words) > dayAndMonth && bare(words[1]) == "may" && !isNumbers(words[dayAndMonth]) {
		return false
	}
	_, _, err := dateinput.Read(strings.Join(words, " "), civil.NewDate(2000, time.January, 1), dateinput.Past)
	return !errors.Is(err, dateinput.ErrNoDay)
}

// AlertNumbers returns the numbers of the alerts that a command refers to, in a mail about so many.
func (c Command) AlertNumbers(alerts int) []int {
	if len(c.Alerts) > 0 {
		return c.Alerts
	}
	all := make([]int, alerts)
	for i := range all {
		all[i] = i + 1
	}
	return all
}
