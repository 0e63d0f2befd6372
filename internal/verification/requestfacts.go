package verification

import (
	"strconv"
	"strings"
	"time"

	"supplierwatch/internal/model"
)

// source is the source of the facts of this package.
const source = "verification"

// Asked returns the facts that a request was made, one for each contact, to be committed together with its mail.
func Asked(q model.Request, mail model.Mail, now time.Time) []model.Fact {
	at := q.SendAt
	if at.Before(now) {
		at = now
	}
	facts := make([]model.Fact, 0, len(q.Asked))
	for _, a := range q.Asked {
		who := subjectOf(a)
		facts = append(facts, model.Fact{
			ID:       strings.Join([]string{"asked", mail.ID, who.Supplier, who.Subject}, "-"),
			Supplier: who.Supplier, Subject: who.Subject, Kind: model.FactAsked, ObservedAt: at, RecordedAt: now,
			Actor: model.ActorWatchdog, Source: source, Evidence: "mail to " + q.Address + ": " + mail.Subject,
			Data: requestData(q, mail, a.Contact),
		})
	}
	return facts
}

// requestData returns what an answer has to be compared with later, when the registry may have changed.
func requestData(q model.Request, mail model.Mail, c *model.Contact) map[string]string {
	data := map[string]string{
		model.DataMail: mail.ID, model.DataMessageID: mail.MessageID, model.DataAddress: q.Address,
		model.DataAnswerBy: q.AnswerBy.UTC().Format(time.RFC3339), model.DataNotBefore: q.NotAgainBefore.String(),
	}
	if c.Phone != "" {
		data[model.DataPhone] = c.Phone
	}
	if q.Reminder > 0 {
		data[model.DataReminder] = strconv.Itoa(q.Reminder)
	}
	if q.Escalation {
		data[model.DataEscalation] = "yes"
	}
	var mailboxes []string
	for _, m := range q.Mailboxes {
		mailboxes = append(mailboxes, m.ID)
	}
	if len(mailboxes) > 0 {
		data[model.DataMailboxes] = strings.Join(mailboxes, " ")
	}
	return data
}
