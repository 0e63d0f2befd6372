package rules

import (
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

var _ = register(subject{
	changes: verifiedChanges,
	supplier: map[string]func(*supplierEval) []model.Finding{
		"contact-changed": contactChanged,
	},
})

func contactChanged(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, c := range e.s.Contacts {
		change := lastChange(e, c)
		if change == nil {
			found = append(found, uncheckedBank(e, c)...)
			continue
		}
		f := e.aboutContact(c)
		f.Advice.Call = true
		if calledBack(*change) {
			f.Severity = model.Warning
			f.Message = fmt.Sprintf("%s at %s has changed%s, as %s confirmed on %s; the registry does not say so yet.",
				contactSubject(c), e.s.Name, changedTo(*change), by(*change), e.on(*change))
			found = append(found, e.askAbout(f, "Correct the entry", contactName(c), "Write what was confirmed into the registry.")...)
			continue
		}
		beware := suspicions(e, unsettled(e, c)...)
		f.Message = fmt.Sprintf("Unconfirmed: %s at %s is said to have changed%s since %s; nobody has called back to confirm it%s.",
			contactName(c), e.s.Name, changedTo(*change), e.on(*change), beware)
		if beware != "" {
			f.Route, f.NotifyOnce = model.RoutePage, true
		}
		f.Advice.How, f.Advice.Accept = quoted(*change), changedTo(*change) != "" || change.Data[model.DataAccounts] != ""
		cite(&f, *change)
		if reply := repliedSince(e, c, *change); reply != nil {
			f.Message += fmt.Sprintf(" %s answered our question about that on %s: read it first.", reply.Actor, e.on(*reply))
			cite(&f, *reply)
		}
		found = append(found, e.askAbout(f, "Call the number on file", contactName(c),
			"Call a number that was on file before, not a new one.",
			"If it is right, correct the entry; if not, record that the contact was verified by a call.",
			"Until then use neither the new address nor any new bank account.")...)
	}
	return found
}

// repliedSince returns the last answer of the old address, or of a second contact, since they were told that a change was announced; nil if there
// is none. They are who knows that it is a fraud. What answers no mail of ours does not count: whoever announced the change may have sent it.
func repliedSince(e *supplierEval, c *model.Contact, change model.Fact) *model.Fact {
	answers := slices.DeleteFunc(e.recorded(model.KindContact.Subject(c.ID), model.FactReplied), func(f model.Fact) bool { return f.Seq <= change.Seq || f.Data[model.DataMail] == "" })
	return last(answers)
}

// lastChange returns the last report that a contact has changed, if it still matters: the registry does not say the same, and nobody found the
// contact right by a call since. What was confirmed by a call matters until the registry says so.
func lastChange(e *supplierEval, c *model.Contact) *model.Fact {
	last := last(unsettled(e, c))
	if last == nil || says(c, *last) {
		return nil
	}
	for _, v := range c.Verified {
		if v.How.ProvesPhone() && v.On.After(e.on(*last)) && !calledBack(*last) {
			return nil
		}
	}
	return last
}

// unsettled returns the reports that a contact has changed that nobody has settled by a call since. What one of them makes suspicious stays so
// whatever is announced later.
func unsettled(e *supplierEval, c *model.Contact) []model.Fact {
	var changes []model.Fact
	for _, f := range e.recorded(model.KindContact.Subject(c.ID), model.FactChanged, model.FactVerified) {
		switch {
		case f.Kind == model.FactChanged && calledBack(f):
			changes = []model.Fact{f}
		case f.Kind == model.FactChanged:
			changes = append(changes, f)
		case model.How(f.Data[dataHow]).ProvesPhone() && len(changes) > 0 && !calledBack(changes[len(changes)-1]):
			changes = nil
		}
	}
	return changes
}

// calledBack reports whether a change was recorded by somebody who had talked to the contact.
func calledBack(change model.Fact) bool { return model.How(change.Data[dataHow]).ProvesPhone() }

// says reports whether the registry has what a change tells. One that tells nothing cannot be compared. Bank details are not in the registry:
// once they are confirmed by a call, nothing is left to do.
func says(c *model.Contact, change model.Fact) bool {
	email, phone, name := change.Data[dataEmail], change.Data[dataPhone], change.Data[dataName]
	if email+phone+name == "" && change.Data[model.DataAccounts] != "" && calledBack(change) {
		return true
	}
	return email+phone+name != "" &&
		(email == "" || c.HasAddress(email)) &&
		(phone == "" || samePhone(c, phone)) &&
		(name == "" || strings.EqualFold(strings.TrimSpace(name), c.Name))
}

// changedTo writes what a change tells.
func changedTo(change model.Fact) string {
	var parts []string
	for _, key := range []string{dataName, dataEmail, dataPhone} {
		if x := change.Data[key]; x != "" {
			parts = append(parts, x)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " to " + strings.Join(parts, ", ")
}

// suspicious tells what stands for a change in a mail that may be a fraud.
var suspicious = map[string]string{
	"other-domain": "it came from or names another domain",
	"look-alike":   "a domain in it looks like the supplier's and is not",
	"free-mail":    "it names a free mail service",
	"failed-dmarc": "our server could not verify the sender (DMARC)",

	"unauthenticated":        "our server does not vouch for the sender",
	"bank-details":           "it contains bank details that are new or announced as changed",
	"bank-details-unchecked": "it contains bank details; compare them with the vendor master by phone",
}

// youngFor is how long a domain is young: fraud uses fresh ones.
var youngFor = civil.Period{Months: 12}

// youngDomainSince returns since when the domain that a change names is registered, if that is not long; zero if it is, or if nobody knows.
func youngDomainSince(e *supplierEval, change model.Fact) civil.Date {
	s, known := e.streak(model.SubjectRegistration(model.Registrable(model.DomainOf(change.Data[dataEmail]))))
	if !known || s.LastGood == nil {
		return civil.Date{}
	}
	since := instant(*s.LastGood, model.DataRegistered)
	if since.IsZero() || e.today.After(e.s.Calendar.Today(since).Plus(youngFor, nil)) {
		return civil.Date{}
	}
	return e.s.Calendar.Today(since)
}

// suspicions writes what is suspicious about some reports.
func suspicions(e *supplierEval, changes ...model.Fact) string {
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
		for _, flag := range strings.Fields(change.Data[model.DataFlags]) {
			add(suspicious[flag])
		}
	}
	if len(all) == 0 {
		return ""
	}
	return ". Beware: " + list(all)
}

// samePhone reports whether a number, however it is written, is the contact's.
func samePhone(c *model.Contact, phone string) bool {
	dialled := digits(phone)
	return dialled != "" && (dialled == digits(c.Phone) || dialled == digits(c.Number))
}

// digits returns what of a number is dialled.
func digits(phone string) string {
	return strings.Map(func(r rune) rune {
		if r == '+' || '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, phone)
}

// uncheckedBank returns the task to compare bank details that came in an answer of a contact: the first ones of its supplier, words about an
// account, or anything of a sender whom our server does not vouch for. A call settles it.
func uncheckedBank(e *supplierEval, c *model.Contact) []model.Finding {
	var reply *model.Fact
	for _, f := range e.recorded(model.KindContact.Subject(c.ID), model.FactReplied, model.FactObjected, model.FactVerified) {
		switch {
		case holdsBankDetails(f):
			reply = &f
		case f.Kind == model.FactVerified && model.How(f.Data[dataHow]).ProvesPhone():
			reply = nil
		}
	}
	if reply == nil || calledAfter(e, c, e.on(*reply).AddDays(1)) {
		return nil
	}
	f := e.aboutContact(c)
	f.Message = fmt.Sprintf("An answer for %s at %s of %s contains bank details; compare them with the vendor master by phone.",
		contactName(c), e.s.Name, e.on(*reply))
	f.Advice.Call, f.Advice.How = true, quoted(*reply)
	cite(&f, *reply)
	return e.askAbout(f, "Compare bank details by phone", contactName(c),
		"Call a number that was on file before, not one from the mail.",
		"Compare the bank details with the vendor master.",
		"Record that the contact was verified by a call.")
}

// holdsBankDetails reports whether an answer holds bank details that somebody should compare.
func holdsBankDetails(f model.Fact) bool {
	return f.Kind != model.FactVerified && slices.ContainsFunc(strings.Fields(f.Data[model.DataFlags]), func(flag string) bool {
		return flag == "bank-details" || flag == "bank-details-unchecked"
	})
}
