package rules

import (
	"fmt"

	"supplierwatch/internal/contactstate"
	"supplierwatch/internal/findingtext"
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
	for _, name := range contactstate.RegisteredDomains(e) {
		good, last, ok := contactstate.Registration(e, name)
		if !ok || last.After(e.Horizon("domain-expiring")) {
			continue
		}
		at := contactstate.ContactsBelow(e, name)
		f := about(e, model.KindDomain.Subject(name), at[0].Pos, e.Entry.Supplies)
		f.Due = last
		expires := "expires"
		if last.Before(e.OwnToday) {
			expires = "expired"
		}
		f.Message = fmt.Sprintf("The domain %s of %s %s on %s, according to its registry on %s; mail to %s depends on it.",
			name, e.Entry.Name, expires, last, e.On(good), prose.List(contactstate.Names(at)))
		do := "Ask " + findingtext.BeforeEnd(e, last)
		f.Advice = model.Advice{
			Headline: findingtext.Headline(e, do, name+" "+expires, ""), Lead: findingtext.Lead(do, f.Message),
			Do:  []string{"Ask the supplier whether it will renew the domain.", "If it will not, ask which addresses take its place, and call to confirm them."},
			How: quoted(good),
		}
		found = append(found, f)
	}
	return found
}

func domainNoMail(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, domain := range contactstate.MailDomains(e) {
		lost, ok := contactstate.DomainNoMail(e, domain)
		if !ok {
			continue
		}
		at := contactstate.ContactsAt(e, domain)
		f := about(e, model.KindDomain.Subject(domain), at[0].Pos, e.Entry.Supplies)
		f.Pending = lost.Pending
		f.Message = fmt.Sprintf("The mail domain %s of %s %s: mail to %s does not arrive.", domain, e.Entry.Name, lost.Why, prose.List(contactstate.Names(at)))
		call := contactstate.CallStep(e, at[0], "Call the supplier on a number that was on file before.", "")
		f.Advice = model.Advice{
			Headline: findingtext.Headline(e, contactstate.CallHeadline(e, at[0], "Call now"), domain+" accepts no mail", ""), Lead: findingtext.Lead(contactstate.CallHeadline(e, at[0], "Call the supplier now"), f.Message), Call: true, CallStep: call, Fallback: true,
			Do: []string{
				call,
				"Ask which address works, and whether orders were lost.",
				"Correct the entry once a person has confirmed it.",
			},
			How: []string{lost.How},
		}
		found = append(found, f)
	}
	return found
}

// registrationChanges notes when registrations of domains are about to end.
func registrationChanges(t *nextChange) {
	for _, name := range contactstate.RegisteredDomains(t.eval) {
		if _, last, ok := contactstate.Registration(t.eval, name); ok {
			t.onAndAfter(last)
			t.within(last, t.eval.Limit("domain-expiring"), t.eval.OwnCalendar)
		}
	}
}
