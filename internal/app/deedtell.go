package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/command"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/watch"
)

// tellings are the verbs that say what somebody knows, and what that is recorded as.
var tellings = map[command.Verb]watch.FactKind{
	command.Requested: watch.FactRequested, command.Placed: watch.FactPlaced, command.Confirmed: watch.FactConfirmed,
	command.Waived: watch.FactWaived, command.Keep: watch.FactKeep, command.NoticeGiven: watch.FactNoticeGiven,
	command.Renewed: watch.FactRenewed, command.Verified: watch.FactVerified, command.NoAnswer: watch.FactNoAnswer,
	command.WrongNumber: watch.FactWrongNumber,
}

// tell records what somebody knows by the checks of `record`, of the subject and the occurrence of the alert, or of a contact whom they
// called because of it. That the alert is over hinders nobody: an order is placed after its request has settled the window.
func (d *deeds) tell(ctx context.Context, a watch.Alert, deed Deed) (Done, error) {
	t, contact, err := d.telling(a, deed)
	if err != nil {
		return Done{}, err
	}
	facts, err := d.known(ctx)
	if err != nil {
		return Done{}, err
	}
	target, err := registry.ParseTarget(t.Subject)
	if err != nil {
		return Done{}, refusal{err.Error()}
	}
	known := &knowledge{Telling: t, registry: d.view.Registry, facts: facts}
	told, err := known.told(target)
	if err != nil {
		return Done{}, refusal{err.Error()}
	}
	fact := t.fact(told.Change, known.calendar(told))
	fact.ID, fact.Source, fact.RecordedAt = deed.ID, deed.Source, d.view.Now
	fact.Evidence = deed.Said
	fact.Seq = facts.Seq() + 1
	facts.Add(fact)
	known.Now = d.view.Now
	return Done{Fact: fact, Says: recordedAs(told.Change, contact) + ", by " + deed.By + "; " + d.outcome(a, known.view(told), deed)}, nil
}

// telling gives what is told, and the contact if it is about one.
func (d *deeds) telling(a watch.Alert, deed Deed) (Telling, *watch.Contact, error) {
	t := Telling{Kind: tellings[deed.Verb], By: deed.By, Actor: deed.By, Now: deed.At, Subject: a.Supplier + "/" + a.Subject}
	switch deed.Verb {
	case command.Verified, command.NoAnswer, command.WrongNumber:
		contact, rest, err := d.contact(a, deed)
		if err != nil {
			return t, nil, err
		}
		t.Subject = a.Supplier + "/contact/" + contact.ID
		if deed.Verb == command.Verified {
			t.How = string(howSaid(rest, contact))
		}
		return t, contact, nil
	case command.Requested, command.Placed, command.Confirmed:
		t.Reference = deed.Reference()
	case command.Waived:
		t.Because = deed.Rest
	case command.Keep:
		t.Because, t.Until = deed.Rest, a.Occurrence
	case command.Renewed:
		t.Until = deed.Until.String()
	case command.NoticeGiven:
		if day := strings.TrimRight(strings.TrimPrefix(deed.Rest, "on "), ".,;!"); dayText(day) {
			t.On = day
		}
	}
	if kind, _, _ := strings.Cut(a.Subject, "/"); kind == "order-window" || kind == "delivery" {
		t.Subject += "@" + a.Occurrence
	}
	return t, nil, nil
}

func dayText(s string) bool {
	_, err := civil.ParseDate(s)
	return err == nil
}

// contact finds whom a call was about: whoever is named behind the verb; else, of a call that failed, whom the mail told to call first;
// else the contact that the alert is about. What is left behind the name comes back. One word that names nobody is taken for a name.
func (d *deeds) contact(a watch.Alert, deed Deed) (*watch.Contact, string, error) {
	s := d.view.Registry.Supplier(a.Supplier)
	if s == nil {
		return nil, "", refuse("it is about no supplier of the registry, so that there is nobody to call")
	}
	if c, rest := namedContact(s, deed.Rest); c != nil {
		return c, rest, nil
	}
	word := strings.ToLower(strings.Trim(deed.Rest, ".,;:!"))
	if word != "" && !strings.Contains(word, " ") && !isHow(word) {
		return nil, "", refuse("%s has no contact %q; %s", s.Name, word, contactList(s))
	}
	about, first := contactOf(d.view.Registry, a), contactNamed(s, deed.Call)
	if deed.Verb == command.Verified && about != nil {
		first = about
	}
	if c := cmp.Or(first, about); c != nil {
		return c, deed.Rest, nil
	}
	return nil, "", refuse("say who was called, for example %q; %s", string(deed.Verb)+" "+s.Contacts[0].ID, contactList(s))
}

