package rules

import (
	"supplierwatch/internal/findingtext"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

// about begins a finding on a subject of the supplier. What is at stake is computed from the supplies that the subject concerns.
func about(e *obligations.Supplier, subject model.Subject, pos model.Position, supplies []*model.Supply) model.Finding {
	f := model.Finding{
		Supplier: e.Entry.ID, Subject: subject, Position: pos, Owner: e.Entry.Owner, Policy: e.Entry.Tier.Escalation,
	}
	f.Exposure, f.Slack = obligations.ExposureOf(e, supplies)
	return f
}

// aboutAll begins a finding on the supplier as a whole.
func aboutAll(e *obligations.Supplier) model.Finding {
	return about(e, model.SubjectSupplier, e.Entry.Pos, e.Entry.Supplies)
}

// aboutContact begins a finding on one contact.
func aboutContact(e *obligations.Supplier, c *model.Contact) model.Finding {
	return about(e, model.KindContact.Subject(c.ID), c.Pos, e.Entry.Supplies)
}

// ask completes a finding that a person at a desk clears away: what to do in a few words, then the steps. Where a call helps, the first step is that
// call unless the finding names another one.
func ask(e *obligations.Supplier, f model.Finding, do string, steps ...string) []model.Finding {
	f.Advice.Headline = findingtext.HeadlineAll(e, do)
	f.Advice.Lead = findingtext.Lead(do, f.Message)
	f.Advice.Do = steps
	if f.Advice.Call && f.Advice.CallStep == "" {
		f.Advice.CallStep = steps[0]
	}
	return one(f)
}

// askAbout is ask for a part of the entry that has a name of its own.
func askAbout(e *obligations.Supplier, f model.Finding, do, item string, steps ...string) []model.Finding {
	found := ask(e, f, do, steps...)
	found[0].Advice.Headline = findingtext.Headline(e, do, item, "")
	return found
}

// one wraps a finding as a rule's answer.
func one(f model.Finding) []model.Finding { return []model.Finding{f} }

// advise returns what to do about a mailbox.
func advise(f model.Finding, do, rest string, steps ...string) model.Finding {
	f.Advice.Headline = do + ": " + rest
	f.Advice.Lead = findingtext.Lead(do, f.Message)
	f.Advice.Do = steps
	return f
}
