package action

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/record"
	"supplierwatch/internal/registry/edit"
)

// accept takes a change of a contact for true that came by mail, by the word of a person who has called back. It is written into the registry if
// that is allowed; else the outcome tells the lines to write.
func (b *Batch) accept(ctx context.Context, a model.Alert, r Request) (Outcome, error) {
	known, err := b.facts(ctx)
	if err != nil {
		return Outcome{}, err
	}
	change := AnnouncedChange(known, a.Supplier, a.Subject)
	switch {
	case change == nil:
		return Outcome{}, conflict("it reports no change that waits to be accepted")
	case checkOpen(b.View, a) != nil:
		return Outcome{}, checkOpen(b.View, a)
	case !r.Written.IsZero() && change.RecordedAt.After(r.Written):
		return Outcome{}, conflict("another change was announced after what you read was written; see what it says, ask about it on the phone, "+
			"and accept it by a newer mail, the page or `supplierwatch accept %s`", a.ID)
	}
	request := record.Request{
		Kind: model.FactChanged, Subject: model.SubjectRef{Supplier: a.Supplier, Subject: a.Subject}.String(), How: string(model.HowCall), By: r.By, Actor: r.By, Source: r.Source, ID: r.ID,
		Email: change.ContactDetails().Email, Phone: change.ContactDetails().Phone, Name: change.ContactDetails().Name, Now: b.View.Now,
	}
	accounts := change.Accounts()
	outcome := Outcome{Request: r, Alert: a}
	if request.Email+request.Phone+request.Name == "" {
		if len(accounts) == 0 {
			return Outcome{}, invalid("the mail does not say to what it changed; ask on the phone and use "+
				"`supplierwatch record changed %s --how call --email …`", request.Subject)
		}
		outcome.Fact = acceptedAccounts(request, a, accounts)
		b.add(outcome.Fact)
		return outcome, nil
	}
	result, err := record.Check(request, record.Known{Registry: b.View.Registry, Facts: known})
	if err != nil {
		return Outcome{}, invalid("%v", err)
	}
	outcome.Fact = result.Fact
	return b.enter(outcome, result)
}

// acceptedAccounts returns the fact that a person has confirmed bank details by a call.
func acceptedAccounts(r record.Request, a model.Alert, accounts []string) model.Fact {
	return model.NewAccountsConfirmed(model.Fact{
		ID: r.ID, Supplier: a.Supplier, Subject: a.Subject,
		ObservedAt: r.Now, RecordedAt: r.Now, Actor: r.Actor, Source: r.Source, Evidence: "bank details confirmed by a call",
	}, model.How(r.How), accounts)
}

// AnnouncedChange returns the last change of a contact that nobody has confirmed; nil if there is none.
func AnnouncedChange(facts *factindex.Index, supplier string, subject model.Subject) *model.Fact {
	var last *model.Fact
	for _, f := range facts.Kind(supplier, subject, model.FactChanged) {
		last = &f
	}
	if last == nil || last.How().ProvesPhone() {
		return nil
	}
	return last
}

// enter writes what was accepted into the registry, or adds to the outcome what to write.
func (b *Batch) enter(outcome Outcome, result record.Result) (Outcome, error) {
	at, lines := b.linesToWrite(result.Change)
	if !b.Files.Writable {
		outcome.More = leftToWrite(at, lines)
		return outcome, nil
	}
	editor, problems := edit.Open(b.Files.Paths)
	if len(problems) > 0 {
		return Outcome{}, invalid("the registry has errors: %s", problems[0])
	}
	edited, err := editor.Splice(result.Change)
	if byHand, ok := errors.AsType[*edit.ByHand](err); ok {
		outcome.More = leftToWrite(byHand.Position, byHand.Lines)
		return outcome, nil
	}
	if err != nil {
		return Outcome{}, invalid("%v", err)
	}
	outcome.Wrote = true
	outcome.More = []string{"Written into the registry, " + edited.Position.String() + "."}
	return outcome, nil
}

// stillToWrite returns lines about what the registry does not say yet of a change that was accepted before; none if it says everything.
func (b *Batch) stillToWrite(f model.Fact) []string {
	details := f.ContactDetails()
	c := contactOfFact(b.View.Registry, f)
	same := func(accepted, registered string) bool { return accepted == "" || accepted == registered }
	if c == nil || same(details.Name, c.Name) && same(details.Email, c.Email) && same(details.Phone, c.Phone) {
		return nil
	}
	return leftToWrite(b.linesToWrite(edit.Change{
		Supplier: f.Supplier, Subject: f.Subject, Name: details.Name, Email: details.Email, Phone: details.Phone,
	}))
}

// linesToWrite returns what to write into the registry for an accepted change, and where.
func (b *Batch) linesToWrite(change edit.Change) (at model.Position, lines string) {
	if id, ok := model.KindContact.ID(change.Subject); ok {
		if c := b.View.Registry.Supplier(change.Supplier).Contact(id); c != nil {
			at = c.Pos
		}
	}
	for _, pair := range [][2]string{{"name", change.Name}, {"email", change.Email}, {"phone", change.Phone}} {
		if pair[1] != "" {
			lines += fmt.Sprintf("%s: %q\n", pair[0], pair[1])
		}
	}
	return at, lines
}

// leftToWrite returns lines about what to write where.
func leftToWrite(at model.Position, lines string) []string {
	said := []string{"The registry does not say so yet, and the alert stays until it does. Write at " + at.String() + ":", ""}
	for line := range strings.Lines(lines) {
		said = append(said, "  "+strings.TrimRight(line, "\n"))
	}
	return said
}

// acceptedText returns what was accepted.
func acceptedText(f model.Fact) string {
	parts, about := f.ContactDetails().List(), model.SubjectRef{Supplier: f.Supplier, Subject: f.Subject}
	if len(parts) == 0 {
		return fmt.Sprintf("Accepted by %s: the bank details in the mail for %s are known from now on.", f.Actor, about)
	}
	return fmt.Sprintf("Accepted by %s: %s is now %s.", f.Actor, about, strings.Join(parts, ", "))
}
