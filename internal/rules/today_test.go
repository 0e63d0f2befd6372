package rules_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
	"supplierwatch/internal/rules/rulestest"
)

// zones have days of every length: clocks that change at midnight, and a zone that has left out a day.
var zones = []string{"UTC", "Europe/Berlin", "America/Santiago", "Africa/Cairo", "Pacific/Apia", "Asia/Kathmandu", "Pacific/Honolulu"}

func drawCalendar(t *rapid.T) *civil.Calendar {
	zone, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
	if err != nil {
		t.Fatal(err)
	}
	return &civil.Calendar{Location: zone}
}

// drawLivingWorld draws a world whose suppliers and teams are in different zones, with facts from just before an instant.
func drawLivingWorld(t *rapid.T, tb testing.TB) (w *world, now time.Time) {
	w = drawWorld(t, tb)
	for _, s := range w.Registry.Suppliers {
		drawHabits(t, w, s)
		s.Calendar = drawCalendar(t)
		s.Endpoints = []*model.Endpoint{{ID: "portal", Target: "https://portal.example", Pos: s.Pos}}
	}
	for _, m := range w.Registry.Mailboxes {
		m.AttendedWithin = rapid.SampledFrom([]civil.Period{{}, {Clock: 4 * time.Hour}, business(1)}).Draw(t, "attended")
	}
	w.owner.Calendar, w.Registry.Unowned = drawCalendar(t), drawCalendar(t)
	now = midnight(drawDate(t)).Add(time.Duration(rapid.Int64Range(0, int64(24*time.Hour)).Draw(t, "hour")))
	for n := range rapid.IntRange(0, 25).Draw(t, "facts") {
		w.facts.Add(rulestest.DrawFact(t, w.Registry, int64(n+1), now))
	}
	return w, now
}

// TestFindingsOfASupplierStayUntilTheirInstant evaluates again at random instants before the one from which on something may be other, and
// expects the same findings and deadlines, texts included.
func TestFindingsOfASupplierStayUntilTheirInstant(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w, now := drawLivingWorld(rt, t)
		follower := rules.NewIncremental(w.Registry, w.facts)
		s := w.Registry.Suppliers[0]
		want := follower.Today(s, now)
		if !want.Until.After(now) {
			rt.Fatalf("at %s it may be other from %s on", now, want.Until)
		}
		for range 10 {
			at := drawBetween(rt, now, want.Until)
			got := follower.Today(s, at)
			if !reflect.DeepEqual(got.Findings, want.Findings) {
				rt.Fatalf("from %s until %s, at %s:\n%s", now, want.Until, at, differences(got.Findings, want.Findings))
			}
			if !reflect.DeepEqual(got.Deadlines, want.Deadlines) {
				rt.Fatalf("from %s until %s, at %s:\n%s", now, want.Until, at, differences(got.Deadlines, want.Deadlines))
			}
		}
	})
}

// TestFindingsWithoutSupplierStayUntilTheirInstant does the same for what belongs to no supplier.
func TestFindingsWithoutSupplierStayUntilTheirInstant(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w, now := drawLivingWorld(rt, t)
		follower := rules.NewIncremental(w.Registry, w.facts)
		sorted := func(at time.Time) ([]model.Finding, time.Time) {
			found, next := follower.Global(at)
			slices.SortFunc(found, func(a, b model.Finding) int { return a.Compare(&b) })
			return found, next
		}
		want, until := sorted(now)
		calendars := []*civil.Calendar{w.Registry.Unowned, w.owner.Calendar}
		for _, s := range w.Registry.Suppliers {
			calendars = append(calendars, s.Calendar)
		}
		if end := civil.DayEnd(now, calendars...); until.IsZero() || end.Before(until) {
			until = end
		}
		for range 10 {
			at := drawBetween(rt, now, until)
			if got, _ := sorted(at); !reflect.DeepEqual(got, want) {
				rt.Fatalf("from %s until %s, at %s:\n%s", now, until, at, differences(got, want))
			}
		}
	})
}

// differences returns the fields in which rows differ.
func differences[T any](got, want []T) string {
	if len(got) != len(want) {
		return fmt.Sprintf("%d rows, want %d", len(got), len(want))
	}
	var text strings.Builder
	for i := range got {
		g, w := reflect.ValueOf(got[i]), reflect.ValueOf(want[i])
		for j := range g.NumField() {
			if a, b := g.Field(j).Interface(), w.Field(j).Interface(); !reflect.DeepEqual(a, b) {
				fmt.Fprintf(&text, "%d.%s:\n got %#v\nwant %#v\n", i, g.Type().Field(j).Name, a, b)
			}
		}
	}
	return text.String()
}

// drawBetween draws an instant before an end; often it is the last one.
func drawBetween(t *rapid.T, now, end time.Time) time.Time {
	span := int64(end.Sub(now)) - 1
	return now.Add(time.Duration(rapid.OneOf(rapid.Just(span), rapid.Int64Range(0, span)).Draw(t, "later")))
}
