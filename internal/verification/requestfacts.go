package verification

import (
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
		facts = append(facts, asked(q, mail, a.Contact).Fact(model.Fact{
			ID:       strings.Join([]string{"asked", mail.ID, who.Supplier, who.Subject.String()}, "-"),
			Supplier: who.Supplier, Subject: who.Subject, ObservedAt: at, RecordedAt: now,
			Actor: model.ActorWatchdog, Source: source, Evidence: "mail to " + q.Address + ": " + mail.Subject,
		}))
	}
	return facts
}

// asked returns what a request asks a contact.
func asked(q model.Request, mail model.Mail, c *model.Contact) model.Asked {
	x := model.Asked{
		Mail: mail.ID, MessageID: mail.MessageID, Address: q.Address, Phone: c.Phone, AnswerBy: q.AnswerBy, NotBefore: q.NotAgainBefore,
		Reminder: q.Reminder, Escalation: q.Escalation,
	}
	for _, m := range q.Mailboxes {
		x.Mailboxes = append(x.Mailboxes, m.ID)
	}
	return x
}
