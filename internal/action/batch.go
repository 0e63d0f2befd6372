package action

import (
	"cmp"
	"context"
	"crypto/rand"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/record"
	"supplierwatch/internal/replycmd"
)

// FactSource returns recorded facts.
type FactSource interface {
	FactsAfter(ctx context.Context, seq int64) ([]model.Fact, error)
	FactsByID(ctx context.Context, ids []string) ([]model.Fact, error)
}

// Index shows the recorded facts by subject, without a copy of them.
type Index interface {
	WithFacts(ctx context.Context, look func(*factindex.Index)) error
}

// Batch carries out requests by what is known at one instant. What one of them records, those after it know.
type Batch struct {
	View  compose.View // state, registry, findings and now
	Facts FactSource
	Index Index // of the same facts
	Files Files // of the registry

	known *factindex.Index      // a copy of our own, to add to; nil: not read yet
	done  map[string]model.Fact // of the requests carried out, by id
}

// Files are the files of the registry, as far as they may be written.
type Files struct {
	Paths    []string
	Writable bool // an accepted change is written into them
}

// Do carries out one request. The fact of its outcome is not recorded yet. What is not done for a reason that whoever asks can understand is a
// *model.Refusal; after any other error the request can be repeated.
func (b *Batch) Do(ctx context.Context, r Request) (Outcome, error) {
	if err := r.check(); err != nil {
		return Outcome{}, err
	}
	a, err := Find(b.View.State, r.Alert)
	if err != nil {
		return Outcome{}, err
	}
	if r.ID == "" {
		r.ID = rand.Text()
	} else if done, err := b.repeated(ctx, a, r); err != nil || done.Repeated {
		return done, err
	}
	outcome, err := b.carryOut(ctx, a, r)
	if err == nil {
		if b.done == nil {
			b.done = map[string]model.Fact{}
		}
		b.done[r.ID] = outcome.Fact
	}
	return outcome, err
}

func (b *Batch) carryOut(ctx context.Context, a model.Alert, r Request) (Outcome, error) {
	kind := a.Subject.Kind
	if !r.Verb.AppliesTo(kind) {
		return Outcome{}, invalid("%q does not apply to %s. What applies: %s", string(r.Verb), subjectName(kind), b.offersLine(a))
	}
	switch r.Verb {
	case replycmd.Ack, replycmd.Snooze, replycmd.NotMine, Note:
		return b.onAlert(ctx, a, r)
	case replycmd.Accept:
		return b.accept(ctx, a, r)
	}
	return b.record(ctx, a, r)
}

// repeated returns the outcome of a request that was carried out before under the same id. Another action under that id is refused.
func (b *Batch) repeated(ctx context.Context, a model.Alert, r Request) (Outcome, error) {
	recorded, err := b.Facts.FactsByID(ctx, []string{r.ID})
	if err != nil {
		return Outcome{}, err
	}
	if done, twice := b.done[r.ID]; twice {
		recorded = append(recorded, done)
	}
	if len(recorded) == 0 {
		return Outcome{}, nil
	}
	f := recorded[0]
	var asked record.Request
	_, knows := knowledge[r.Verb]
	if knows {
		if asked, err = b.recordRequest(a, r); err != nil {
			return Outcome{}, err
		}
	}
	if err := checkRepeated(b.View.Registry, f, a, r, asked); err != nil {
		return Outcome{}, err
	}
	outcome := Outcome{Request: r, Alert: a, Fact: f, Repeated: true}
	if r.Verb == replycmd.Accept {
		outcome.More = b.stillToWrite(f)
	}
	if knows {
		outcome.contact = contactOfFact(b.View.Registry, f)
	}
	return outcome, nil
}

// facts returns what is recorded, and what the requests before this one record.
func (b *Batch) facts(ctx context.Context) (*factindex.Index, error) {
	if b.known == nil {
		recorded, err := b.Facts.FactsAfter(ctx, 0)
		if err != nil {
			return nil, err
		}
		b.known = factindex.New(recorded...)
	}
	return b.known, nil
}

// add makes a fact known to the requests that follow.
func (b *Batch) add(f model.Fact) {
	if b.known != nil {
		f.Seq = b.known.Seq() + 1
		b.known.Add(f)
	}
}

// NotesADay is how many notes of one person about one alert are kept in a day.
const NotesADay = 20

// onAlert does what only concerns the alert itself: acknowledges it, snoozes it, hands it over, notes something.
func (b *Batch) onAlert(ctx context.Context, a model.Alert, r Request) (Outcome, error) {
	if err := checkOpen(b.View, a); err != nil {
		return Outcome{}, err
	}
	action := model.AlertAction{
		ID: cmp.Or(r.ID, rand.Text()), Kind: FactKind(r.Verb), Alert: a.ID, By: r.By, At: r.At, RecordedAt: b.View.Now,
		Source: r.Source, Mail: r.Mail, Note: r.Note,
	}
	outcome := Outcome{Request: r, Alert: a}
	switch r.Verb {
	case replycmd.Ack, replycmd.Snooze:
		if !r.hasEnd() {
			break
		}
		until, err := heldUntil(r, calendarOf(b.View.Registry, a), b.View.Now)
		if err != nil {
			return Outcome{}, err
		}
		action.Until = until
	case replycmd.NotMine:
		if err := b.checkHandover(a); err != nil {
			return Outcome{}, err
		}
	case Note:
		if err := b.checkNotes(ctx, action.Fact()); err != nil {
			return Outcome{}, err
		}
	}
	outcome.Fact = action.Fact()
	b.add(outcome.Fact)
	return outcome, nil
}

// checkHandover returns a refusal if an alert has nobody to hand it over to.
func (b *Batch) checkHandover(a model.Alert) error {
	if f, found := b.View.Findings[a.Key]; found && !alert.CanHandOver(a, f.NotifyOnce) {
		return conflict("nobody else would be notified: it is sent only once, or is a task in the weekly summary. If it belongs to another team, "+
			"correct the owner of %s in the registry", a.Supplier)
	}
	return nil
}

// checkNotes returns a refusal if the author of a note has written too many of them about the alert.
func (b *Batch) checkNotes(ctx context.Context, f model.Fact) error {
	written := map[string]bool{} // what this batch wrote may be recorded already
	count := func(other model.Fact) {
		byThem := other.Kind == model.FactNote && other.Subject == f.Subject && other.Actor == f.Actor
		if byThem && other.ID != f.ID && f.ObservedAt.Sub(other.ObservedAt).Abs() < 24*time.Hour {
			written[other.ID] = true
		}
	}
	err := b.Index.WithFacts(ctx, func(known *factindex.Index) {
		for _, other := range known.Kind("", f.Subject, model.FactNote) {
			count(other)
		}
	})
	for _, other := range b.done {
		count(other)
	}
	if err != nil {
		return err
	}
	if len(written) >= NotesADay {
		return conflict("you have written %d notes about this alert within a day", NotesADay)
	}
	return nil
}
