package rules

import (
	"fmt"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

var _ = register(subject{
	changes: registrationChanges,
	supplier: map[string]func(*supplierEval) []model.Finding{
		"domain-expiring": domainExpiring,
		"domain-no-mail":  domainNoMail,
	},
})

func domainExpiring(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, name := range registeredDomains(e) {
		good, last, ok := registration(e, name)
		if !ok || last.After(e.horizon("domain-expiring")) {
			continue
		}
		at := contactsBelow(e, name)
		f := e.about(model.KindDomain.Subject(name), at[0].Pos, e.s.Supplies)
		f.Due = last
		f.Message = fmt.Sprintf("The domain %s of %s is registered until %s, as its registry said on %s; mail to %s depends on it.",
			name, e.s.Name, last, e.on(good), list(titles(at)))
		do := "Ask before " + e.short(last)
		f.Advice = model.Advice{
			Headline: e.headline(do, name+" ends", ""), Lead: lead(do, f.Message),
			Do:  []string{"Ask the supplier whether it will be renewed.", "If it will not, ask which addresses take its place, and call to confirm them."},
			How: quoted(good),
		}
		found = append(found, f)
	}
	return found
}

// registration returns what the registry last said of a domain, and the last day that lies within its term; ok is false if it never said.
func registration(e *supplierEval, name string) (good model.Fact, last civil.Date, ok bool) {
	s, known := e.streak(model.SubjectRegistration(name))
	if !known || s.LastGood == nil {
		return model.Fact{}, civil.Date{}, false
	}
	ends := instant(*s.LastGood, model.DataNotAfter)
	return *s.LastGood, e.s.Calendar.Today(ends), !ends.IsZero()
}

// registeredDomains returns the names that the contacts' mail domains are registered as, sorted.
func registeredDomains(e *supplierEval) []string {
	var all []string
	for _, c := range e.s.Contacts {
		if name := model.Registrable(c.Domain); name != "" {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func contactsBelow(e *supplierEval, name string) []*model.Contact {
	return slices.DeleteFunc(slices.Clone(e.s.Contacts), func(c *model.Contact) bool { return model.Registrable(c.Domain) != name })
}

// noMail tells, for each reason of a failed probe that proves that a domain takes no mail, what was found. Other reasons (a server that does
// not answer) say nothing about the domain.
var noMail = map[string]string{
	"null-mx":          "says that it takes no mail (null MX)",
	"nxdomain":         "does not exist (NXDOMAIN)",
	"no-mx-no-address": "has neither a mail exchanger nor an address",
	"mx-no-address":    "names only mail exchangers that have no address",
}

// dead returns what proves that a domain takes no mail: the last outcome or, if that one says nothing, the one that began the failures.
func dead(s model.Streak) (why string, proven bool) {
	for _, f := range []model.Fact{s.Last, s.First} {
		if why, proven = noMail[f.Data[model.DataReason]]; proven && s.Failures > 0 {
			return why, true
		}
	}
	return "", false
}

func domainNoMail(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, domain := range mailDomains(e) {
		s, ok := e.streak(model.KindDomain.Subject(domain))
		if !ok {
			continue
		}
		why, proven := dead(s)
		if !proven {
			continue
		}
		at := contactsAt(e, domain)
		f := e.about(model.KindDomain.Subject(domain), at[0].Pos, e.s.Supplies)
		f.Pending = e.context.debounced(s)
		f.Message = fmt.Sprintf("The mail domain %s of %s %s: mail to %s is lost.", domain, e.s.Name, why, list(titles(at)))
		f.Advice = model.Advice{
			Headline: e.headline("Call today", domain+" takes no mail", ""), Lead: lead("Call them today", f.Message), Call: true,
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
func mailDomains(e *supplierEval) []string {
	var all []string
	for _, c := range e.s.Contacts {
		if c.Domain != "" {
			all = append(all, c.Domain)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func contactsAt(e *supplierEval, domain string) []*model.Contact {
	return slices.DeleteFunc(slices.Clone(e.s.Contacts), func(c *model.Contact) bool { return c.Domain != domain })
}

func titles(contacts []*model.Contact) []string {
	out := make([]string, len(contacts))
	for i, c := range contacts {
		out[i] = contactName(c)
	}
	return out
}

// registrationChanges notes when registrations of domains are about to end.
func registrationChanges(t *nextChange) {
	for _, name := range registeredDomains(t.eval) {
		if _, last, ok := registration(t.eval, name); ok {
			t.within(last, t.eval.limit("domain-expiring"), t.eval.ownCalendar)
		}
	}
}
