package app

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/store"
)

// Telling is something that a person knows and wants to have recorded. What
// does not belong to its kind is left empty.
type Telling struct {
	Kind    model.FactKind
	Subject string // SUPPLIER/KIND/ID[@OPENS]
	On      string // a day, or an instant as RFC 3339; empty: now
	Until   string // a day

	By, Reference, Mailbox, Because, How, Email, Phone, Name string

	Actor string // who records it
	Now   time.Time

	Config   string   // whose state it goes to; empty: the one in ./var
	Registry []string // what to check it against, instead of the configuration's registry
	Write    string   // the registry to write it into, instead of the state
}

// Told is what was recorded.
type Told struct {
	Target  registry.Target
	Change  registry.Change
	Written model.Position // where it stands in the registry; zero: in the state
	Checked bool           // against a registry
	Effect  Effect
}

// Tell records something that a person knows: beside a running daemon, which
// acts on it in its next pass, or into the files of the registry.
func Tell(ctx context.Context, t Telling) (Told, error) {
	target, err := registry.ParseTarget(t.Subject)
	if err != nil {
		return Told{}, err
	}
	if err := t.fits(target); err != nil {
		return Told{}, err
	}
	if t.Kind == model.FactSessionHeld {
		target.Kind = "session"
	}
	if t.Write != "" {
		return t.write(target)
	}
	return t.record(ctx, target)
}

// write brings it into the files of a registry.
func (t Telling) write(target registry.Target) (Told, error) {
	if !registry.HasPlace(t.Kind, target.Kind) {
		return Told{}, fmt.Errorf("%w: record `%s` of a %s into the state, without --write", registry.ErrNoPlace, t.Kind, target.Kind)
	}
	editor, problems := registry.Open([]string{t.Write})
	if len(problems) > 0 {
		return Told{}, problemError(problems)
	}
	known := &knowledge{Telling: t, registry: editor.Registry, facts: model.NewFacts()}
	told, err := known.told(target)
	if err != nil {
		return Told{}, err
	}
	edited, err := editor.Splice(told.Change)
	if err != nil {
		return Told{}, err
	}
	told.Written = edited.Position
	after := &knowledge{Telling: t, registry: edited.Registry, facts: known.facts}
	told.Effect = effect(known.view(told), after.view(told))
	return told, nil
}

// record appends it to what the daemon knows.
func (t Telling) record(ctx context.Context, target registry.Target) (Told, error) {
	conf, problems, _ := configuration(t.Config)
	if len(problems) > 0 {
		return Told{}, problemError(problems)
	}
	db, err := store.OpenExisting(ctx, conf.State.URL)
	if err != nil {
		return Told{}, err
	}
	defer db.Close()
	paths := t.Registry
	if len(paths) == 0 {
		paths = conf.Registry
	}
	if len(paths) == 0 {
		return t.unchecked(ctx, db, target)
	}
	loaded, problems := registry.Load(paths)
	if loaded != nil {
		problems = apply(conf, loaded)
	}
	if len(problems) > 0 {
		return Told{}, problemError(problems)
	}
	facts, err := db.FactsAfter(ctx, 0)
	if err != nil {
		return Told{}, err
	}
	known := &knowledge{Telling: t, registry: loaded, facts: model.NewFacts(facts...)}
	told, err := known.told(target)
	if err != nil {
		return Told{}, err
	}
	fact := t.fact(told.Change, known.calendar(told))
	if err := db.Commit(ctx, model.Change{Facts: []model.Fact{fact}}); err != nil {
		return Told{}, err
	}
	before := known.view(told)
	fact.Seq = known.facts.Seq() + 1
	known.facts.Add(fact)
	told.Effect = effect(before, known.view(told))
	return told, nil
}

// unchecked records what is known by its form alone, where no registry is at
// hand that could say whether its subject exists.
func (t Telling) unchecked(ctx context.Context, db *store.Store, target registry.Target) (Told, error) {
	change, err := t.change(target, civil.DefaultCalendar())
	if err != nil {
		return Told{}, err
	}
	err = db.Commit(ctx, model.Change{Facts: []model.Fact{t.fact(change, civil.DefaultCalendar())}})
	return Told{Target: target, Change: change}, err
}

// fact gives a change as the judge reads it. A day alone is recorded as such,
// since nobody knows the hour; it counts as observed at its noon.
func (t Telling) fact(c registry.Change, calendar *civil.Calendar) model.Fact {
	f := model.Fact{
		ID: rand.Text(), Supplier: c.Supplier, Subject: c.Subject, Kind: c.Kind, ObservedAt: t.Now, RecordedAt: t.Now,
		Actor: t.Actor, Source: "shell", Evidence: c.Because, Data: map[string]string{},
	}
	switch {
	case !c.On.Instant.IsZero():
		f.ObservedAt = c.On.Instant.UTC()
	case c.On.Date != calendar.Today(t.Now):
		f.ObservedAt = noon(c.On.Date, calendar).UTC()
	}
	for key, value := range map[string]string{
		"until": c.Until.String(), "window": c.Window.String(), "by": c.By, "reference": c.Reference, "mailbox": c.Mailbox,
		"because": c.Because, "how": string(c.How), "email": c.Email, "phone": c.Phone, "name": c.Name,
	} {
		if value != "" {
			f.Data[key] = value
		}
	}
	if c.On.Instant.IsZero() {
		f.Data["on"] = c.On.Date.String()
	}
	return f
}
