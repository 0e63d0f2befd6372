// Package enginetest has a store for the tests of evaluations.
package enginetest

import (
	"context"
	"maps"
	"sync"

	"supplierwatch/internal/model"
)

// Memory is a store of the engine that forgets everything when the test ends. Its zero value is empty and ready.
type Memory struct {
	mu    sync.Mutex
	Facts []model.Fact // in order
	state model.State
}

// State returns what was committed so far.
func (m *Memory) State(context.Context) (model.State, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.state, nil
}

// FactsAfter returns the committed facts with a higher sequence number.
func (m *Memory) FactsAfter(_ context.Context, seq int64) ([]model.Fact, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]model.Fact(nil), m.Facts[min(int(seq), len(m.Facts)):]...), nil
}

// Commit keeps facts, alerts and the notification state. It drops mails, since nothing sends them.
func (m *Memory) Commit(_ context.Context, change model.Change) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, f := range change.Facts {
		f.Seq = int64(len(m.Facts) + 1)
		m.Facts = append(m.Facts, f)
	}
	alerts := maps.Clone(m.state.Alerts)
	if alerts == nil {
		alerts = make(map[string]model.Alert, len(change.Alerts))
	}
	for _, a := range change.Alerts {
		alerts[a.ID] = a
	}
	m.state.Alerts = alerts
	if change.Notifications != nil {
		m.state.Notifications = *change.Notifications
	}
	return nil
}
