package app

import (
	"context"
	"fmt"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// unacknowledged returns the alerts of the mail that are open and that nobody has acknowledged, also by what no evaluation has heard of yet.
func (y *answering) unacknowledged(ctx context.Context) ([]model.Alert, error) {
	var open []model.Alert
	err := y.daemon.engine.WithFacts(ctx, func(known *model.Facts) {
		for _, item := range y.mail.Alerts {
			a, kept := y.view.State.Alerts[item.Alert]
			if kept && a.State.Open() && !y.isAcknowledged(a, known) {
				open = append(open, a)
			}
		}
	})
	return open, err
}

// isAcknowledged reports whether somebody has an alert, by the last thing that was done about it.
func (y *answering) isAcknowledged(a model.Alert, known *model.Facts) bool {
	last := model.FactKind("")
	for _, f := range known.Of("", "alert/"+a.ID) {
		if f.Seq > a.LastFactSeq && isPromise(f.Kind) {
			last = f.Kind
		}
	}
	if now := y.done[a.ID]; isPromise(now) {
		last = now
	}
	if last == "" {
		return a.State == model.StateAcknowledged
	}
	return last == model.FactAck
}

func isPromise(kind model.FactKind) bool {
	return kind == model.FactAck || kind == model.FactSnooze || kind == model.FactNotMine
}

// sayNoted says what was saved, and who has the alerts.
func (y *answering) sayNoted(kept int, open []model.Alert) {
	switch {
	case kept == 0:
		y.say("Nothing was done: your reply contains no command. " + y.whoHasThem(open))
	case len(y.mail.Alerts) == 1:
		y.say("Saved as a note. " + y.whoHasThem(open))
	case kept == 1:
		y.say("Saved as a note on 1 alert. " + y.whoHasThem(open))
	default:
		y.say(fmt.Sprintf("Saved as a note on %d alerts. ", kept) + y.whoHasThem(open))
	}
	if len(open) > 0 && replycmd.SoundsLikeAck(y.Message.Reply) {
		y.say("Did you mean ack? Then reply " + y.ackExample() + ".")
	}
}

// ackExample is what to write to acknowledge.
func (y *answering) ackExample() string {
	if len(y.mail.Alerts) == 1 {
		return `"ack"`
	}
	return `"ack 1" or "ack all"`
}

// whoHasThem returns a text that says whether the alerts of the mail are acknowledged, and how to acknowledge them.
func (y *answering) whoHasThem(open []model.Alert) string {
	all := len(y.mail.Alerts)
	switch {
	case all == 0:
		return "That mail is not about an alert."
	case len(open) == 0 && all == 1:
		return "The alert is acknowledged or over."
	case len(open) == 0:
		return "All alerts of that mail are acknowledged or over."
	case all > 1:
		return fmt.Sprintf("%d of the %d alerts of that mail %s still open and not acknowledged. To acknowledge, reply %s.", len(open), all, isAre(len(open)), y.ackExample())
	case open[0].State == model.StateSnoozed:
		return fmt.Sprintf("The alert is snoozed until %s and not acknowledged. To acknowledge it, reply \"ack\".", y.view.Instant(open[0].HeldUntil, y.mail.To))
	}
	return `The alert is still open and not acknowledged. To acknowledge it, reply "ack".`
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// sayUnread answers a reply whose text cannot be read, and reports whether it is one.
func (y *answering) sayUnread(ctx context.Context) (unread bool, err error) {
	why := y.Message.Unreadable
	if why == "" && y.Cut && strings.TrimSpace(y.Message.Reply) == "" {
		why = "too long, and its beginning contains only quoted text"
	}
	if why == "" {
		return false, nil
	}
	open, err := y.unacknowledged(ctx)
	if err != nil {
		return false, err
	}
	y.say(fmt.Sprintf("NOT read: your reply is %s. Nothing was done. Reply in plain text, without encryption.", why))
	if len(y.mail.Alerts) > 0 {
		y.say(y.whoHasThem(open))
	}
	y.sayHow()
	return true, nil
}