// namedContact finds the contact that a text begins with, by id, name or role, the longest name first.
func namedContact(s *watch.Supplier, text string) (found *watch.Contact, rest string) {
	longest := 0
	for _, c := range s.Contacts {
		names := []string{c.ID, c.Name}
		for _, role := range c.Roles {
			names = append(names, string(role))
		}
		for _, name := range names {
			if after, ok := beginsWith(text, name); ok && len(name) > longest {
				found, rest, longest = c, after, len(name)
			}
		}
	}
	return found, rest
}

// beginsWith reports whether a text begins with a name as whole words, and gives what follows.
func beginsWith(text, name string) (rest string, ok bool) {
	if name == "" || len(text) < len(name) || !strings.EqualFold(text[:len(name)], name) {
		return "", false
	}
	rest = text[len(name):]
	if rest != "" && !strings.ContainsAny(rest[:1], " .,;:!") {
		return "", false
	}
	return strings.Trim(rest, " .,;:!"), true
}

func contactList(s *watch.Supplier) string {
	var names []string
	for _, c := range s.Contacts {
		names = append(names, c.ID)
	}
	return "there are " + strings.Join(names, ", ")
}

// hows are the words by which people say in which way they found a contact right.
var hows = map[string]watch.How{
	"call": watch.HowCall, "phone": watch.HowCall, "reply": watch.HowReply, "mail": watch.HowReply, "email": watch.HowReply, "session": watch.HowSession,
}

func isHow(word string) bool { return hows[word] != "" }

// howSaid reads in which way a contact was found right: as it is said, else by a call if there is a telephone.
func howSaid(text string, c *watch.Contact) watch.How {
	for word := range strings.FieldsSeq(strings.ToLower(text)) {
		if how := hows[strings.Trim(word, ".,;:!")]; how != "" {
			return how
		}
	}
	if c.Phone == "" {
		return watch.HowReply
	}
	return watch.HowCall
}

// recordedAs says what was recorded.
func recordedAs(c registry.Change, contact *watch.Contact) string {
	if contact == nil {
		what := strings.ReplaceAll(string(c.Kind), "-", " ")
		for _, detail := range []string{c.Reference, c.Because} {
			if detail != "" {
				what += " " + detail
			}
		}
		if !c.Until.IsZero() {
			what += " until " + c.Until.String()
		}
		return "recorded: " + what
	}
	name := fmt.Sprintf("%s (%s)", cmp.Or(contact.Name, contact.ID), contact.ID)
	if contact.Name == "" || contact.Name == contact.ID {
		name = contact.ID
	}
	switch {
	case c.Kind == watch.FactNoAnswer:
		return fmt.Sprintf("recorded: nobody answered at %s, %s", name, c.Phone)
	case c.Kind == watch.FactWrongNumber:
		return fmt.Sprintf("recorded: %s is not the number of %s", c.Phone, name)
	case c.How == watch.HowCall:
		return fmt.Sprintf("recorded: %s was found right by a call to %s", name, contact.Phone)
	case c.How == watch.HowReply:
		return fmt.Sprintf("recorded: %s was found right by a reply from %s", name, contact.Email)
	}
	return fmt.Sprintf("recorded: %s was found right in a session", name)
}

// outcome says what becomes of the alert by what was recorded.
func (d *deeds) outcome(a watch.Alert, after view, deed Deed) string {
	if !a.State.Open() {
		return fmt.Sprintf("the alert is over already (%s)", a.State)
	}
	i := slices.IndexFunc(after.findings, func(f watch.Finding) bool { return f.Key() == a.Key })
	switch {
	case i < 0:
		return "that settles it, the alert ends now"
	case deed.Verb == command.NoAnswer || deed.Verb == command.WrongNumber:
		return "the alert goes on: " + d.stands(a, deed.Clock)
	}
	return fmt.Sprintf("the alert goes on (%s): %s", d.stands(a, deed.Clock), after.findings[i].Message)
}

// stands says where an alert stands, and what comes next of it.
func (d *deeds) stands(a watch.Alert, to watch.Recipient) string {
	switch {
	case !a.State.Open():
		return fmt.Sprintf("over, %s", a.State)
	case a.State == watch.StateAcknowledged && a.HoldsUntil.IsZero():
		return "acknowledged by " + a.AcknowledgedBy
	case a.State == watch.StateAcknowledged:
		return fmt.Sprintf("acknowledged by %s until %s", a.AcknowledgedBy, d.view.When(a.HoldsUntil, to))
	case a.State == watch.StateSnoozed:
		return "put off until " + d.view.When(a.HoldsUntil, to)
	case a.NextAt.IsZero() && !alert.Passes(a, false):
		return "it comes back in the weekly letter"
	case a.NextAt.IsZero():
		return "no further step is due"
	}
	next := "next step " + d.view.When(a.NextAt, to)
	if who := d.view.Next(a); who != "" {
		next += ", " + who
	}
	return next
}
