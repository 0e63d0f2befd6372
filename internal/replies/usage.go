package replies

import (
	"fmt"
	"strings"

	"supplierwatch/internal/action"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// listedAlerts is how many alerts of a mail a receipt lists.
const listedAlerts = 30

// addUsage lists the alerts of the mail and the commands that fit them.
func (r *reply) addUsage(t *receiptText, v compose.View) {
	switch len(r.mail.Alerts) {
	case 0:
		r.addRelease(t)
	case 1:
		r.addOffers(t, v)
	default:
		r.addAlerts(t, v)
	}
}

// addAlerts lists the alerts of a mail of several.
func (r *reply) addAlerts(t *receiptText, v compose.View) {
	t.add("", "That mail is about these alerts. Answer with a command and a number, for example: ack 1, or: ack 1 3, or: ack all", "")
	for i, item := range r.mail.Alerts[:min(len(r.mail.Alerts), listedAlerts)] {
		r.addAlert(t, v, i+1, item.Alert)
	}
	if more := len(r.mail.Alerts) - listedAlerts; more > 0 {
		t.add(fmt.Sprintf("  And %d more, as that mail numbers them.", more))
	}
	t.add("", "Commands: "+strings.Join(replycmd.Words(), ", ")+". That mail lists the commands that fit each alert.", "Times "+v.Zone(r.mail.To)+".")
}

// addAlert lists one alert by its number in the mail: what it is, in what state, and until when an acknowledgement would hold.
func (r *reply) addAlert(t *receiptText, v compose.View, n int, id string) {
	a, known := v.State.Alerts[id]
	if !known {
		t.add(fmt.Sprintf("  %d. ended long ago, not stored any more", n))
		return
	}
	state := stateLine(v, a, r.mail.To)
	if a.State == model.StateFiring {
		state += r.ackHolds(v, a)
	}
	t.add(fmt.Sprintf("  %d. %s", n, compose.Headline(v, a, r.mail.To)), "     "+strings.ReplaceAll(state, " ("+v.Zone(r.mail.To)+")", ""))
}

// ackHolds returns until when an acknowledgement given now would hold; empty where it has no end.
func (r *reply) ackHolds(v compose.View, a model.Alert) string {
	until := r.handler.Actions.AckEnd(v, a)
	if until.IsZero() {
		return ""
	}
	return "; an ack holds until " + v.ClockOf(r.mail.To).Short(until)
}

// addOffers lists the commands that fit the only alert of a mail.
func (r *reply) addOffers(t *receiptText, v compose.View) {
	a, known := v.State.Alerts[r.mail.Alerts[0].Alert]
	if !known || !a.State.Open() {
		t.add("", "The alert is over. No reply is needed.")
		return
	}
	t.add("", "Current state: "+fullStop(stateLine(v, a, r.mail.To)+r.ackHolds(v, a)))
	t.add("", "The first word of an answer counts:", "")
	for _, o := range action.Offers(v, a) {
		t.add("  " + o.Line(0) + " - " + o.Does)
	}
	r.addRelease(t)
}

// addRelease adds a line about suppliers that can be released by an answer, if the mail lists any.
func (r *reply) addRelease(t *receiptText) {
	if len(r.mail.About) > 0 {
		t.add("", "To write to the suppliers that the mail lists, answer with the one word send.")
	}
}

// receiptText collects the lines of a receipt, which begins with none that is empty.
type receiptText struct{ lines []string }

func (t *receiptText) add(lines ...string) {
	for _, text := range lines {
		if text != "" || len(t.lines) > 0 {
			t.lines = append(t.lines, text)
		}
	}
}
