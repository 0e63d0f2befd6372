package record

import (
	"context"
	"crypto/rand"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/token"
)

// ownFacts are the kinds of fact that only this program records.
var ownFacts = []model.FactKind{
	model.FactProbeOK, model.FactProbeFailed, model.FactProbeUnknown, model.FactDelivery, model.FactAsked, model.FactRoundTripSent, model.FactRoundTripLanded,
}

// longestID is how many bytes the id of a reported fact may have.
const longestID = 200

// Store is where reported facts are compared and kept.
type Store interface {
	FactsAfter(ctx context.Context, seq int64) ([]model.Fact, error)
	FactsByID(ctx context.Context, ids []string) ([]model.Fact, error)
	Commit(ctx context.Context, change model.Change) error
}

// Reports records facts that programs report.
type Reports struct {
	Store Store
	Key   token.Key // of the tokens that are masked where facts are shown
}

// Record records reported facts, all of them or none, and returns them as they are recorded. One that is incomplete, that only this program
// records, or whose id another fact has, is a *model.Refusal.
func (r Reports) Record(ctx context.Context, facts []model.Fact, registry *model.Registry, now time.Time) ([]model.Fact, error) {
	if err := r.unmaskIDs(ctx, facts); err != nil {
		return nil, err
	}
	reported := map[string]model.Fact{}
	for i := range facts {
		f := &facts[i]
		if err := CheckReported(*f, registry, now); err != nil {
			return nil, &model.Refusal{Kind: model.RefusedUnfit, Why: fmt.Sprintf("fact %d: %v", i+1, err)}
		}
		f.RecordedAt, f.Source = now, "api"
		if f.ID == "" {
			f.ID = rand.Text()
		}
		if other, twice := reported[f.ID]; twice && !sameContent(other, *f) {
			return nil, idTaken(f.ID)
		}
		reported[f.ID] = *f
	}
	known, err := r.Store.FactsByID(ctx, slices.Collect(maps.Keys(reported)))
	if err != nil {
		return nil, err
	}
	for _, k := range known {
		// A fact that was read here and is reported again has lost its tokens on the way. It is the same fact all the same.
		if !sameContent(token.Masked(r.Key, k), token.Masked(r.Key, reported[k.ID])) {
			return nil, idTaken(k.ID)
		}
		reported[k.ID] = k
	}
	if err := r.Store.Commit(ctx, model.Change{Facts: facts}); err != nil {
		return nil, err
	}
	for i := range facts {
		facts[i] = reported[facts[i].ID]
	}
	return facts, nil
}

// unmaskIDs restores the ids of facts that are reported again: an id may contain the Message-ID of one of our mails, which is shown without its
// token.
func (r Reports) unmaskIDs(ctx context.Context, facts []model.Fact) error {
	hidden := func(f model.Fact) bool { return strings.Contains(f.ID, token.Hidden) }
	if !slices.ContainsFunc(facts, hidden) {
		return nil
	}
	all, err := r.Store.FactsAfter(ctx, 0)
	if err != nil {
		return err
	}
	ids := map[string]string{}
	for _, f := range all {
		ids[r.Key.Mask(f.ID)] = f.ID
	}
	for i, f := range facts {
		if id, known := ids[f.ID]; known {
			facts[i].ID = id
		}
	}
	return nil
}

func idTaken(id string) error {
	return &model.Refusal{Kind: model.RefusedConflict, Why: fmt.Sprintf("the id %q is that of another fact; facts are never changed, so give this one an id of its own", id)}
}

// sameContent reports whether two facts have the same content, whenever they were recorded.
func sameContent(a, b model.Fact) bool {
	return a.Supplier == b.Supplier && a.Subject == b.Subject && a.Kind == b.Kind && a.ObservedAt.Equal(b.ObservedAt) && a.Actor == b.Actor &&
		a.Evidence == b.Evidence && maps.Equal(a.Data, b.Data)
}

// CheckReported returns an error if a fact cannot be reported by a program.
func CheckReported(f model.Fact, registry *model.Registry, now time.Time) error {
	if err := f.Validate(); err != nil {
		return err
	}
	switch {
	case !isStorable(f):
		return fmt.Errorf("read fact %q: id, subject and kind are single lines of visible characters, and no text contains a zero byte", f.ID)
	case len(f.ID) > longestID:
		return fmt.Errorf("its id has %d bytes; %d are the most", len(f.ID), longestID)
	case slices.Contains(ownFacts, f.Kind):
		return fmt.Errorf("read fact %q: %s is recorded by our probes and our mail only", f.ID, f.Kind)
	case f.Subject.Kind == model.KindAlert:
		return fmt.Errorf("read fact %q: what is done about an alert is posted to /api/v1/alerts/ID/ack and its neighbours", f.ID)
	case f.ObservedAt.After(now.Add(time.Minute)):
		return fmt.Errorf("read fact %q: observed_at %s has not come yet", f.ID, f.ObservedAt.UTC().Format(time.RFC3339))
	case f.Actor == "":
		return fmt.Errorf("read fact %q: actor is missing: say who observed it", f.ID)
	case model.CheckActor(f.Actor) != nil:
		return fmt.Errorf("read fact %q: actor %w", f.ID, model.CheckActor(f.Actor))
	case f.Supplier != "" && registry.Supplier(f.Supplier) == nil:
		return fmt.Errorf("read fact %q: the registry has no supplier %q", f.ID, f.Supplier)
	}
	if err := checkData(f); err != nil {
		return err
	}
	return checkHasCome(f, registry, now)
}

// checkHasCome returns an error if a fact records for a day to come what has happened. Today is the day of the team that owns the supplier.
func checkHasCome(f model.Fact, registry *model.Registry, now time.Time) error {
	var owner *model.Team
	if s := registry.Supplier(f.Supplier); s != nil {
		owner = s.Owner
	}
	if today := registry.CalendarOf(owner).Today(now); f.On().After(today) {
		return fmt.Errorf("read fact %q: on %s has not come yet; today is %s", f.ID, f.On(), today)
	}
	return nil
}

// isStorable reports whether every store can keep the texts of a fact, and people can read what names it.
func isStorable(f model.Fact) bool {
	zero := func(text string) bool { return strings.Contains(text, "\x00") }
	if !model.IsVisibleLine(f.ID+f.Subject.String()+string(f.Kind)) || zero(f.Evidence) {
		return false
	}
	for key, value := range f.Data {
		if zero(key) || zero(value) {
			return false
		}
	}
	return true
}
