package rules

import (
	"fmt"

	"supplierwatch/internal/contactstate"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

func init() {
	register(subject{
		changes: verifiedChanges,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
			"contact-bounced":  contactBounced,
			"contact-left":     contactLeft,
			"contact-silent":   contactSilent,
			"contact-objected": contactObjected,
		},
	})
}

func contactBounced(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, c := range e.Entry.Contacts {
		back := contactstate.Bounces(e, c)
		if len(back) == 0 {
			continue
		}
		last := back[len(back)-1]
		why := contactstate.BounceReasons[last.Verdict()]
		if why == "" {
			why = prose.Count(len(back), "bounce") + " without a clear reason"
		}
		f := aboutContact(e, c)
		f.Pending = contactstate.DomainTakesNoMail(e, c.Domain) // one root cause is one finding; held, since nothing shows that it is over
		if e.Entry.Tier.Class != model.ClassStandard && !anyWayWorks(e) {
			f.Route = model.RoutePage
		}
		f.Message = fmt.Sprintf("Mail to %s at %s (%s) bounced on %s: %s.", contactstate.Name(c), e.Entry.Name, c.Email, e.On(last), why)
		f.Advice.Call = true
		f.Advice.How = quoted(last)
		found = append(found, askAbout(e, f, "Find a working address", contactstate.Name(c), contactstate.CallStep(e, c, "Call the contact on a number that was on file before.", ""),
			"Ask which address works, and whether orders were lost.", "Correct the entry.")...)
	}
	return found
}

// quoted returns what a server or a person said, as the evidence of a finding.
func quoted(f model.Fact) []string {
	if f.Evidence == "" {
		return nil
	}
	return []string{prose.Capital(f.Evidence)}
}

// cite adds to a finding what somebody wrote.
func cite(f *model.Finding, answer model.Fact) {
	if text := answer.Reply(); text != "" {
		f.Advice.How = append(f.Advice.How, fmt.Sprintf("They wrote: %q", text))
		f.Advice.Quote = text
	}
}

func contactLeft(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, c := range e.Entry.Contacts {
		left := contactstate.Departures(e, c)
		if len(left) == 0 {
			continue
		}
		last := left[len(left)-1]
		f := aboutContact(e, c)
		f.Message = fmt.Sprintf("%s at %s has left, according to a reply of %s%s.", contactSubject(c), e.Entry.Name, e.On(last), contactstate.StandInText(last))
		f.Advice.Call = true
		f.Advice.How = quoted(last)
		cite(&f, last)
		found = append(found, askAbout(e, f, "Find out who is responsible now", contactstate.Name(c), contactstate.CallStep(e, c, "Call the contact on a number that was on file before.", ""),
			"Ask who is responsible now.", "Correct the entry.")...)
	}
	return found
}

func contactSilent(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, c := range e.Entry.Contacts {
		silent := contactstate.UnansweredSince(e, c)
		if silent == nil {
			continue
		}
		f := aboutContact(e, c)
		f.Pending = len(contactstate.Bounces(e, c)) > 0 // the finding about the returned mail is more precise; nothing shows that this is over
		f.Message = fmt.Sprintf("No reply from %s at %s (%s) to our verification request and its reminder by %s.", contactstate.Name(c), e.Entry.Name, c.Email, e.On(*silent))
		f.Advice.Call = true
		f.Advice.How = quoted(*silent)
		found = append(found, askAbout(e, f, contactstate.CallHeadline(e, c, "Call about unanswered mail"), contactstate.Name(c), contactstate.CallStep(e, c, "Call the contact on the number on file.", ""),
			"Ask who reads this mailbox.", "Record the call.")...)
	}
	return found
}

func contactObjected(e *obligations.Supplier) []model.Finding {
	if e.Entry.DoNotContact {
		return nil
	}
	var found []model.Finding
	for _, c := range e.Entry.Contacts {
		all := contactstate.Objections(e, c)
		if len(all) == 0 {
			continue
		}
		f := aboutContact(e, c)
		f.Message = fmt.Sprintf("%s at %s asked on %s to receive no more verification mails.", contactSubject(c), e.Entry.Name, e.On(all[0]))
		f.Advice.Call = true
		f.Advice.How = quoted(all[0])
		found = append(found, askAbout(e, f, "Verify by phone from now on", contactstate.Name(c), contactstate.CallStep(e, c, "Call the contact instead, and record the call.", ""),
			"Set `do_not_contact` in the entry.")...)
	}
	return found
}
