package replies

import (
	"fmt"

	"supplierwatch/internal/compose"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// unacknowledged returns the alerts of the mail that are open and that nobody has acknowledged.
func (r *reply) unacknowledged(v compose.View) []model.Alert {
	var open []model.Alert
	for _, item := range r.mail.Alerts {
		if a, kept := v.State.Alerts[item.Alert]; kept && isUnacknowledged(a) {
			open = append(open, a)
		}
	}
	return open
}

// isUnacknowledged reports whether an alert is open and nobody has acknowledged it.
func isUnacknowledged(a model.Alert) bool {
	return a.State.Open() && a.State != model.StateAcknowledged
}

// notedLines returns what was saved, and who has the alerts.
func (r *reply) notedLines(v compose.View, open []model.Alert) []string {
	var said []string
	has := r.whoHasThem(v, open)
	switch kept := r.note.kept; {
	case kept == 0 && r.note.refused != "":
		return []string{"NOT saved: " + fullStop(r.note.refused)}
	case kept == 0:
		said = append(said, "Nothing was done: your reply contains no command. "+has)
	case len(r.mail.Alerts) == 1:
		said = append(said, "Saved as a note. "+has)
	case kept == 1:
		said = append(said, "Saved as a note on 1 alert. "+has)
	default:
		said = append(said, fmt.Sprintf("Saved as a note on %d alerts. ", kept)+has)
	}
	if len(open) > 0 && replycmd.SoundsLikeAck(r.message.Parsed.Reply) {
		said = append(said, "Did you mean ack? Then reply "+r.ackExample()+".")
	}
	return said
}

// ackExample is what to write to acknowledge.
func (r *reply) ackExample() string {
	if len(r.mail.Alerts) == 1 {
		return `"ack"`
	}
	return `"ack 1" or "ack all"`
}

// whoHasThem returns whether the alerts of the mail are acknowledged, and how to acknowledge them.
func (r *reply) whoHasThem(v compose.View, open []model.Alert) string {
	all := len(r.mail.Alerts)
	switch {
	case all == 0:
		return "That mail is not about an alert."
	case len(open) == 0 && all == 1:
		return "The alert is acknowledged or over."
	case len(open) == 0:
		return "All alerts of that mail are acknowledged or over."
	case all > 1:
		return fmt.Sprintf("%d of the %d alerts of that mail %s still open and not acknowledged. To acknowledge, reply %s.", len(open), all, isAre(len(open)), r.ackExample())
	case open[0].State == model.StateSnoozed:
		until := v.ClockOf(r.mail.To).Instant(open[0].HeldUntil)
		return fmt.Sprintf("The alert is snoozed until %s and not acknowledged. To acknowledge it, reply \"ack\".", until)
	}
	return `The alert is still open and not acknowledged. To acknowledge it, reply "ack".`
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
