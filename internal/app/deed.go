package app

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/wiring"
)

// Deed is what somebody does about one alert.
type Deed struct {
	replycmd.Command
	By      string          // who, as an address or a user
	At      time.Time       // when they said it, not later than now: what is recorded was observed then
	Source  string          // by which way: mail, page, api
	ID      string          // names what is recorded; told twice, it is recorded once
	Said    string          // as they wrote it, kept as evidence
	Call    string          // id of the contact that they were told to call first; empty: nobody
	Written time.Time       // when what they answer was written; they know nothing later
	Clock   model.Recipient // by whose clock they are told times
}

// Done is what came of a deed.
type Done struct {
	Fact  model.Fact // to be recorded
	Says  string     // in one line: who did what, and until when it holds
	More  []string   // what is left for them to do
	Wrote bool       // into the registry, which must be read again
}

// deeds does what people do about alerts, by what is known at one instant. What one of them records, those after it know.
type deeds struct {
	settings *settings.Settings
	paths    []string
	view     compose.View // state, registry, findings and now
	recorded func(context.Context) ([]model.Fact, error)

	facts *model.Facts              // a copy of our own, to add to; nil: not read yet
	noted map[string][]model.Fact   // notes made so far, by subject
	done  map[string]model.FactKind // what was done last so far, by alert
}

// deeds begins a batch of them.
func (d *Daemon) deeds(ctx context.Context) (*deeds, error) {
	state, err := d.store.State(ctx)
	if err != nil {
		return nil, err
	}
	return &deeds{
		settings: d.settings, paths: d.options.Paths,
		view:  compose.View{State: state, Registry: d.registry.Load(), Findings: d.worst(), Now: d.clock()},
		noted: map[string][]model.Fact{}, done: map[string]model.FactKind{},
		recorded: func(ctx context.Context) ([]model.Fact, error) { return d.store.FactsAfter(ctx, 0) },
	}, nil
}

// worst gives the gravest finding of each alert's key, as the last pass found it.
func (d *Daemon) worst() map[string]model.Finding {
	found := map[string]model.Finding{}
	if pass := d.pass.Load(); pass != nil {
		for _, f := range pass.Findings {
			if _, worse := found[f.Key()]; !worse { // they are sorted, the gravest first
				found[f.Key()] = f
			}
		}
	}
	return found
}

// refusal is why a deed is not done, in words for whoever asked. Any other error is trouble of ours, and the deed is tried again.
type refusal struct{ why string }

func (r refusal) Error() string { return r.why }

func refuse(format string, args ...any) error { return refusal{fmt.Sprintf(format, args...)} }

// do does one deed about one alert. What it gives is not recorded yet.
func (d *deeds) do(ctx context.Context, a model.Alert, deed Deed) (Done, error) {
	kind, _, _ := strings.Cut(a.Subject, "/")
	if !deed.Verb.Said(kind) {
		return Done{}, refuse("%q does not apply to %s. What applies: %s", string(deed.Verb), called(kind), d.sayable(a))
	}
	switch deed.Verb {
	case replycmd.Ack, replycmd.Snooze, replycmd.NotMine:
		return d.promise(a, deed)
	case replycmd.Accept:
		return d.accept(ctx, a, deed)
	}
	return d.tell(ctx, a, deed)
}

// called names a kind of subject as people do.
func called(kind string) string {
	switch kind {
	case "order-window":
		return "an order window"
	case "endpoint", "ignore":
		return "an " + kind
	case "":
		return "this"
	}
	return "a " + kind
}

// offers lists the commands that fit an alert.
func (d *deeds) offers(a model.Alert) []replycmd.Offer {
	f, stands := d.view.Findings[a.Key]
	if !stands {
		return nil
	}
	return replycmd.Fitting(f, contactOf(d.view.Registry, a))
}

func (d *deeds) sayable(a model.Alert) string {
	var lines []string
	for _, o := range d.offers(a) {
		lines = append(lines, o.Line(0))
	}
	if len(lines) == 0 {
		return "nothing any more, since it is about to end"
	}
	return strings.Join(lines, ", ")
}

// contactOf gives the contact that an alert is about; nil if it is about none.
func contactOf(r *model.Registry, a model.Alert) *model.Contact {
	id, about := strings.CutPrefix(a.Subject, "contact/")
	s := r.Supplier(a.Supplier)
	if !about || s == nil {
		return nil
	}
	return contactNamed(s, id)
}

