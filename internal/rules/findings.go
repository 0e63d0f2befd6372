package rules

import (
	"strings"
	"unicode/utf8"

	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
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

// ask completes a finding that a person at a desk clears away: what to do in a few words, then the steps.
func ask(e *obligations.Supplier, f model.Finding, do string, steps ...string) []model.Finding {
	f.Advice.Headline = headlineAll(e, do)
	f.Advice.Lead = lead(do, f.Message)
	f.Advice.Do = steps
	return one(f)
}

// askAbout is ask for a part of the entry that has a name of its own.
func askAbout(e *obligations.Supplier, f model.Finding, do, item string, steps ...string) []model.Finding {
	found := ask(e, f, do, steps...)
	found[0].Advice.Headline = headline(e, do, item, "")
	return found
}

// one wraps a finding as a rule's answer.
func one(f model.Finding) []model.Finding { return []model.Finding{f} }

// lead begins a paragraph with what to do in capitals.
func lead(do, text string) string { return strings.ToUpper(do) + ". " + text }

// headlineRoom is how long a headline may be, so that it fits a subject line of 70 characters behind [CRITICAL].
const headlineRoom = 70 - len("[CRITICAL] ")

// headline puts what to do first, then the item, the supplier and an end that may be left out: Decide by Wed 9 Dec: Service contract
// (ACME). The item is cut where the line gets too long.
func headline(e *obligations.Supplier, do, item, tail string) string {
	supplier := " (" + prose.ShortName(e.Entry.Name) + ")"
	room := headlineRoom - utf8.RuneCountInString(do+": "+supplier)
	if utf8.RuneCountInString(item+tail) > room {
		tail = ""
	}
	return do + ": " + prose.Cut(item, room-utf8.RuneCountInString(tail)) + supplier + tail
}

// headlineAll is headline for what concerns the supplier as a whole: Name a contact: ACME Photoresist GmbH. Where the line gets too long, the
// supplier has its short name, and what to do is cut.
func headlineAll(e *obligations.Supplier, do string) string {
	if whole := do + ": " + e.Entry.Name; utf8.RuneCountInString(whole) <= headlineRoom {
		return whole
	}
	tail := ": " + prose.ShortName(e.Entry.Name)
	return prose.Cut(do, headlineRoom-utf8.RuneCountInString(tail)) + tail
}

// advise returns what to do about a mailbox.
func advise(f model.Finding, do, rest string, steps ...string) model.Finding {
	f.Advice.Headline = prose.Cut(do+": "+rest, headlineRoom)
	f.Advice.Lead = lead(do, f.Message)
	f.Advice.Do = steps
	return f
}
