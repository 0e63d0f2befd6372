package rules

import (
	"fmt"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/contactstate"
	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

func init() {
	register(subject{
		changes: registrationChanges,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
			"domain-expiring": domainExpiring,
			"domain-no-mail":  domainNoMail,
		},
	})
}

func domainExpiring(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, name := range registeredDomains(e) {
		good, last, ok := registration(e, name)
		if !ok || last.After(e.Horizon("domain-expiring")) {
			continue
		}
		at := contactsBelow(e, name)
		f := about(e, model.KindDomain.Subject(name), at[0].Pos, e.Entry.Supplies)
		f.Due = last
		f.Message = fmt.Sprintf("The domain %s of %s is registered until %s, as its registry said on %s; mail to %s depends on it.",
			name, e.Entry.Name, last, e.On(good), prose.List(titles(at)))
		do := "Ask before " + obligations.HeadlineDay(e, last)
		f.Advice = model.Advice{
			Headline: headline(e, do, name+" ends", ""), Lead: lead(do, f.Message),
			Do:  []string{"Ask the supplier whether it will be renewed.", "If it will not, ask which addresses take its place, and call to confirm them."},
			How: quoted(good),
		}
		found = append(found, f)
	}
	return found
}

// registration returns what the registry last said of a domain, and the last day that lies within its term; ok is false if it never said.
func registration(e *obligations.Supplier, name string) (good model.Fact, last civil.Date, ok bool) {
	s, known := e.Streak(model.SubjectRegistration(name))
	if !known || s.LastGood == nil {
		return model.Fact{}, civil.Date{}, false
	}
	ends := s.LastGood.NotAfter()
	return *s.LastGood, e.Entry.Calendar.Today(ends), !ends.IsZero()
}

// registeredDomains returns the names that the contacts' mail domains are registered as, sorted.
func registeredDomains(e *obligations.Supplier) []string {
	var all []string
	for _, c := range e.Entry.Contacts {
		if name := mailaddr.Registrable(c.Domain); name != "" {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func contactsBelow(e *obligations.Supplier, name string) []*model.Contact {
	return slices.DeleteFunc(slices.Clone(e.Entry.Contacts), func(c *model.Contact) bool { return mailaddr.Registrable(c.Domain) != name })
}

func domainNoMail(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, domain := range mailDomains(e) {
		s, ok := e.Streak(model.KindDomain.Subject(domain))
		if !ok {
			continue
		}
		why, proven := contactstate.NoMailReason(s)
		if !proven {
			continue
		}
		at := contactsAt(e, domain)
		f := about(e, model.KindDomain.Subject(domain), at[0].Pos, e.Entry.Supplies)
		f.Pending = e.Context.Debounced(s)
		f.Message = fmt.Sprintf("The mail domain %s of %s %s: mail to %s is lost.", domain, e.Entry.Name, why, prose.List(titles(at)))
		f.Advice = model.Advice{
			Headline: headline(e, "Call today", domain+" takes no mail", ""), Lead: lead("Call them today", f.Message), Call: true,
			Do: []string{
				"Call the supplier on a number that was on file before.",
				"Ask which address works, and whether orders were lost.",
				"Correct the entry once a person has confirmed it.",
			},
			How: []string{since(s)},
		}
		found = append(found, f)
	}
	return found
}

// mailDomains returns the mail domains of the contacts, sorted.
func mailDomains(e *obligations.Supplier) []string {
	var all []string
	for _, c := range e.Entry.Contacts {
		if c.Domain != "" {
			all = append(all, c.Domain)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func contactsAt(e *obligations.Supplier, domain string) []*model.Contact {
	return slices.DeleteFunc(slices.Clone(e.Entry.Contacts), func(c *model.Contact) bool { return c.Domain != domain })
}

func titles(contacts []*model.Contact) []string {
	out := make([]string, len(contacts))
	for i, c := range contacts {
		out[i] = contactstate.Name(c)
	}
	return out
}

// registrationChanges notes when registrations of domains are about to end.
func registrationChanges(t *nextChange) {
	for _, name := range registeredDomains(t.eval) {
		if _, last, ok := registration(t.eval, name); ok {
			t.within(last, t.eval.Limit("domain-expiring"), t.eval.OwnCalendar)
		}
	}
}
