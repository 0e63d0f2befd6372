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
		changes: verifiedChanges,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
			"contact-changed": contactChanged,
		},
	})
}

func contactChanged(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, c := range e.Entry.Contacts {
		change := contactstate.LastChange(e, c)
		if change == nil {
			found = append(found, uncheckedBank(e, c)...)
			continue
		}
		f := aboutContact(e, c)
		f.Advice.Call = true
		if contactstate.CalledBack(*change) {
			f.Severity, f.Advice.Call = model.Warning, false
			f.Message = fmt.Sprintf("%s at %s has changed%s, confirmed by %s on %s; the registry still has the old details.",
				contactSubject(c), e.Entry.Name, contactstate.ChangedToText(*change), change.By(), e.On(*change))
			found = append(found, askAbout(e, f, "Update the contact", contactstate.Name(c), "Write the confirmed details into the registry.")...)
			continue
		}
		beware := suspicions(e, contactstate.Unsettled(e, c)...)
		f.Message = fmt.Sprintf("Unconfirmed change: %s at %s has changed%s, according to a report of %s; nobody has called back to confirm it%s.",
			contactstate.Name(c), e.Entry.Name, contactstate.ChangedToText(*change), e.On(*change), beware)
		if beware != "" {
			f.Route, f.NotifyOnce = model.RoutePage, true
		}
		f.Advice.How, f.Advice.Accept = quoted(*change), contactstate.ChangedToText(*change) != "" || len(change.Accounts()) > 0
		cite(&f, *change)
		if reply := repliedSince(e, c, *change); reply != nil {
			f.Message += fmt.Sprintf(" %s replied to our question about it on %s: read that reply first.", reply.Actor, e.On(*reply))
			cite(&f, *reply)
		}
		found = append(found, askAbout(e, f, contactstate.CallHeadline(e, c, "Call the number on file"), contactstate.Name(c),
			contactstate.CallStep(e, c, "Call the contact on a number that was on file before, not on a new one.", ", not a new number"),
			"If the change is right, correct the entry; if not, record that the contact was verified by a call.",
			"Until then, do not use the new address or any new bank account.")...)
	}
	return found
}

// repliedSince returns the last answer of the old address, or of a second contact, since they were told that a change was announced; nil if there
// is none. They would know a fraud. What answers none of our mails does not count: whoever announced the change may have sent it.
func repliedSince(e *obligations.Supplier, c *model.Contact, change model.Fact) *model.Fact {
	answers := slices.DeleteFunc(e.Recorded(model.KindContact.Subject(c.ID), model.FactReplied), func(f model.Fact) bool { return f.Seq <= change.Seq || f.Mail() == "" })
	return obligations.LastFact(answers)
}

// suspicious are texts for what makes a change in a mail look like fraud.
var suspicious = map[string]string{
	"other-domain": "it came from or names another domain",
	"look-alike":   "it has a domain that imitates the supplier's",
	"free-mail":    "it names a free-mail address",
	"failed-dmarc": "the sender failed our mail server's check (DMARC)",

	"unauthenticated":        "our mail server could not verify the sender",
	"bank-details":           "it contains bank details that are new or announced as changed",
	"bank-details-unchecked": "it contains bank details; compare them with the vendor master by phone",
}

// youngFor is how long a domain is young: fraud uses fresh ones.
var youngFor = civil.Period{Months: 12}

// youngDomainSince returns since when the domain that a change names is registered, if that is not long; zero if it is, or if nobody knows.
func youngDomainSince(e *obligations.Supplier, change model.Fact) civil.Date {
	s, known := e.Streak(model.KindRegistration.Subject(mailaddr.Registrable(mailaddr.DomainOf(change.ContactDetails().Email))))
	if !known || s.LastGood == nil {
		return civil.Date{}
	}
	since := s.LastGood.Registered()
	if since.IsZero() || e.Today.After(e.Entry.Calendar.Today(since).Plus(youngFor, nil)) {
		return civil.Date{}
	}
	return e.Entry.Calendar.Today(since)
}

// suspicions writes what is suspicious about some reports.
func suspicions(e *obligations.Supplier, changes ...model.Fact) string {
	var all []string
	add := func(said string) {
		if said != "" && !slices.Contains(all, said) {
			all = append(all, said)
		}
	}
	for _, change := range changes {
		if since := youngDomainSince(e, change); !since.IsZero() {
			add("the domain it names was registered only on " + since.String())
		}
		for _, flag := range change.Flags() {
			add(suspicious[flag])
		}
	}
	if len(all) == 0 {
		return ""
	}
	return ". Warning signs: " + prose.List(all)
}

// uncheckedBank returns the task to compare bank details that came in an answer of a contact: the first ones of its supplier, words about an
// account, or anything of a sender whom our server does not vouch for. A call settles it.
func uncheckedBank(e *obligations.Supplier, c *model.Contact) []model.Finding {
	var reply *model.Fact
	for _, f := range e.Recorded(model.KindContact.Subject(c.ID), model.FactReplied, model.FactObjected, model.FactVerified) {
		switch {
		case holdsBankDetails(f):
			reply = &f
		case f.Kind == model.FactVerified && f.How().ProvesPhone():
			reply = nil
		}
	}
	if reply == nil || contactstate.CalledAfter(e, c, e.On(*reply).AddDays(1)) {
		return nil
	}
	f := aboutContact(e, c)
	f.Message = fmt.Sprintf("A reply about %s at %s, received on %s, contains bank details; compare them with the vendor master by phone.",
		contactstate.Name(c), e.Entry.Name, e.On(*reply))
	f.Advice.Call, f.Advice.How = true, quoted(*reply)
	cite(&f, *reply)
	return askAbout(e, f, "Compare bank details by phone", contactstate.Name(c),
		contactstate.CallStep(e, c, "Call the contact on a number that was on file before, not on one from the mail.", ", not a number from the mail"),
		"Compare the bank details with the vendor master.",
		"Record that the contact was verified by a call.")
}

// holdsBankDetails reports whether an answer holds bank details that somebody should compare.
func holdsBankDetails(f model.Fact) bool {
	return f.Kind != model.FactVerified && slices.ContainsFunc(f.Flags(), func(flag string) bool {
		return flag == "bank-details" || flag == "bank-details-unchecked"
	})
}