func contactNamed(s *model.Supplier, id string) *model.Contact {
	for _, c := range s.Contacts {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// promise stops or speeds up the steps of an alert.
func (d *deeds) promise(a model.Alert, deed Deed) (done Done, err error) {
	act := Act{By: deed.By, Note: deed.Note(), At: deed.At, Source: deed.Source, ID: deed.ID}
	if err := actionable(a); err != nil {
		return Done{}, refuse("it is %v", err)
	}
	f := d.view.Findings[a.Key]
	switch deed.Verb {
	case replycmd.Ack:
		act.Kind, done.Says = model.FactAck, d.holds(a, deed, time.Time{})
	case replycmd.Snooze:
		if act.Until, err = deed.SnoozedUntil(deed.At); err != nil {
			return Done{}, refusal{err.Error()}
		}
		if !act.Until.After(d.view.Now) {
			return Done{}, refuse("until %s is over already", d.view.When(act.Until, deed.Clock))
		}
		act.Kind, done.Says = model.FactSnooze, d.holds(a, deed, act.Until)
	case replycmd.NotMine:
		if err := passable(a, f); err != nil {
			return Done{}, err
		}
		act.Kind, done.Says = model.FactNotMine, "passed on by "+deed.By+"; "+d.passedTo(a)
	}
	done.Fact = act.fact(a)
	done.Fact.RecordedAt = d.view.Now
	return done, nil
}

// passable says why an alert cannot be handed on; nil if it can.
func passable(a model.Alert, f model.Finding) error {
	if alert.CanHandOver(a, f.NotifyOnce) {
		return nil
	}
	return refuse("nobody else would be told: it is told once, or is work for the weekly letter. If it is another team's, "+
		"correct the owner of %s in the registry", a.Supplier)
}

// holds says in full sentences that an alert is acknowledged or snoozed, until when, and by whom.
func (d *deeds) holds(a model.Alert, deed Deed, asked time.Time) string {
	return d.held(a, deed, asked) + " Recorded for " + deed.By + "."
}

func (d *deeds) held(a model.Alert, deed Deed, asked time.Time) string {
	state := "Acknowledged"
	if !asked.IsZero() {
		state = "Snoozed"
	}
	f, found := d.view.Findings[a.Key]
	if !found {
		return state + ". The last evaluation no longer found the problem: the alert is about to be resolved."
	}
	machine := wiring.Machine(d.settings, d.view.Registry)
	until := machine.Alerts.AckHolds(a, &f, d.view.Registry, deed.At)
	if !asked.IsZero() {
		until = machine.Alerts.SnoozeHolds(a, &f, d.view.Registry, deed.At, asked)
	}
	when := d.view.Instant(until, deed.Clock)
	switch {
	case until.IsZero():
		return state + ". No further email is sent about this alert."
	case !until.After(d.view.Now):
		return fmt.Sprintf("%s until %s. That time has passed: the alert reopens now.", state, when)
	case !asked.IsZero() && until.Before(asked):
		return fmt.Sprintf("%s until %s and no longer, because a deadline comes on that day. It reopens then unless it is resolved.", state, when)
	}
	return fmt.Sprintf("%s until %s. It reopens then unless it is resolved.", state, when)
}

// passedTo names who is told of an alert that somebody hands on.
func (d *deeds) passedTo(a model.Alert) string {
	a.State, a.NextAt = model.StateFiring, d.view.Now.Add(time.Second)
	if next := d.view.Next(a); next != "" {
		return "told next, at once or when their hours begin: " + next
	}
	return "the next step is due now"
}

// accept takes a change of a contact for true. Facts and registry are read anew: passes must not wait until files are written.
func (d *deeds) accept(ctx context.Context, a model.Alert, deed Deed) (Done, error) {
	if err := actionable(a); err != nil {
		return Done{}, refuse("it is %v", err)
	}
	facts, err := d.known(ctx)
	if err != nil {
		return Done{}, err
	}
	if last := announced(facts, a.Supplier, a.Subject); last != nil && last.RecordedAt.After(deed.Written) {
		return Done{}, refuse("another change was announced after that mail was written; see what it says, ask about it on the phone, "+
			"and use `supplierwatch accept %s`", a.ID)
	}
	done, err := accepted(d.settings, d.view.Registry, d.paths, facts, a, deed.By, d.view.Now)
	if err != nil {
		return Done{}, refusal{err.Error()}
	}
	done.Fact.Source, done.Fact.ID = deed.Source, deed.ID
	says := done.Says()
	return Done{Fact: done.Fact, Says: says[0], More: says[1:], Wrote: done.Written != (model.Position{})}, nil
}

// known gives what is recorded, and what the deeds before this one recorded.
func (d *deeds) known(ctx context.Context) (*model.Facts, error) {
	if d.facts == nil {
		recorded, err := d.recorded(ctx)
		if err != nil {
			return nil, err
		}
		d.facts = model.NewFacts(recorded...)
	}
	return d.facts, nil
}

// actionable says, as a predicate, why nothing can be promised about an alert; nil if something can.
func actionable(a model.Alert) error {
	switch {
	case a.State == model.StatePending:
		return errors.New("pending: nothing has been raised and nobody has been told yet; `supplierwatch status` shows when it fires")
	case !a.State.Open():
		return fmt.Errorf("over: %s on %s", a.State, a.EndedAt.UTC().Format(time.DateOnly))
	}
	return nil
}

// Act is what a person promises about an alert, or writes beside it.
type Act struct {
	Kind   model.FactKind
	By     string
	Note   string
	Until  time.Time // of a snooze
	At     time.Time
	Source string // by which way
	ID     string // names the fact; empty: by chance
}

func (act Act) fact(a model.Alert) model.Fact {
	f := model.Fact{
		ID: cmp.Or(act.ID, rand.Text()), Subject: "alert/" + a.ID, Kind: act.Kind, ObservedAt: act.At, RecordedAt: act.At,
		Actor: act.By, Source: act.Source, Evidence: act.Note, Data: map[string]string{},
	}
	if act.Note != "" {
		f.Data["note"] = act.Note
	}
	if !act.Until.IsZero() {
		f.Data["until"] = act.Until.UTC().Format(time.RFC3339)
	}
	return f
}
