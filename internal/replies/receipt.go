package replies

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/compose"
	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/model"
)

// receipts returns the answer to the reply and its copies for those who have to know of it, by what an evaluation made of the alerts.
func (r *reply) receipts(v compose.View) []model.Mail {
	id := r.receiptID()
	open := r.unacknowledged(v)
	if r.note != nil && !r.unreadable && len(open) == 0 {
		// Whoever writes notes on what somebody has acknowledged is answered once a day.
		if id = r.noteID(); r.note.answered {
			return nil
		}
	}
	said := r.text(v, open)
	var all []model.Mail
	if r.withheld = !r.mayAnswer(v.Now); !r.withheld {
		to := model.Recipient{Team: r.mail.To.Team, Address: r.message.Parsed.From}
		all = append(all, compose.Receipt(r.handler.Identity, id, to, r.message.Parsed.Subject, []string{r.mail.MessageID, r.message.Parsed.MessageID}, said, v.Now))
	}
	for _, to := range r.witnesses() {
		copied := slices.Concat([]string{fmt.Sprintf("A reply in the name of %s did this. Our mail server says nothing about who sent it.", r.message.Parsed.From), ""}, said)
		all = append(all, compose.Receipt(r.handler.Identity, r.witnessID(to.Address, said), to, r.mail.Subject, []string{r.mail.MessageID}, copied, v.Now))
	}
	return all
}

// witnessID returns the id of a witness's copy. Where there are so many replies that their sender is not answered any more, the same copy is sent once an
// hour: everything that was done is reported, and nobody can fill the mailboxes of others with it.
func (r *reply) witnessID(address string, said []string) string {
	if !r.withheld {
		return receiptID(r.message.ID, address)
	}
	hour := r.message.Arrived.UTC().Truncate(time.Hour).Format(time.RFC3339)
	return receiptID("witness", r.mail.ID, mailaddr.Canonical(r.message.Parsed.From), strings.Join(said, "\n"), hour, address)
}

// mayAnswer decides whether the sender of a reply gets a receipt.
func (r *reply) mayAnswer(now time.Time) bool {
	w := wantedAnswer{id: r.message.ID, sender: r.message.Parsed.From, proof: r.message.Proof, proven: r.isVouchedFor()}
	for _, item := range r.mail.Alerts {
		w.about = append(w.about, item.Alert)
	}
	if len(r.acted) > 0 { // numbers in the reply say which ones it is about
		w.about = nil
		for _, a := range r.acted {
			w.about = append(w.about, a.ID)
		}
	}
	if len(w.about) == 0 || r.mail.Kind == model.MailDrill {
		w.about = []string{r.mail.ID}
	}
	given := r.handler.Limit.allows(w, now)
	if !given {
		r.handler.Log.Warn("A reply is not answered, since there were too many within an hour; what it asked for was done.", "from", r.message.Parsed.From)
		r.handler.Metrics.Mail(model.MailReceipt, model.MailHeld, "limit")
	}
	return given
}

// isVouchedFor reports whether a sender is known to be one of us: our mail server says so, or it says nothing, as is usual for mail inside a
// company, and the sender is somebody who was notified.
func (r *reply) isVouchedFor() bool {
	return r.message.Proof == mailauth.Proven || r.message.Proof == mailauth.NotStamped && r.isRecipient()
}

// text returns the lines of the receipt.
func (r *reply) text(v compose.View, open []model.Alert) []string {
	var t receiptText
	switch {
	case r.unreadable:
		t.add(fmt.Sprintf("NOT read: your reply is %s. Nothing was done. Reply in plain text, without encryption.", r.whyUnreadable()))
		if len(r.mail.Alerts) > 0 {
			t.add(r.whoHasThem(v, open))
		}
	case r.note != nil:
		t.add(r.notedLines(v, open)...)
	}
	for _, l := range r.lines {
		t.add(r.lineText(l, v)...)
	}
	if r.usage {
		r.addUsage(&t, v)
	}
	for _, further := range r.unread {
		t.add("", fmt.Sprintf("Not carried out: %q. If it is a command, send it in an answer of its own.", shortened(further)))
	}
	return t.lines
}

// lineText returns one line of the receipt with what belongs to it.
func (r *reply) lineText(l line, v compose.View) []string {
	if l.outcome == 0 {
		return []string{l.text}
	}
	outcome := r.outcomes[l.outcome-1].Evaluated(v)
	sentence := outcome.Sentence(v.ClockOf(r.mail.To))
	return append([]string{r.numbered(l.number, l.headline, sentence)}, outcome.More...)
}
