package rules

import (
	"fmt"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

var _ = register(subject{
	changes: verifiedChanges,
	supplier: map[string]func(*supplierEval) []model.Finding{
		"contact-bounced":  contactBounced,
		"contact-left":     contactLeft,
		"contact-silent":   contactSilent,
		"contact-objected": contactObjected,
	},
})

// proofs are what can end what is known of a contact by mail: an answer to a mail of ours, or what a person recorded. That somebody wrote from
// the address is none: it says nothing about mail to it.
var proofs = []model.FactKind{model.FactVerified, model.FactConfirmed, model.FactReplied}

// enoughUnclear is how many bounces that leave their reason open count as one that does not.
const enoughUnclear = 2

// factsNotDisproved returns the facts of some kinds about a contact's present address that nothing has disproved since, the oldest first. Only those
// proofs count that ends accepts; people prove an address by whatever proves mail.
func factsNotDisproved(e *supplierEval, c *model.Contact, ends func(model.FactKind) bool, kinds ...model.FactKind) []model.Fact {
	var standing []model.Fact
	for _, f := range e.recorded(model.KindContact.Subject(c.ID), slices.Concat(kinds, proofs)...) {
		switch {
		case slices.Contains(kinds, f.Kind):
			if ofAddress(f, c) {
				standing = append(standing, f)
			}
		case f.Kind == model.FactVerified && model.How(f.Data[dataHow]).ProvesEmail() || f.Kind != model.FactVerified && f.AnswersUs() && ends(f.Kind):
			standing = nil
		}
	}
	for _, v := range c.Verified {
		if v.How.ProvesEmail() {
			standing = factsAfter(e, standing, v.On)
		}
	}
	return standing
}

// anyProof accepts whatever shows that somebody has the address.
func anyProof(model.FactKind) bool { return true }

// bounces returns the bounces that say that mail to the contact's address is lost; none if they do not suffice.
func bounces(e *supplierEval, c *model.Contact) []model.Fact {
	if c.Email == "" {
		return nil
	}
	all := factsNotDisproved(e, c, anyProof, model.FactBounced)
	clear := slices.DeleteFunc(slices.Clone(all), func(f model.Fact) bool { return bounceSays[f.Data[model.DataVerdict]] == "" })
	unclear := slices.DeleteFunc(slices.Clone(all), func(f model.Fact) bool { return f.Data[model.DataVerdict] != "ambiguous" })
	if len(clear) > 0 {
		return clear
	}
	if len(unclear) >= enoughUnclear {
		return unclear
	}
	return nil
}

// bounceSays tells, by the verdict of a bounce, what is wrong with the address.
var bounceSays = map[string]string{
	"gone":           "the mailbox does not exist any more",
	"no-mail-domain": "its domain takes no mail",
	"full":           "the mailbox is full, so nobody reads it",
}

func contactBounced(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, c := range e.s.Contacts {
		back := bounces(e, c)
		if len(back) == 0 {
			continue
		}
		last := back[len(back)-1]
		why := bounceSays[last.Data[model.DataVerdict]]
		if why == "" {
			why = count(len(back), "bounce") + " without a clear reason"
		}
		f := e.aboutContact(c)
		f.Pending = domainDead(e, c.Domain) // one root cause is one finding; held, since nothing shows that it is over
		if e.s.Tier.Class != model.ClassStandard && !anyWayWorks(e) {
			f.Route = model.RoutePage
		}
		f.Message = fmt.Sprintf("Mail to %s at %s (%s) came back on %s: %s.", contactName(c), e.s.Name, c.Email, e.on(last), why)
		f.Advice.Call = true
		f.Advice.How = quoted(last)
		found = append(found, e.askAbout(f, "Find the address that works", contactName(c), "Call a number that was on file before.",
			"Ask which address works, and whether orders were lost.", "Correct the entry.")...)
	}
	return found
}

// quoted returns what a server or a person said, as the evidence of a finding.
func quoted(f model.Fact) []string {
	if f.Evidence == "" {
		return nil
	}
	return []string{capital(f.Evidence)}
}

// cite adds to a finding what somebody wrote.
func cite(f *model.Finding, answer model.Fact) {
	if text := answer.Data[model.DataReply]; text != "" {
		f.Advice.How = append(f.Advice.How, fmt.Sprintf("They wrote: %q", text))
		f.Advice.Quote = text
	}
}

func contactLeft(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, c := range e.s.Contacts {
		left := departures(e, c)
		if len(left) == 0 {
			continue
		}
		last := left[len(left)-1]
		f := e.aboutContact(c)
		f.Message = fmt.Sprintf("%s at %s is said to have left, by an answer of %s%s.", contactSubject(c), e.s.Name, e.on(last), instead(last))
		f.Advice.Call = true
		f.Advice.How = quoted(last)
		cite(&f, last)
		found = append(found, e.askAbout(f, "Find out who is responsible now", contactName(c), "Call a number that was on file before.",
			"Ask who is responsible now.", "Correct the entry.")...)
	}
	return found
}

// departures returns the answers that say that a contact has left. That somebody writes from the address proves nothing about the person.
func departures(e *supplierEval, c *model.Contact) []model.Fact {
	if c.Email == "" {
		return nil
	}
	return factsNotDisproved(e, c, func(k model.FactKind) bool { return k == model.FactConfirmed }, model.FactLeft)
}

// instead returns who answers in place of a contact, as the answer put it.
func instead(f model.Fact) string {
	if who := f.Data[model.DataStandIn]; who != "" {
		return "; it names " + who + " instead"
	}
	return ""
}

func contactSilent(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, c := range e.s.Contacts {
		silent := unansweredSince(e, c)
		if silent == nil {
			continue
		}
		f := e.aboutContact(c)
		f.Pending = len(bounces(e, c)) > 0 // what is said of the mail that came back says more; nothing shows that this is over
		f.Message = fmt.Sprintf("Nobody at %s answered for %s (%s) until %s, although asked and reminded.", e.s.Name, contactName(c), c.Email, e.on(*silent))
		f.Advice.Call = true
		f.Advice.How = quoted(*silent)
		found = append(found, e.askAbout(f, "Call: nobody answers the mail", contactName(c), "Call the number on file.",
			"Ask who reads that mailbox.", "Record the call.")...)
	}
	return found
}

// silentSince returns when nobody had answered a contact's mail in time; nil if somebody did since, or if it is known by now why nobody can.
func silentSince(e *supplierEval, c *model.Contact) *model.Fact {
	if len(bounces(e, c)) > 0 {
		return nil
	}
	return unansweredSince(e, c)
}

// unansweredSince returns when nobody had answered a contact's mail in time; nil if somebody did since.
func unansweredSince(e *supplierEval, c *model.Contact) *model.Fact {
	if c.Email == "" {
		return nil
	}
	silent := factsNotDisproved(e, c, anyProof, model.FactSilent)
	if len(silent) == 0 || calledAfter(e, c, e.on(silent[len(silent)-1])) {
		return nil
	}
	return &silent[len(silent)-1]
}

// calledAfter reports whether a contact was found right by phone on a day or later.
func calledAfter(e *supplierEval, c *model.Contact, on civil.Date) bool {
	return slices.ContainsFunc(verificationsOf(e, c), func(v model.Verified) bool { return v.How.ProvesPhone() && !v.On.Before(on) })
}

func contactObjected(e *supplierEval) []model.Finding {
	if e.s.DoNotContact {
		return nil
	}
	var found []model.Finding
	for _, c := range e.s.Contacts {
		all := objections(e, c)
		if len(all) == 0 {
			continue
		}
		f := e.aboutContact(c)
		f.Message = fmt.Sprintf("%s at %s asked on %s not to get such mails.", contactSubject(c), e.s.Name, e.on(all[0]))
		f.Advice.Call = true
		f.Advice.How = quoted(all[0])
		found = append(found, e.askAbout(f, "Verify by phone from now on", contactName(c), "Call instead, and record the call.",
			"Write do_not_contact into the entry.")...)
	}
	return found
}

// objections returns the wishes not to be written to that still stand: mail that comes from there takes none back.
func objections(e *supplierEval, c *model.Contact) []model.Fact {
	if c.Email == "" {
		return nil
	}
	return factsNotDisproved(e, c, func(model.FactKind) bool { return false }, model.FactObjected)
}
