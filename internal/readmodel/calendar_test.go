package readmodel

import (
	"context"
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
)

// eventStore keeps calendar events in memory.
type eventStore struct {
	saved map[string]model.CalendarEvent
	err   error
}

func (s *eventStore) CalendarEvents(context.Context) (map[string]model.CalendarEvent, error) {
	if s.err != nil {
		return nil, s.err
	}
	known := map[string]model.CalendarEvent{}
	maps.Copy(known, s.saved)
	return known, nil
}

func (s *eventStore) SaveCalendarEvents(_ context.Context, events []model.CalendarEvent) error {
	if s.err != nil {
		return s.err
	}
	for _, e := range events {
		if s.saved == nil {
			s.saved = map[string]model.CalendarEvent{}
		}
		s.saved[e.UID] = e
	}
	return nil
}

// evaluated is an evaluation with a settled and an open deadline.
func evaluated(minute int, review civil.Date) *engine.Evaluation {
	return &engine.Evaluation{
		At: time.Date(2026, 11, 22, 11, minute, 0, 0, time.FixedZone("CET", 3600)),
		Deadlines: []model.Deadline{
			{Supplier: "acme", Subject: model.KindOrderWindow.Subject("w"), Kind: model.DeadlineOrderWindow, State: "placed", Due: civil.NewDate(2026, 12, 1), Settled: true},
			{Supplier: "acme", Subject: model.SubjectSupplier, Kind: model.DeadlineReview, State: "valid", Due: review},
		},
	}
}

func rendered(t *testing.T, c *Calendar, e *engine.Evaluation) string {
	t.Helper()
	got, err := c.render(e, &model.Registry{Suppliers: []*model.Supplier{{ID: "acme", Name: "ACME GmbH"}}})
	if err != nil {
		t.Fatal(err)
	}
	return string(got)
}

// TestCalendarShowsWhatIsSettled checks that the daemon's calendar cancels what
// its list of deadlines leaves out.
func TestCalendarShowsWhatIsSettled(t *testing.T) {
	got := rendered(t, &Calendar{Store: &eventStore{}}, evaluated(0, civil.NewDate(2026, 12, 2)))
	for _, want := range []string{"STATUS:CANCELLED", "STATUS:CONFIRMED", "DTSTAMP:20261122T100000Z", "Review the entry by Wed 2 Dec: ACME GmbH"} {
		if !strings.Contains(got, want) {
			t.Errorf("the calendar lacks %q:\n%s", want, got)
		}
	}
}

// TestCalendarStaysTheSameOverARestart reads with a second calendar on the same
// store, as after a restart, and moves a day then.
func TestCalendarStaysTheSameOverARestart(t *testing.T) {
	store, day := &eventStore{}, civil.NewDate(2026, 12, 2)
	first := rendered(t, &Calendar{Store: store}, evaluated(0, day))
	restarted := &Calendar{Store: store}
	if again := rendered(t, restarted, evaluated(5, day)); again != first {
		t.Errorf("after a restart:\n%s\nbefore:\n%s", again, first)
	}
	moved := rendered(t, restarted, evaluated(6, day.AddDays(1)))
	if strings.Count(moved, "SEQUENCE:1\r\n") != 1 || strings.Count(moved, "LAST-MODIFIED:20261122T100000Z") != 1 {
		t.Errorf("one day moved:\n%s", moved)
	}
}

// TestCalendarIsShownWhileNothingCanBeSaved holds that a full disk neither hides
// the calendar nor loses a revision.
func TestCalendarIsShownWhileNothingCanBeSaved(t *testing.T) {
	store, day := &eventStore{}, civil.NewDate(2026, 12, 2)
	c := &Calendar{Store: store}
	rendered(t, c, evaluated(0, day))
	store.err = errors.New("disk full")
	moved := rendered(t, c, evaluated(1, day.AddDays(1)))
	store.err = nil
	if again := rendered(t, c, evaluated(2, day.AddDays(1))); again != moved {
		t.Errorf("later:\n%s\nbefore:\n%s", again, moved)
	}
	if after := rendered(t, &Calendar{Store: store}, evaluated(3, day.AddDays(1))); after != moved {
		t.Errorf("after a restart:\n%s\nbefore:\n%s", after, moved)
	}
}

func TestCalendarFailsWhereTheStoreCannotBeRead(t *testing.T) {
	c := &Calendar{Store: &eventStore{err: errors.New("state is damaged")}}
	if _, err := c.render(evaluated(0, civil.NewDate(2026, 12, 2)), nil); err == nil || !strings.Contains(err.Error(), "state is damaged") {
		t.Errorf("error %v", err)
	}
}
