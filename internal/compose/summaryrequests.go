package compose

import (
	"fmt"
	"strings"

	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

// requestsOfTeam returns the verification mails that a weekly summary offers to release.
func requestsOfTeam(d model.Decision, v View) []model.Request {
	if d.Kind != model.MailSummary {
		return nil
	}
	return v.Requests[d.To.Team]
}

// aboutOf returns the contacts of requests.
func aboutOf(asks []model.Request) []model.SubjectRef {
	var all []model.SubjectRef
	for _, q := range asks {
		for _, a := range q.Asked {
			all = append(all, model.SubjectRef{Supplier: a.Supplier.ID, Subject: model.KindContact.Subject(a.Contact.ID)})
		}
	}
	return all
}

// requestsSection returns the part of a weekly summary that lists the verification mails a release would send, and how to release them.
func requestsSection(c *Composer, asks []model.Request, limit int) document.Section {
	s := document.Section{
		Title: "VERIFICATION MAILS WAITING FOR RELEASE",
		Lead: "These contacts would be asked in your name whether their details are still right. Reply send to this mail to release the mails; " +
			"they leave during the contacts' working hours, a few each day.",
		Say: withConfigOption(c, []document.ShellLine{
			{Line: "supplierwatch verify --plan", Does: "shows when they leave, and what they ask"},
			{Line: "supplierwatch verify --send", Does: "releases all that the plan shows"},
		}),
	}
	for _, q := range asks[:min(len(asks), limit)] {
		var who []string
		for _, a := range q.Asked {
			who = append(who, fmt.Sprintf("%s (%s)", envelope.Plain(orID(a.Contact.Name, a.Contact.ID)), envelope.Plain(a.Supplier.Name)))
		}
		s.Lines = append(s.Lines, fmt.Sprintf("%s, in %s: %s", envelope.Plain(q.Address), languagesText(q), strings.Join(who, ", ")))
	}
	if left := len(asks) - limit; left > 0 {
		s.More = fmt.Sprintf("And %d more; send releases them too.", left)
	}
	return s
}

// languageNames are the languages that suppliers are written to in, as our people call them.
var languageNames = map[string]string{"de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian", "nl": "Dutch"}

func languagesText(q model.Request) string {
	if q.Beside == "" {
		return languageNames[q.Language]
	}
	return languageNames[q.Language] + " and " + languageNames[q.Beside]
}
