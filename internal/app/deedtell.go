package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/record"
	"supplierwatch/internal/registry/edit"
	"supplierwatch/internal/replycmd"
	"supplierwatch/internal/rules"
)

// tellings are the verbs that say what somebody knows, and what that is recorded as.
var tellings = map[replycmd.Verb]model.FactKind{
	replycmd.Requested: model.FactRequested, replycmd.Placed: model.FactPlaced, replycmd.Confirmed: model.FactConfirmed,
	replycmd.Waived: model.FactWaived, replycmd.Keep: model.FactKeep, replycmd.NoticeGiven: model.FactNoticeGiven,
	replycmd.Renewed: model.FactRenewed, replycmd.Verified: model.FactVerified, replycmd.NoAnswer: model.FactNoAnswer,
	replycmd.WrongNumber: model.FactWrongNumber,
}

// tell records what somebody knows by the checks of `record`, of the subject and the occurrence of the alert, or of a contact whom they
// called because of it. That the alert is over hinders nobody: an order is placed after its request has settled the window.
func (d *deeds) tell(ctx context.Context, a model.Alert, deed Deed) (Done, error) {
	t, contact, err := d.telling(a, deed)
	if err != nil {
		return Done{}, err
	}
	facts, err := d.known(ctx)
	if err != nil {
		return Done{}, err
	}
	t.ID, t.Source, t.Evidence = deed.ID, deed.Source, deed.Said
	result, err := record.Check(t, record.Known{Registry: d.view.Registry, Facts: facts})
	if err != nil {
		return Done{}, refusal{err.Error()}
	}
	fact := result.Fact
	fact.RecordedAt = d.view.Now
	return Done{Fact: fact, Says: recordedAs(result.Change, contact) + ", by " + deed.By + "; " + d.outcome(a, facts, deed)}, nil
}

// telling gives what is told, and the contact if it is about one.
func (d *deeds) telling(a model.Alert, deed Deed) (record.Request, *model.Contact, error) {
	t := record.Request{Kind: tellings[deed.Verb], By: deed.By, Actor: deed.By, Now: deed.At, Subject: a.Supplier + "/" + a.Subject}
	switch deed.Verb {
	case replycmd.Verified, replycmd.NoAnswer, replycmd.WrongNumber:
		contact, rest, err := d.contact(a, deed)
		if err != nil {
			return t, nil, err
		}
		t.Subject = a.Supplier + "/contact/" + contact.ID
		if deed.Verb == replycmd.Verified {
			t.How = string(howSaid(rest, contact))
		}
		return t, contact, nil
	case replycmd.Requested, replycmd.Placed, replycmd.Confirmed:
		t.Reference = deed.Reference()
	case replycmd.Waived:
		t.Because = deed.Rest
	case replycmd.Keep:
		t.Because, t.Until = deed.Rest, a.Occurrence
	case replycmd.Renewed:
		t.Until = deed.Until.String()
	case replycmd.NoticeGiven:
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
func (d *deeds) contact(a model.Alert, deed Deed) (*model.Contact, string, error) {
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
	if deed.Verb == replycmd.Verified && about != nil {
		first = about
	}
	if c := cmp.Or(first, about); c != nil {
		return c, deed.Rest, nil
	}
	return nil, "", refuse("say who was called, for example %q; %s", string(deed.Verb)+" "+s.Contacts[0].ID, contactList(s))
}

// namedContact finds the contact that a text begins with, by id, name or role, the longest name first.
func namedContact(s *model.Supplier, text string) (found *model.Contact, rest string) {
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

func contactList(s *model.Supplier) string {
	var names []string
	for _, c := range s.Contacts {
		names = append(names, c.ID)
	}
	return "there are " + strings.Join(names, ", ")
}

// hows are the words by which people say in which way they found a contact right.
var hows = map[string]model.How{
	"call": model.HowCall, "phone": model.HowCall, "reply": model.HowReply, "mail": model.HowReply, "email": model.HowReply, "session": model.HowSession,
}

func isHow(word string) bool { return hows[word] != "" }

// howSaid reads in which way a contact was found right: as it is said, else by a call if there is a telephone.
func howSaid(text string, c *model.Contact) model.How {
	for word := range strings.FieldsSeq(strings.ToLower(text)) {
		if how := hows[strings.Trim(word, ".,;:!")]; how != "" {
			return how
		}
	}
	if c.Phone == "" {
		return model.HowReply
	}
	return model.HowCall
}

// recordedAs says what was recorded.
func recordedAs(c edit.Change, contact *model.Contact) string {
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
	case c.Kind == model.FactNoAnswer:
		return fmt.Sprintf("recorded: nobody answered at %s, %s", name, c.Phone)
	case c.Kind == model.FactWrongNumber:
		return fmt.Sprintf("recorded: %s is not the number of %s", c.Phone, name)
	case c.How == model.HowCall:
		return fmt.Sprintf("recorded: %s was found right by a call to %s", name, contact.Phone)
	case c.How == model.HowReply:
		return fmt.Sprintf("recorded: %s was found right by a reply from %s", name, contact.Email)
	}
	return fmt.Sprintf("recorded: %s was found right in a session", name)
}

// outcome says what becomes of the alert by what was recorded.
func (d *deeds) outcome(a model.Alert, facts *model.Facts, deed Deed) string {
	if !a.State.Open() {
		return fmt.Sprintf("the alert is over already (%s)", a.State)
	}
	one := *d.view.Registry
	one.Suppliers = []*model.Supplier{one.Supplier(a.Supplier)}
	findings := rules.Evaluate(&one, facts, d.view.Now)
	i := slices.IndexFunc(findings, func(f model.Finding) bool { return f.Key() == a.Key })
	switch {
	case i < 0:
		return "that settles it, the alert ends now"
	case deed.Verb == replycmd.NoAnswer || deed.Verb == replycmd.WrongNumber:
		return "the alert goes on: " + d.stands(a, deed.Clock)
	}
	return fmt.Sprintf("the alert goes on (%s): %s", d.stands(a, deed.Clock), findings[i].Message)
}

// stands says where an alert stands, and what comes next of it.
func (d *deeds) stands(a model.Alert, to model.Recipient) string {
	switch {
	case !a.State.Open():
		return fmt.Sprintf("over, %s", a.State)
	case a.State == model.StateAcknowledged && a.HeldUntil.IsZero():
		return "acknowledged by " + a.AcknowledgedBy
	case a.State == model.StateAcknowledged:
		return fmt.Sprintf("acknowledged by %s until %s", a.AcknowledgedBy, d.view.When(a.HeldUntil, to))
	case a.State == model.StateSnoozed:
		return "put off until " + d.view.When(a.HeldUntil, to)
	case a.NextAt.IsZero() && !alert.CanHandOver(a, false):
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
