package app

import (
	"context"
	"crypto/rand"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/token"
	"supplierwatch/internal/web"
)

// Facts gives what was recorded, in the order of recording, without probes that later ones have superseded; only of a supplier or of a
// subject where these are named.
func (s standing) Facts(ctx context.Context, supplier, subject string) (model.FactsDocument, error) {
	doc := model.FactsDocument{Version: model.DocumentVersion, Facts: []model.Fact{}}
	all, err := s.daemon.store.FactsAfter(ctx, 0)
	for _, f := range all {
		if (supplier == "" || f.Supplier == supplier) && (subject == "" || f.Subject == subject) {
			doc.Facts = append(doc.Facts, f)
		}
	}
	return doc, err
}

// ours are the kinds of fact that nobody but the watchdog leaves.
var ours = []model.FactKind{
	model.FactProbeOK, model.FactProbeFailed, model.FactProbeUnknown, model.FactDelivery, model.FactAsked, model.FactRoundTripSent, model.FactRoundTripLanded,
}

// longestID is how many bytes the id of a fact from outside may have.
const longestID = 200

// Tell records facts from outside, all of them or none, and gives them as they stand recorded. One that is incomplete, claims to be ours or
// whose id another one has is a *web.Refusal.
func (s standing) Tell(ctx context.Context, facts []model.Fact) ([]model.Fact, error) {
	now := s.daemon.clock().UTC()
	if err := s.unmaskIDs(ctx, facts); err != nil {
		return nil, err
	}
	told := map[string]model.Fact{}
	for i := range facts {
		f := &facts[i]
		if err := s.tellable(*f, now); err != nil {
			return nil, &web.Refusal{Status: http.StatusUnprocessableEntity, Why: fmt.Sprintf("fact %d: %v", i+1, err)}
		}
		f.RecordedAt, f.Source = now, "api"
		if f.ID == "" {
			f.ID = rand.Text()
		}
		if other, twice := told[f.ID]; twice && !saysSame(other, *f) {
			return nil, taken(f.ID)
		}
		told[f.ID] = *f
	}
	known, err := s.daemon.store.FactsByID(ctx, slices.Collect(maps.Keys(told)))
	if err != nil {
		return nil, err
	}
	for _, k := range known {
		// What was read here and comes back has lost its tokens on the way, and is the same for all that.
		if !saysSame(token.Masked(s.daemon.key, k), token.Masked(s.daemon.key, told[k.ID])) {
			return nil, taken(k.ID)
		}
		told[k.ID] = k
	}
	if err := s.daemon.store.Commit(ctx, model.Change{Facts: facts}); err != nil {
		return nil, err
	}
	s.daemon.loop.Wake()
	for i := range facts {
		facts[i] = told[facts[i].ID]
	}
	return facts, nil
}

// unmaskIDs restores the ids of facts that come back: an id may hold the Message-ID of a mail of ours, which is shown without
// its token.
func (s standing) unmaskIDs(ctx context.Context, facts []model.Fact) error {
	hidden := func(f model.Fact) bool { return strings.Contains(f.ID, token.Hidden) }
	if !slices.ContainsFunc(facts, hidden) {
		return nil
	}
	all, err := s.daemon.store.FactsAfter(ctx, 0)
	if err != nil {
		return err
	}
	ids := map[string]string{}
	for _, f := range all {
		ids[s.daemon.key.Mask(f.ID)] = f.ID
	}
	for i, f := range facts {
		if id, known := ids[f.ID]; known {
			facts[i].ID = id
		}
	}
	return nil
}

func taken(id string) error {
	return &web.Refusal{Status: http.StatusConflict, Why: fmt.Sprintf("the id %q is that of another fact; facts are never changed, so give this one an id of its own", id)}
}

// saysSame reports whether two facts tell the same, whenever they came.
func saysSame(a, b model.Fact) bool {
	return a.Supplier == b.Supplier && a.Subject == b.Subject && a.Kind == b.Kind && a.ObservedAt.Equal(b.ObservedAt) && a.Actor == b.Actor &&
		a.Evidence == b.Evidence && maps.Equal(a.Data, b.Data)
}

// tellable says what keeps a fact from being taken from outside; nil if nothing does.
func (s standing) tellable(f model.Fact, now time.Time) error {
	if err := f.Validate(); err != nil {
		return err
	}
	switch {
	case len(f.ID) > longestID:
		return fmt.Errorf("its id has %d bytes; %d are the most", len(f.ID), longestID)
	case slices.Contains(ours, f.Kind):
		return fmt.Errorf("read fact %q: %s is what a probe of ours leaves, or our mail; nobody else can", f.ID, f.Kind)
	case strings.HasPrefix(f.Subject, "alert/"):
		return fmt.Errorf("read fact %q: what is done about an alert is posted to /api/v1/alerts/ID/ack and its neighbours", f.ID)
	case f.ObservedAt.After(now.Add(time.Minute)):
		return fmt.Errorf("read fact %q: observed_at %s has not come yet", f.ID, f.ObservedAt.UTC().Format(time.RFC3339))
	case f.Actor == "" || f.Actor == model.ActorWatchdog:
		return fmt.Errorf("read fact %q: actor is missing: say who observed it", f.ID)
	case f.Supplier != "" && s.daemon.registry.Load().Supplier(f.Supplier) == nil:
		return fmt.Errorf("read fact %q: the registry has no supplier %q", f.ID, f.Supplier)
	}
	return nil
}
