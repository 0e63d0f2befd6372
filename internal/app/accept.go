package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/record"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/registry/edit"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/wiring"
)

// Accepted is a change of a contact that a person has confirmed by calling a number that was on file before.
type Accepted struct {
	Alert   model.Alert
	Fact    model.Fact
	Written model.Position // where it stands in the registry now; zero: nowhere yet
	Lines   string         // what to write into the registry, where that was not done
	At      model.Position // where these belong
}

// Says tells in lines what was done, and what is left to do.
func (a Accepted) Says() []string {
	said := []string{fmt.Sprintf("Accepted by %s: %s/%s%s.", a.Fact.Actor, a.Fact.Supplier, a.Fact.Subject, a.news())}
	if a.bankOnly() {
		return []string{fmt.Sprintf("Accepted by %s: the bank details in the mail for %s/%s are known from now on.", a.Fact.Actor, a.Fact.Supplier, a.Fact.Subject)}
	}
	if a.Written != (model.Position{}) {
		return append(said, "Written into the registry, "+a.Written.String()+".")
	}
	said = append(said, "The registry does not say so yet, and the alert stays until it does. Write at "+a.At.String()+":", "")
	for line := range strings.Lines(a.Lines) {
		said = append(said, "  "+strings.TrimRight(line, "\n"))
	}
	return said
}

// bankOnly reports whether only bank details were confirmed. The registry does not hold them.
func (a Accepted) bankOnly() bool {
	d := a.Fact.Data
	return d[model.DataAccounts] != "" && d[model.DataName]+d[model.DataEmail]+d[model.DataPhone] == ""
}

// acceptedBank returns the fact that a person has confirmed bank details by a call.
func acceptedBank(t record.Request, a model.Alert, accounts string) model.Fact {
	return model.Fact{
		ID: rand.Text(), Supplier: a.Supplier, Subject: a.Subject, Kind: model.FactChanged,
		ObservedAt: t.Now, RecordedAt: t.Now, Actor: t.Actor, Source: "shell", Evidence: "bank details confirmed by a call",
		Data: map[string]string{model.DataHow: t.How, model.DataAccounts: accounts},
	}
}

// news names what has changed.
func (a Accepted) news() string {
	var parts []string
	for _, key := range []string{model.DataName, model.DataEmail, model.DataPhone} {
		if v := a.Fact.Data[key]; v != "" {
			parts = append(parts, v)
		}
	}
	return " is now " + strings.Join(parts, ", ")
}

// Accept takes the changes for true that some alerts tell of, by the word of a person who has called back. They are written into the
// registry if the configuration allows it; else the lines to write come back.
func Accept(ctx context.Context, config string, names []string, by string, now time.Time) ([]Accepted, error) {
	conf, db, err := wiring.OpenState(ctx, config)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	alerts, err := named(ctx, db, names)
	if err != nil {
		return nil, err
	}
	facts, err := db.FactsAfter(ctx, 0)
	if err != nil {
		return nil, err
	}
	loaded, problems := registry.Load(conf.Registry)
	if len(problems) > 0 {
		return nil, wiring.ProblemError(problems)
	}
	var all []Accepted
	for _, a := range alerts {
		done, err := accepted(conf, loaded, conf.Registry, model.NewFacts(facts...), a, by, now)
		if err != nil {
			return all, fmt.Errorf("alert %s: %w", a.ID, err)
		}
		if err := db.Commit(ctx, model.Change{Facts: []model.Fact{done.Fact}}); err != nil {
			return all, err
		}
		all = append(all, done)
	}
	return wiring.Masked(conf, all)
}

// accepted works out what a person confirms who accepts an alert, and writes it into the registry where that is allowed.
func accepted(s *settings.Settings, r *model.Registry, paths []string, facts *model.Facts, a model.Alert, by string, now time.Time) (Accepted, error) {
	change := announced(facts, a.Supplier, a.Subject)
	if change == nil {
		return Accepted{}, errors.New("it tells of no change that waits to be accepted")
	}
	t := record.Request{
		Kind: model.FactChanged, Subject: a.Supplier + "/" + a.Subject, How: string(model.HowCall), By: by, Actor: by, Source: "shell", Now: now,
		Email: change.Data[model.DataEmail], Phone: change.Data[model.DataPhone], Name: change.Data[model.DataName],
	}
	accounts := change.Data[model.DataAccounts]
	if t.Email+t.Phone+t.Name == "" && accounts != "" {
		return Accepted{Alert: a, Fact: acceptedBank(t, a, accounts)}, nil
	}
	if t.Email+t.Phone+t.Name == "" {
		return Accepted{}, fmt.Errorf("the mail does not say to what it changed; ask on the phone and use "+
			"`supplierwatch record changed %s --how call --email …`", t.Subject)
	}
	result, err := record.Check(t, record.Known{Registry: r, Facts: facts})
	if err != nil {
		return Accepted{}, err
	}
	done := Accepted{Alert: a, Fact: result.Fact}
	return done, enter(s, &done, r, paths, result)
}

// announced gives the last change of a contact that nobody has confirmed; nil if there is none.
func announced(facts *model.Facts, supplier, subject string) *model.Fact {
	var last *model.Fact
	for _, f := range facts.Kind(supplier, subject, model.FactChanged) {
		last = &f
	}
	if last == nil || model.How(last.Data[model.DataHow]).ProvesPhone() {
		return nil
	}
	return last
}

// enter writes what was accepted into the registry, or says what to write.
func enter(s *settings.Settings, done *Accepted, r *model.Registry, paths []string, result record.Result) error {
	for _, c := range r.Supplier(result.Target.Supplier).Contacts {
		if "contact/"+c.ID == result.Change.Subject {
			done.At = c.Pos
		}
	}
	for _, pair := range [][2]string{{"name", result.Change.Name}, {"email", result.Change.Email}, {"phone", result.Change.Phone}} {
		if pair[1] != "" {
			done.Lines += fmt.Sprintf("%s: %q\n", pair[0], pair[1])
		}
	}
	if !s.Run.RegistryWritable {
		return nil
	}
	editor, problems := edit.Open(paths)
	if len(problems) > 0 {
		return wiring.ProblemError(problems)
	}
	edited, err := editor.Splice(result.Change)
	if byHand, ok := errors.AsType[*edit.ByHand](err); ok {
		done.At, done.Lines = byHand.Position, byHand.Lines
		return nil
	}
	done.Written = edited.Position
	return err
}
