package replycmd

import (
	"errors"
	"fmt"
	"strings"

	"supplierwatch/internal/civil"
)

// complete sees that the verb has what it needs.
func (c *Command) complete(alerts int) error {
	if err := c.argument(); err != nil {
		return err
	}
	if alerts > 1 && len(c.Alerts) == 0 && !c.All && c.aboutAlerts() {
		return fmt.Errorf("this mail is about %d alerts: say which one is meant, for example %q, or %q", alerts, string(c.Verb)+" 1", string(c.Verb)+" all")
	}
	return nil
}

// aboutAlerts reports whether the verb refers to alerts.
func (c *Command) aboutAlerts() bool { return c.Verb != Help && c.Verb != Send }

// argument returns an error if the verb lacks what follows it. The days in it are read where the owner's today is known.
func (c *Command) argument() error {
	switch c.Verb {
	case Snooze:
		if _, _, err := ReadEnd(c.Rest, civil.Date{}); errors.Is(err, errNoPeriod) || errors.Is(err, errFraction) {
			return err
		}
	case Requested, Placed:
		if !strings.ContainsAny(c.Rest, "0123456789") {
			return Missing(c.Verb)
		}
	case Renewed, Waived:
		if c.Rest == "" {
			return Missing(c.Verb)
		}
	case Send, Accept:
		if c.Rest != "" {
			return fmt.Errorf("write %q alone on the first line, if that is what you want", string(c.Verb))
		}
	}
	return nil
}

// Missing returns the error for a verb without what must follow it, with an example of what to write; nil where nothing must.
func Missing(verb Verb) error {
	switch verb {
	case Renewed:
		return fmt.Errorf("say until when, for example %q", "renewed 2028-03-31")
	case Requested, Placed:
		return fmt.Errorf("say its number, for example %q", string(verb)+" 4500012345")
	case Waived:
		return fmt.Errorf("say why, for example %q", "waived stock lasts until spring")
	case Verified, NoAnswer, WrongNumber, Confirmed, Keep, NoticeGiven, Ack, Snooze, NotMine, Accept, Informed, Send, Help, None:
	}
	return nil
}
