package replycmd

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/dateinput"
)

// conjunctions join the numbers of alerts, in six languages.
var conjunctions = []string{"and", "plus", "und", "sowie", "et", "e", "ed", "y", "en"}

// alertWords may precede the number of an alert: alert 2, no. 2.
var alertWords = []string{
	"alert", "alerts", "item", "items", "number", "numbers", "no", "nos", "nr", "n", "num", "nummer", "nummern", "alarm", "alarme", "numero", "numeros", "alerte",
	"alertes", "numeri", "avviso", "avvisi", "alerta", "alertas", "melding", "meldingen", "nummers",
}

// allWords mean all alerts of a mail. Those of other languages than English do so only where no note follows.
var allWords = []string{"alle", "alles", "tous", "toutes", "tutti", "tutte", "todos", "todas", "allemaal"}

// otherAll are words behind "all" with which nobody means all alerts: all good, all clear.
var otherAll = []string{
	"good", "clear", "fine", "ok", "okay", "right", "well", "done", "set", "quiet", "in", "is", "are", "seems", "looks", "the", "we", "i",
}

// named takes the alerts that the words behind the verb name, and keeps the rest. A number that no alert of the mail has is an error, unless it
// begins a period or a day, or the verb wants a number of its own behind it.
func (c *Command) named(words []string, alerts int) error {
	for words = withoutMarks(words); len(words) > 0; words = withoutMarks(words) {
		if rest, all := allOf(words); all && c.Alerts == nil {
			c.All, c.Rest = true, strings.Join(withoutMarks(rest), " ")
			return nil
		}
		if c.Alerts != nil && slices.Contains(conjunctions, bare(words[0])) && len(words) > 1 && isNumbers(words[1]) {
			words = words[1:]
			continue
		}
		numbered := withoutAlertWord(words)
		spans, isNumber := spansOf(numbered[0])
		if !isNumber || c.period(numbered) || c.day(numbered) || c.reference(numbered, spans, alerts) {
			break
		}
		spans, rest, err := c.spokenRange(numbered, spans)
		if err != nil {
			return err
		}
		if err := c.add(spans, alerts); err != nil {
			return err
		}
		words = rest
	}
	c.Rest = strings.Join(words, " ")
	return nil
}

// add takes the alerts of some numbers and ranges.
func (c *Command) add(spans []span, alerts int) error {
	for _, s := range spans {
		switch {
		case !s.isListed(alerts):
			return s.unlisted(alerts)
		case s.to < s.from:
			return fmt.Errorf("write the lower number first, for example %q", fmt.Sprintf("%s %d-%d", c.Verb, s.to, s.from))
		}
		for n := s.from; n <= s.to; n++ {
			if !slices.Contains(c.Alerts, n) {
				c.Alerts = append(c.Alerts, n)
			}
		}
	}
	return nil
}

// allOf reports whether words begin with one that means all alerts, and returns those behind it.
func allOf(words []string) (rest []string, ok bool) {
	word, rest := bare(words[0]), words[1:]
	alone := endsClause(words[0]) || bare(strings.Join(rest, "")) == ""
	switch {
	case word == "all":
		return rest, alone || !slices.Contains(otherAll, bare(rest[0]))
	case slices.Contains(allWords, word):
		return rest, alone || BeginsEnd(rest[0])
	}
	return words, false
}

// withoutAlertWord returns the words behind one that announces the number of an alert.
func withoutAlertWord(words []string) []string {
	if len(words) > 1 && slices.Contains(alertWords, bare(words[0])) && isNumbers(words[1]) {
		return words[1:]
	}
	return words
}

// span is the number of an alert, or the first and the last one of a range.
type span struct {
	from, to int
	written  string // without the marks around it; empty: in several words
}

// isListed reports whether a mail about so many alerts has those of the span.
func (s span) isListed(alerts int) bool {
	return min(s.from, s.to) >= 1 && max(s.from, s.to) <= alerts
}

// unlisted returns the error for a number that no alert of the mail has.
func (s span) unlisted(alerts int) error {
	number := cmp.Or(s.written, fmt.Sprintf("%d-%d", s.from, s.to))
	if alerts == 1 {
		return fmt.Errorf("there is no alert %s in this mail: it is about one alert and needs no number", number)
	}
	return fmt.Errorf("there is no alert %s in this mail: its alerts are numbered from 1 to %d", number, alerts)
}

