package replycmd

import (
	"fmt"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
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
		if c.Until = snoozeDay(c.Rest); !c.Until.IsZero() {
			return nil
		}
		c.Snoozed, err = civil.ParsePeriod(strings.TrimRight(strings.TrimPrefix(c.Rest, "for "), "."))
		if err != nil || c.Snoozed.IsZero() {
			return fmt.Errorf("say for how long, for example %q", "snooze 3 days")
		}
	case Renewed:
		c.Until, err = civil.ParseDate(bare(strings.TrimPrefix(c.Rest, "until ")))
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

// snoozeDay returns the day until which a snooze is asked for, as in "until 2026-12-01"; zero if it is a period.
func snoozeDay(rest string) civil.Date {
	text, until := strings.CutPrefix(rest, "until ")
	if !until {
		return civil.Date{}
	}
	day, err := civil.ParseDate(bare(text))
	if err != nil {
		return civil.Date{}
	}
	return day
}

// SnoozedUntil returns when a snooze for a period ends that begins now. It is an error if that is not in the future, or too long.
func (c Command) SnoozedUntil(now time.Time) (time.Time, error) {
	until := civil.AddTo(now, c.Snoozed, nil)
	switch {
	case !until.After(now):
		return until, fmt.Errorf("say for how long, for example %q", "snooze 3 days")
	case until.Sub(now) > model.LongestSnooze:
		return until, fmt.Errorf("%s is too long; at most 30 days", c.Snoozed)
	}
	return until, nil
}
