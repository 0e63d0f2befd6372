package storetest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
)

// testCalendarEvents writes events, replaces one of them, and reads all back.
func testCalendarEvents(t *testing.T, e Engine) {
	s := openNew(t, e)
	first := model.CalendarEvent{UID: "a@supplierwatch", Due: civil.NewDate(2026, 12, 9), Digest: "0a", Modified: Noon}
	second := model.CalendarEvent{UID: "b@supplierwatch", Due: civil.NewDate(2027, 1, 2), Settled: true, Digest: "0b", Modified: Noon}
	saveCalendarEvents(t, s, first, second)
	wantCalendarEvents(t, s, first, second)

	first.Due, first.Sequence, first.Modified = civil.NewDate(2026, 12, 16), 1, Noon.Add(1)
	saveCalendarEvents(t, s, first)
	wantCalendarEvents(t, s, first, second)

	lost := second
	lost.Sequence = 7
	if err := s.SaveCalendarEvents(t.Context(), []model.CalendarEvent{lost, {Digest: "0c"}}); err == nil {
		t.Error("an event without a UID was saved")
	}
	wantCalendarEvents(t, s, first, second)
}

func saveCalendarEvents(t *testing.T, s store.Store, events ...model.CalendarEvent) {
	t.Helper()
	if err := s.SaveCalendarEvents(t.Context(), events); err != nil {
		t.Fatal(err)
	}
}

func wantCalendarEvents(t *testing.T, s store.Store, events ...model.CalendarEvent) {
	t.Helper()
	want := map[string]model.CalendarEvent{}
	for _, e := range events {
		want[e.UID] = e
	}
	found, err := s.CalendarEvents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Error(diff)
	}
}
