package verify

import (
	"strconv"
	"strings"
	"time"

	"supplierwatch/internal/watch"
)

// source is what the facts of this room name as what saw them.
const source = "verification"

// Asked gives the facts that a request was made, one for each contact, to be committed together with its mail.
func Asked(q watch.Request, mail watch.Mail, now time.Time) []watch.Fact {
	at := q.SendAt
	if at.Before(now) {
		at = now
	}
	facts := make([]watch.Fact, 0, len(q.Asked))
	for _, a := range q.Asked {
		who := subjectOf(a)
		facts = append(facts, watch.Fact{
			ID:       strings.Join([]string{"asked", mail.ID, who.Supplier, who.Subject}, "-"),
			Supplier: who.Supplier, Subject: who.Subject, Kind: watch.FactAsked, ObservedAt: at, RecordedAt: now,
			Actor: watch.ActorWatchdog, Source: source, Evidence: "mail to " + q.Address + ": " + mail.Subject,
			Data: told(q, mail, a.Contact),
		})
	}
	return facts
}

// told gives what an answer has to be compared with later, when the registry may say something else.
func told(q watch.Request, mail watch.Mail, c *watch.Contact) map[string]string {
	data := map[string]string{
		watch.DataMail: mail.ID, watch.DataMessageID: mail.MessageID, watch.DataAddress: q.Address,
		watch.DataAnswerBy: q.AnswerBy.UTC().Format(time.RFC3339), watch.DataNotBefore: q.NotAgainBefore.String(),
	}
	if c.Phone != "" {
		data[watch.DataPhone] = c.Phone
	}
	if q.Reminder > 0 {
		data[watch.DataReminder] = strconv.Itoa(q.Reminder)
	}
	if q.Escalation {
		data[watch.DataEscalation] = "yes"
	}
	var mailboxes []string
	for _, m := range q.Mailboxes {
		mailboxes = append(mailboxes, m.ID)
	}
	if len(mailboxes) > 0 {
		data[watch.DataMailboxes] = strings.Join(mailboxes, " ")
	}
	return data
}
