package outreach

import (
	"slices"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/verification"
)

// document returns a plan as a document, as far as it is about selected contacts.
func (m *Manual) document(plan verification.Plan) model.VerificationDocument {
	doc := model.VerificationDocument{
		Version: model.DocumentVersion, AsOf: m.Now.UTC(), Mode: m.Mode,
		Asks: []model.Ask{}, Skipped: []model.SkippedAsked{},
	}
	for _, q := range plan.Requests {
		if slices.ContainsFunc(q.Asked, m.selects) {
			doc.Asks = append(doc.Asks, ask(q))
		}
	}
	for _, u := range plan.Skipped {
		if !m.selects(u.ContactRef) {
			continue
		}
		s := model.SkippedAsked{AskContact: askContact(u.ContactRef), Because: u.Because}
		if !u.Until.IsZero() {
			s.Until = &u.Until
		}
		doc.Skipped = append(doc.Skipped, s)
	}
	return doc
}

// ask returns one request for a document, its times in the time zone of those who are asked.
func ask(q model.Request) model.Ask {
	location := time.UTC
	if c := q.Asked[0].Supplier.Calendar; c != nil && c.Location != nil {
		location = c.Location
	}
	a := model.Ask{
		Address: q.Address, Language: q.Language, Beside: q.Beside, Reminder: q.Reminder, Released: q.Released,
		SendAt: q.SendAt.In(location), AnswerBy: q.AnswerBy.In(location), NotBefore: q.NotAgainBefore,
	}
	if q.Team != nil {
		a.Team = q.Team.ID
	}
	for _, x := range q.Asked {
		a.Contacts = append(a.Contacts, askContact(x))
	}
	return a
}

func askContact(a model.ContactRef) model.AskContact {
	return model.AskContact{Supplier: a.Supplier.ID, Contact: a.Contact.ID, Name: a.Contact.Name}
}