// spansOf returns the numbers that a word holds: 2, #2, 1,3, 1-3.
func spansOf(word string) (spans []span, ok bool) {
	for part := range strings.FieldsFuncSeq(word, func(r rune) bool { return strings.ContainsRune(",;+&", r) }) {
		s, ok := spanOf(part)
		if !ok {
			return nil, false
		}
		spans = append(spans, s)
	}
	return spans, len(spans) > 0
}

// dashes are the characters between the numbers of a range.
const dashes = "-\u2010\u2011\u2012\u2013\u2014\u2212\u2026"

func spanOf(text string) (s span, ok bool) {
	const ends = 2
	written := strings.TrimFunc(text, isMark)
	text = strings.ReplaceAll(written, "..", "-")
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(dashes, r) })
	if len(parts) == 0 || len(parts) > ends {
		return span{}, false
	}
	first, isFirst := digits(parts[0])
	last, isLast := digits(parts[len(parts)-1])
	return span{first, last, written}, isFirst && isLast
}

// digits reads a number of digits alone. Of one that is too long for the number of an alert it returns a large one.
func digits(text string) (n int, ok bool) {
	text = strings.TrimFunc(text, isMark)
	for _, r := range text {
		if r < '0' || r > '9' {
			return 0, false
		}
		n = min(10*n+int(r-'0'), mostAlerts)
	}
	return n, text != ""
}

func isNumbers(word string) bool {
	_, ok := spansOf(word)
	return ok
}

// rangeWords are the words between the numbers of a range, in six languages: 1 to 3.
var rangeWords = []string{"to", "through", "thru", "bis", "a", "al", "hasta", "tot", "t/m"}

// spokenRange adds the end of a range that a word or a dash between blanks divides from its beginning, and returns the words behind it. With a dash
// more words leave doubt whether the second number is that of an alert.
func (c *Command) spokenRange(words []string, spans []span) ([]span, []string, error) {
	const parts = 3
	rest := words[1:]
	last := spans[len(spans)-1]
	if len(words) < parts || last.from != last.to || !isNumbers(words[2]) || c.period(words[2:]) || c.day(words[2:]) {
		return spans, rest, nil
	}
	dash := bare(words[1]) == "" && strings.ContainsAny(words[1], dashes)
	if !dash && !slices.Contains(rangeWords, bare(words[1])) {
		return spans, rest, nil
	}
	behind, _ := spansOf(words[2])
	rest = words[parts:]
	if dash && len(rest) > 0 && !endsClause(words[2]) && !BeginsEnd(rest[0]) && !slices.Contains(conjunctions, bare(rest[0])) {
		return nil, nil, fmt.Errorf("say whether you mean the alerts from %d to %d: write %q or %q", last.from, behind[0].to,
			fmt.Sprintf("%s %d-%d", c.Verb, last.from, behind[0].to), fmt.Sprintf("%s %d %d", c.Verb, last.from, behind[0].to))
	}
	spans[len(spans)-1] = span{from: last.from, to: behind[0].to}
	return append(spans, behind[1:]...), rest, nil
}

// mostAlerts bounds the numbers that are read. No mail has so many alerts.
const mostAlerts = 100_000

// isMarkedNumber reports whether a number is marked as that of an alert: #2.
func isMarkedNumber(word string) bool { return strings.HasPrefix(word, "#") }

// reference reports whether a number is the reference that a verb wants: one that no alert has or, in a mail of one alert, the only one.
func (c *Command) reference(words []string, spans []span, alerts int) bool {
	switch {
	case isMarkedNumber(words[0]):
		return false
	case alerts == 0:
		return true
	case !slices.Contains([]Verb{Placed, Requested, Confirmed}, c.Verb):
		return false
	}
	listed := !slices.ContainsFunc(spans, func(s span) bool { return !s.isListed(alerts) || s.to < s.from })
	return !listed || alerts == 1 && len(words) == 1 && c.Verb != Confirmed
}

// period reports whether a number begins a period: 3 days.
func (c *Command) period(words []string) bool {
	if isMarkedNumber(words[0]) {
		return false
	}
	text := lastOfRange(words)
	_, _, found := leadingPeriod(text)
	return found || isFraction(text) || len(words) > 1 && isUnit(bare(words[1]))
}

// lastOfRange returns words as a text, with the last number in place of a range: 1-3 Jan ends on 3 Jan.
func lastOfRange(words []string) string {
	first := words[0]
	if spans, ok := spansOf(first); ok && len(spans) == 1 && spans[0].from != spans[0].to {
		first = strconv.Itoa(spans[0].to)
	}
	return joined(append([]string{first}, words[1:]...)...)
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
	_, _, err := dateinput.Read(lastOfRange(words), civil.NewDate(2000, time.January, 1), dateinput.Past)
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
