package replies

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// reply is what one of our people wrote back to our mail.
type reply struct {
	handler *Handler
	batch   *action.Batch
	message Message
	mail    model.Mail // that it is about
	unread  []string   // what begins like a further command, and is not carried out

	facts    []model.Fact
	outcomes []action.Outcome
	lines    []line
	acted    []model.Alert // something was done about
	wrote    bool          // into the files of the registry

	note         *noted // it is not a command; nil: it is one
	unreadable   bool   // its text cannot be read
	usage        bool   // the receipt lists the alerts of the mail and the commands
	drillCounted bool   // the answer to a drill was counted
	withheld     bool   // the sender gets no receipt, since there were too many
}

// line is a line of a receipt: a text, or what became of a request.
type line struct {
	text     string
	outcome  int // the place of an outcome, from 1; zero: none
	number   int // of its alert in the mail
	headline string
}

// noted is what was kept of a reply that is not a command.
type noted struct {
	kept     int    // on how many alerts
	refused  string // why on none
	answered bool   // the day's receipt for notes of this person about these alerts was written before
}

// say adds lines to the receipt.
func (r *reply) say(lines ...string) {
	for _, text := range lines {
		r.lines = append(r.lines, line{text: text})
	}
}

// request returns what the reply asks for about one alert of the mail, by the command at a place among those of the reply, from 0.
func (r *reply) request(item model.DecisionItem, verb replycmd.Verb, place int) action.Request {
	id := []string{"answered", r.message.ID, item.Alert}
	if place > 0 {
		id = append(id, strconv.Itoa(place+1))
	}
	return action.Request{
		Alert: item.Alert, Verb: verb, By: r.message.Parsed.From, Source: "mail", Proof: r.proof(), At: r.message.Arrived,
		ID:       strings.Join(id, "-"),
		Evidence: firstLine(r.message.Parsed.Reply), Call: item.Call, Written: r.mail.CreatedAt,
	}
}

// proof returns how far our mail server vouches for the sender.
func (r *reply) proof() action.Proof {
	switch r.message.Proof {
	case mailauth.Proven:
		return action.ProofMailServer
	case mailauth.NotStamped:
		return action.ProofNotStamped
	case mailauth.Failed:
	}
	return action.ProofFailed
}

// state returns in what state an alert was when the reply came.
func (r *reply) state(a model.Alert) string { return stateLine(r.batch.View, a, r.mail.To) }

// stateLine returns in what state an alert is, by the clock of a recipient.
func stateLine(v compose.View, a model.Alert, to model.Recipient) string {
	return action.State(a, v.ClockOf(to), compose.Next(v, a))
}

// numbered puts before a line which alert of the mail it is about, if there are several.
func (r *reply) numbered(n int, headline, text string) string {
	switch {
	case len(r.mail.Alerts) < 2:
		return text
	case headline == "":
		return fmt.Sprintf("%d. %s", n, text)
	}
	return fmt.Sprintf("%d. %s: %s", n, headline, text)
}

// receiptID returns the id of the receipt of the reply.
func (r *reply) receiptID() string { return receiptID(r.message.ID) }

// noteID returns the id of the day's receipt for what one person writes about the same alerts.
func (r *reply) noteID() string {
	parts := []string{"note", strings.ToLower(r.message.Parsed.From), r.message.Arrived.UTC().Format(time.DateOnly)}
	for _, item := range r.mail.Alerts {
		parts = append(parts, item.Alert)
	}
	slices.Sort(parts[3:])
	return receiptID(parts...)
}

// cannotBeRead reports whether the text of the reply cannot be read.
func (r *reply) cannotBeRead() bool { return r.whyUnreadable() != "" }

// whyUnreadable returns why the text of the reply cannot be read; empty if it can.
func (r *reply) whyUnreadable() string {
	if why := r.message.Parsed.Unreadable; why != "" {
		return why
	}
	if r.message.Cut && strings.TrimSpace(r.message.Parsed.Reply) == "" {
		return "too long, and its beginning contains only quoted text"
	}
	return ""
}

// shortened returns the beginning of a text, as much of it as a note may have.
func shortened(text string) string {
	if runes := []rune(text); len(runes) > action.LongestNote {
		return string(runes[:action.LongestNote-1]) + "…"
	}
	return text
}

// firstLine returns the first line with anything in it, cut as notes are.
func firstLine(text string) string {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			return shortened(line)
		}
	}
	return ""
}

// fullStop ends a text with a full stop.
func fullStop(s string) string {
	if strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}
