package report

import (
	"bytes"
	"fmt"
	"io"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// StatusText writes the current status: first a paragraph for each alert that
// escalates, with who has been notified and what comes next; then the tasks of
// the weekly summary; last what is over.
func StatusText(w io.Writer, doc apidoc.StatusDocument, style Style) error {
	var out bytes.Buffer
	var acting, letter, over []apidoc.StatusAlert
	for _, a := range doc.Alerts {
		a.Message = style.clock(doc.AsOf).Local(a.Message)
		switch {
		case !a.State.Open():
			over = append(over, a)
		case a.Route == model.RouteWork:
			letter = append(letter, a)
		default:
			acting = append(acting, a)
		}
	}
	fmt.Fprintf(&out, "%s open as of %s, times in %s: %d to act on, %d in the weekly summary\n",
		style.heading(prose.Count(len(acting)+len(letter), "alert")), style.minute(doc.AsOf), style.zone(), len(acting), len(letter))
	statusSection(&out, "", acting, style, statusAlert)
	statusSection(&out, "IN THE WEEKLY SUMMARY", letter, style, statusWork)
	statusSection(&out, "ENDED", over, style, statusAlert)
	statusOutbox(&out, doc.Outbox, style)
	statusReplicas(&out, doc.Replicas, style)
	_, err := w.Write(out.Bytes())
	return err
}

// aboutAlerts returns how many alerts a mail is about; empty: none.
func aboutAlerts(m apidoc.WaitingMail) string {
	if len(m.Alerts) == 0 {
		return ""
	}
	return "  about " + prose.Count(len(m.Alerts), "alert")
}

// statusOutbox writes which relays take no mail for now, which mails wait for the rate of a relay, and when they leave.
func statusOutbox(out *bytes.Buffer, waiting *apidoc.OutboxStatus, style Style) {
	if waiting == nil {
		return
	}
	fmt.Fprintf(out, "\n%s\n", style.heading("WAITING FOR THE MAIL RELAY"))
	for _, p := range waiting.Paused {
		fmt.Fprintf(out, "%s takes no mail for now; it is tried again at %s\n", clean(p.Relay), style.minute(p.Until))
	}
	if waiting.Waiting == 0 {
		return
	}
	fmt.Fprintf(out, "%s beyond what the relay takes at a time; the last one leaves at about %s\n", prose.Count(waiting.Waiting, "mail"), style.minute(waiting.Last))
	for _, m := range waiting.Mails {
		fmt.Fprintf(out, "%s%s  %s%s\n", statusIndent, style.minute(m.LeavesAt), clean(m.Recipient), aboutAlerts(m))
	}
	if more := waiting.Waiting - len(waiting.Mails); more > 0 {
		fmt.Fprintf(out, "%sand %d more after these\n", statusIndent, more)
	}
}

func statusSection(out *bytes.Buffer, title string, alerts []apidoc.StatusAlert, style Style, write func(*bytes.Buffer, apidoc.StatusAlert, Style)) {
	if len(alerts) == 0 {
		return
	}
	if title != "" {
		fmt.Fprintf(out, "\n%s\n", style.heading(title))
	}
	for _, a := range alerts {
		write(out, a, style)
	}
}

const statusIndent = "        "

func statusAlert(out *bytes.Buffer, a apidoc.StatusAlert, style Style) {
	out.WriteByte('\n')
	statusMessage(out, a, style)
	fmt.Fprintf(out, "%s%s\n", statusIndent, style.faint(clean(a.Key+"  "+a.Rule)))
	fmt.Fprintf(out, "%s%s\n", statusIndent, openOrHeld(a, style))
	for _, n := range a.Notified {
		fmt.Fprintf(out, "%s%s  step %d  %s  %s%s\n", statusIndent, style.minute(n.At), n.Step, clean(n.Recipient), sentWords[n.Result], twice(n))
	}
	if a.NextAt != nil && a.State == model.StateFiring {
		fmt.Fprintf(out, "%snext %s\n", statusIndent, style.minute(*a.NextAt))
	}
}

// sentWords are what people call the result of a notification.
var sentWords = map[model.MailResult]string{
	model.MailAccepted: "sent", model.MailQueued: "waiting to be sent", model.MailHeld: "held", model.MailRefused: "delivery failed", model.MailBounced: "bounced",
}

// twice reports in words that the recipient may get a mail twice, or already has one that is still queued.
func twice(n apidoc.StatusNotification) string {
	if n.Twice {
		return " (possibly twice)"
	}
	return ""
}

// statusWork is shorter, because tasks are sent once a week to one team.
func statusWork(out *bytes.Buffer, a apidoc.StatusAlert, style Style) {
	statusMessage(out, a, style)
	if a.State != model.StateFiring {
		fmt.Fprintf(out, "%s%s\n", statusIndent, openOrHeld(a, style))
	}
}

func statusMessage(out *bytes.Buffer, a apidoc.StatusAlert, style Style) {
	head := fmt.Sprintf("%s  %s  ", style.heading(clean(a.ID)), style.severity(a.Severity))
	// The first line begins further right than the others.
	first := len(a.ID) + len(a.Severity) + 4
	fmt.Fprintf(out, "%s%s\n", head, wrapAfter(a.Message, first, width, statusIndent))
}

// endedStates are what people call the states of alerts that have ended.
var endedStates = map[model.AlertState]string{model.StateResolved: "resolved", model.StateLapsed: "expired", model.StateWithdrawn: "removed"}

// ended returns how an alert ended, when it began and when it ended.
func ended(a apidoc.StatusAlert, style Style) string {
	line := endedStates[a.State] + ": began " + style.minute(a.Since) + ", ended " + style.minute(*a.EndedAt)
	if a.AcknowledgedBy != nil {
		line += ", acknowledged by " + clean(*a.AcknowledgedBy)
	}
	return line
}

// openOrHeld returns since when an alert is open, who acknowledged it and until when; of an alert that has ended, when it began and ended.
func openOrHeld(a apidoc.StatusAlert, style Style) string {
	since := " since " + style.minute(a.Since)
	switch {
	case a.EndedAt != nil:
		return ended(a, style)
	case a.AcknowledgedBy != nil && a.NextAt != nil:
		return "acknowledged by " + clean(*a.AcknowledgedBy) + " until " + style.minute(*a.NextAt) + ", open" + since
	case a.AcknowledgedBy != nil:
		return "acknowledged by " + clean(*a.AcknowledgedBy) + ", open" + since
	case a.SnoozedUntil != nil:
		return "snoozed until " + style.minute(*a.SnoozedUntil) + ", open" + since
	case a.State == model.StatePending:
		return "not raised yet, found " + style.minute(a.Since)
	case a.Reason != "" && a.Reason != model.ReasonFirst:
		return "not acknowledged, open" + since + ", " + string(a.Reason)
	}
	return "not acknowledged, open" + since
}

// minute writes an instant as a line of a table does, below a heading that names the zone.
func (s Style) minute(t time.Time) string { return t.In(s.zone()).Format("2006-01-02 15:04") }
