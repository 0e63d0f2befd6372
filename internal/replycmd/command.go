// Package replycmd reads the commands that our people write in replies to a mail of the watchdog.
//
// The first words of a reply count, whatever their case and punctuation: "ack", "Snooze 3 days.", "placed 4500012345". In a mail about
// several alerts, the numbers after the verb select alerts: "ack 1 3", "placed 2 4500012345", "ack all". Nothing is guessed: a verb without
// its argument is an error that says what to write instead. Text that is not a command is kept as a note by the caller.
package replycmd

import (
	"errors"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/dateinput"
)

// Verb is what is asked for.
type Verb string

// The verbs.
const (
	None        Verb = "" // no command
	Ack         Verb = "ack"
	Snooze      Verb = "snooze"
	Requested   Verb = "requested"
	Placed      Verb = "placed"
	Confirmed   Verb = "confirmed"
	Waived      Verb = "waived"
	Keep        Verb = "keep"
	NoticeGiven Verb = "notice given"
	Renewed     Verb = "renewed"
	Verified    Verb = "verified"
	NoAnswer    Verb = "no-answer"
	WrongNumber Verb = "wrong-number"
	NotMine     Verb = "not-mine"
	Accept      Verb = "accept"
	Informed    Verb = "informed" // of our mailboxes; no reply has words for it
	Send        Verb = "send"
	Help        Verb = "help"
)

// Command is one command of an answer.
type Command struct {
	Verb   Verb
	Alerts []int  // the numbers of the alerts that are meant; nil: none were named
	All    bool   // all of them are meant
	Rest   string // what follows: a number, a day, a reason
}

// Parse reads the new text of a reply to a mail about so many alerts. Text that is not a command returns a Command without a verb. An error says
// what to write instead; the command then has only its verb.
func Parse(text string, alerts int) (Command, error) {
	words := strings.Fields(firstLine(text))
	verb, used := verbOf(words)
	c := Command{Verb: verb}
	if verb == None {
		return c, nil
	}
	c.named(words[used:], alerts)
	if err := c.complete(alerts); err != nil {
		return Command{Verb: verb}, err
	}
	return c, nil
}

// firstLine returns the first line that is not blank.
func firstLine(text string) string {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return ""
}

// named takes the alerts that the words behind the verb name, and keeps the rest. A number that a unit of time follows is a period's, and
// one that no alert of the mail has is a reference.
func (c *Command) named(words []string, alerts int) {
	for len(words) > 0 {
		word := bare(words[0])
		n, ok := number(word)
		switch {
		case word == "all" && c.Alerts == nil:
			c.All = true
		case word == "and" && c.Alerts != nil:
		case ok && n >= 1 && n <= alerts && !c.period(words) && !c.reference(words, alerts) && !c.day(words):
			if !slices.Contains(c.Alerts, n) {
				c.Alerts = append(c.Alerts, n)
			}
		default:
			c.Rest = strings.TrimRight(strings.Join(words, " "), " ")
			return
		}
		words = words[1:]
	}
}

// reference reports whether a number is the reference that a verb wants: in a mail of one alert it needs no number of an alert.
func (c *Command) reference(words []string, alerts int) bool {
	return alerts == 1 && len(words) == 1 && (c.Verb == Placed || c.Verb == Requested)
}

// period reports whether a number begins the period that a snooze wants.
func (c *Command) period(words []string) bool {
	if c.Verb != Snooze || len(words) < 2 {
		return false
	}
	_, err := civil.ParsePeriod(words[0] + " " + bare(words[1]))
	return err == nil
}

// day reports whether a number begins the day that a verb wants: 1 Dec 2026.
func (c *Command) day(words []string) bool {
	if !slices.Contains([]Verb{NoticeGiven, Renewed, Snooze}, c.Verb) {
		return false
	}
	_, _, err := dateinput.Read(strings.Join(words, " "), civil.NewDate(2000, time.January, 1), dateinput.Past)
	return !errors.Is(err, dateinput.ErrNoDay)
}

// mostAlerts bounds the numbers that are read.
const mostAlerts = 100_000

func number(word string) (int, bool) {
	n := 0
	for _, r := range strings.TrimPrefix(word, "#") {
		if r < '0' || r > '9' || n > mostAlerts {
			return 0, false
		}
		n = 10*n + int(r-'0')
	}
	return n, word != "" && word != "#"
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
