package outreach

import (
	"slices"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/verification"
)

// document returns a plan as a document, as far as it is about selected contacts.
func (m *Manual) document(plan verification.Plan) apidoc.VerificationDocument {
	doc := apidoc.VerificationDocument{
		Version: apidoc.DocumentVersion, AsOf: m.Now.UTC(), Mode: m.Mode,
		Asks: []apidoc.Ask{}, Skipped: []apidoc.SkippedAsked{},
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
		s := apidoc.SkippedAsked{AskContact: askContact(u.ContactRef), Because: u.Because}
		if !u.Until.IsZero() {
			s.Until = &u.Until
		}
		doc.Skipped = append(doc.Skipped, s)
	}
	return doc
}

// ask returns one request for a document, its times in the time zone of those who are asked.
func ask(q model.Request) apidoc.Ask {
	location := q.Asked[0].Supplier.Calendar.Zone()
	a := apidoc.Ask{
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

func askContact(a model.ContactRef) apidoc.AskContact {
	return apidoc.AskContact{Supplier: a.Supplier.ID, Contact: a.Contact.ID, Name: a.Contact.Name}
}
