package replycmd

import (
	"fmt"
	"strings"
	"time"

	"supplierwatch/internal/civil"
)

// complete sees that the verb has what it needs.
func (c *Command) complete(alerts int) error {
	if err := c.argument(); err != nil {
		return err
	}
	if alerts > 1 && len(c.Alerts) == 0 && !c.All && c.aboutAlerts() {
		return fmt.Errorf("this mail tells of %d alerts: say which one is meant, for example %q, or %q", alerts, string(c.Verb)+" 1", string(c.Verb)+" all")
	}
	return nil
}

// aboutAlerts reports whether the verb refers to alerts.
func (c *Command) aboutAlerts() bool { return c.Verb != Help && c.Verb != Send }

func (c *Command) argument() (err error) {
	switch c.Verb {
	case Snooze:
		if text, until := CutWord(c.Rest, "until"); until {
			c.Until, c.Instant, err = ParseUntil(bare(text))
			return err
		}
		text, _ := CutWord(c.Rest, "for")
		c.Snoozed, err = civil.ParsePeriod(strings.TrimRight(text, "."))
		if err != nil || c.Snoozed.IsZero() {
			return fmt.Errorf("say for how long, for example %q", "snooze 3 days")
		}
	case Renewed:
		c.Until, err = parseDay(c.Rest)
		if err != nil {
			return fmt.Errorf("say until when, for example %q", "renewed 2028-03-31")
		}
	case Requested, Placed:
		if c.Rest == "" {
			return fmt.Errorf("say its number, for example %q", string(c.Verb)+" 4500012345")
		}
	case Send, Accept:
		if c.Rest != "" {
			return fmt.Errorf("write %q alone on the first line, if that is what you want", string(c.Verb))
		}
	case Waived:
		if c.Rest == "" {
			return fmt.Errorf("say why, for example %q", "waived stock lasts until spring")
		}
	}
	return nil
}

// CutWord returns a text without the word that it begins with, whatever its case, and whether it begins with that word.
func CutWord(text, word string) (rest string, found bool) {
	first, rest, _ := strings.Cut(text, " ")
	if !strings.EqualFold(first, word) {
		return text, false
	}
	return rest, true
}

// parseDay reads a day, which the word "until" may precede.
func parseDay(text string) (civil.Date, error) {
	text, _ = CutWord(text, "until")
	return civil.ParseDate(bare(text))
}

// ParseUntil reads when a snooze ends: a day, or an instant as RFC 3339. The other of the two is zero.
func ParseUntil(text string) (civil.Date, time.Time, error) {
	day, notDay := civil.ParseDate(text)
	if notDay == nil {
		return day, time.Time{}, nil
	}
	instant, err := time.Parse(time.RFC3339, strings.ToUpper(text))
	if err != nil {
		return civil.Date{}, time.Time{}, fmt.Errorf("%q is not a valid time; expected a day, e.g. 2026-12-01, or an instant, e.g. 2026-12-01T08:00:00Z", text)
	}
	return civil.Date{}, instant, nil
}
