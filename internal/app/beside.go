package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
	"supplierwatch/internal/wiring"
)

// Status returns what the daemon of that configuration (empty: the one in
// ./var) remembers.
func Status(ctx context.Context, config string) (model.State, error) {
	conf, db, err := wiring.OpenState(ctx, config)
	if err != nil {
		return model.State{}, err
	}
	defer db.Close()
	state, err := db.State(ctx)
	if err != nil {
		return model.State{}, err
	}
	return wiring.Masked(conf, state)
}

// Record writes down what a person does about alerts, each named by its id or
// the beginning of one, and returns them. Either all are recorded or none. The
// daemon acts on it in its next pass.
func Record(ctx context.Context, config string, names []string, act Act) ([]model.Alert, error) {
	conf, db, err := wiring.OpenState(ctx, config)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	act.Source = "shell"
	facts, drills, names, err := act.drills(ctx, db, names)
	if err != nil {
		return nil, err
	}
	found, err := named(ctx, db, names)
	if err != nil {
		return nil, err
	}
	for _, a := range found {
		facts = append(facts, act.fact(a))
	}
	if err := db.Commit(ctx, model.Change{Facts: facts}); err != nil {
		return nil, err
	}
	return wiring.Masked(conf, append(drills, found...))
}

// drills takes out of some names those of calls of a drill, which can be
// acknowledged like alerts, and gives the others back.
func (act Act) drills(ctx context.Context, db *store.Store, names []string) (facts []model.Fact, calls []model.Alert, others []string, err error) {
	var known *model.Facts
	for _, name := range names {
		if !strings.HasPrefix(strings.ToLower(name), drillNames) || act.Kind != model.FactAck {
			others = append(others, name)
			continue
		}
		if known == nil {
			all, err := db.FactsAfter(ctx, 0)
			if err != nil {
				return nil, nil, nil, err
			}
			known = model.NewFacts(all...)
		}
		answered, says, err := answeredDrill(known, name, act)
		if err != nil {
			return nil, nil, nil, err
		}
		facts, calls = append(facts, answered...), append(calls, model.Alert{ID: name, Message: says})
	}
	return facts, calls, others, nil
}

// named gives the open alerts that somebody names.
func named(ctx context.Context, db *store.Store, names []string) ([]model.Alert, error) {
	state, err := db.State(ctx)
	if err != nil {
		return nil, err
	}
	return resolve(state, names)
}

// resolve finds the open alerts that the names mean. Of one that is pending
// nothing can be said: nobody has been told of it yet.
func resolve(state model.State, names []string) ([]model.Alert, error) {
	var found []model.Alert
	for _, name := range names {
		matches := meant(state, strings.ToLower(name))
		switch {
		case len(matches) == 0:
			return nil, fmt.Errorf("no open alert begins with %q; `supplierwatch status` lists them", name)
		case len(matches) > 1:
			return nil, fmt.Errorf("%q is the beginning of %d alerts (%s); give more of it", name, len(matches), ids(matches))
		}
		if err := actionable(matches[0]); err != nil {
			return nil, fmt.Errorf("alert %s is %w", matches[0].ID, err)
		}
		found = append(found, matches[0])
	}
	return found, nil
}

// meant finds the open alerts whose ids begin so. A whole id means its alert
// alone, even if the longer id of another one begins with it.
func meant(state model.State, beginning string) []model.Alert {
	if a, known := state.Alerts[beginning]; known && a.State.Open() {
		return []model.Alert{a}
	}
	var matches []model.Alert
	for id, a := range state.Alerts {
		if a.State.Open() && strings.HasPrefix(id, beginning) {
			matches = append(matches, a)
		}
	}
	return matches
}

func ids(alerts []model.Alert) string {
	var words []string
	for _, a := range alerts {
		words = append(words, a.ID)
	}
	slices.Sort(words)
	return strings.Join(words, ", ")
}
