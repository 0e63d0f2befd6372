package report

import (
	"bytes"
	"maps"
	"strconv"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// feed publishes one calendar after another, as the daemon does.
type feed struct {
	known map[string]model.CalendarEvent
	at    time.Time
}

func newFeed() *feed { return &feed{known: map[string]model.CalendarEvent{}, at: calendarNow} }

// publish renders the deadlines a minute later than the last time.
func (f *feed) publish(t testing.TB, r *model.Registry, all ...model.Deadline) string {
	t.Helper()
	f.at = f.at.Add(time.Minute)
	doc := computed(all...)
	doc.AsOf = f.at
	var out bytes.Buffer
	changed, err := Calendar(&out, doc, r, f.known)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range changed {
		f.known[e.UID] = e
	}
	return out.String()
}

// one returns the only event of a calendar, with its SEQUENCE and LAST-MODIFIED.
func one(t *testing.T, text string) (uid string, sequence int, modified string) {
	t.Helper()
	found := events(t, text)
	if len(found) != 1 {
		t.Fatalf("%d events, want 1", len(found))
	}
	for id, e := range found {
		return id, sequenceOf(t, e), property(t, e, ics.ComponentPropertyLastModified)
	}
	return "", 0, ""
}

func sequenceOf(t testing.TB, e *ics.VEvent) int {
	t.Helper()
	p := e.GetProperty(ics.ComponentPropertySequence)
	if p == nil {
		return 0
	}
	n, err := strconv.Atoi(p.Value)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestACalendarWithoutAChangeHasTheSameBytes(t *testing.T) {
	f := newFeed()
	all := everything().Deadlines
	first := f.publish(t, firm(), all...)
	if second := f.publish(t, firm(), all...); second != first {
		t.Errorf("a minute later:\n%s\nafter\n%s", second, first)
	}
	events(t, first)
}

func TestAMovedDayCountsItsMoves(t *testing.T) {
	f, r := newFeed(), firm()
	day := civil.NewDate(2026, 12, 9)
	uid, sequence, added := one(t, f.publish(t, r, notice(day)))
	if sequence != 0 {
		t.Errorf("SEQUENCE of a new event is %d", sequence)
	}
	settled := notice(day.AddDays(-7))
	settled.Settled = true
	for _, c := range []struct {
		name     string
		d        model.Deadline
		sequence int
		moved    bool
	}{
		{"moved", notice(day.AddDays(7)), 1, true},
		{"as before", notice(day.AddDays(7)), 1, false},
		{"moved back", notice(day), 2, true},
		{"moved before its first day", notice(day.AddDays(-7)), 3, true},
		{"settled", settled, 4, true},
		{"settled still", settled, 4, false},
	} {
		again, sequence, modified := one(t, f.publish(t, r, c.d))
		if again != uid || sequence != c.sequence || (modified != added) != c.moved {
			t.Errorf("%s: UID kept: %t, SEQUENCE %d, want %d; LAST-MODIFIED moved: %t", c.name, again == uid, sequence, c.sequence, modified != added)
		}
		added = modified
	}
}

// TestANewTitleIsNoMove holds that only LAST-MODIFIED follows a text.
func TestANewTitleIsNoMove(t *testing.T) {
	f, r := newFeed(), firm()
	uid, _, added := one(t, f.publish(t, r, notice(civil.NewDate(2026, 12, 9))))
	r.Suppliers[0].Contracts[0].Title = "Frame agreement"
	again, sequence, modified := one(t, f.publish(t, r, notice(civil.NewDate(2026, 12, 9))))
	if again != uid || sequence != 0 || modified == added {
		t.Errorf("UID kept: %t, SEQUENCE %d, LAST-MODIFIED moved: %t", again == uid, sequence, modified != added)
	}
}

func TestARenamedSupplierKeepsItsEvents(t *testing.T) {
	f, r := newFeed(), firm()
	uid, _, _ := one(t, f.publish(t, r, notice(civil.NewDate(2026, 12, 9))))
	for _, id := range []string{"acme-neu", "acme-third"} {
		r.Suppliers[0].Was = append(r.Suppliers[0].Was, r.Suppliers[0].ID)
		r.Suppliers[0].ID = id
		d := notice(civil.NewDate(2026, 12, 9))
		d.Supplier = id
		if again, sequence, _ := one(t, f.publish(t, r, d)); again != uid || sequence != 0 {
			t.Errorf("renamed to %s: UID kept: %t, SEQUENCE %d", id, again == uid, sequence)
		}
	}
}

// TestAnEventThatReturnsGoesOn holds that SEQUENCE never falls, whatever
// disappears for a while.
func TestAnEventThatReturnsGoesOn(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f, r := newFeed(), firm()
		type seen struct {
			due      civil.Date
			settled  bool
			sequence int
			modified string
		}
		last := map[string]seen{}
		for range rapid.IntRange(1, 8).Draw(rt, "publications") {
			var all []model.Deadline
			for _, subject := range []string{"contract/msa", "contract/lease"} {
				if rapid.Bool().Draw(rt, "present") {
					d := due(civil.NewDate(2026, 12, rapid.IntRange(1, 3).Draw(rt, "day")), model.DeadlineReview, subject, "valid")
					d.Settled = rapid.Bool().Draw(rt, "settled")
					all = append(all, d)
				}
			}
			found := events(t, f.publish(t, r, all...))
			for _, d := range all {
				uid := uid(d, d.Supplier)
				now := seen{d.Due, d.Settled, sequenceOf(t, found[uid]), property(t, found[uid], ics.ComponentPropertyLastModified)}
				want, known := last[uid]
				if moved := known && (want.due != d.Due || want.settled != d.Settled); moved {
					want.sequence++
				}
				want.due, want.settled = d.Due, d.Settled
				if known && want.sequence == last[uid].sequence && now.modified != want.modified {
					rt.Fatalf("LAST-MODIFIED moved from %s to %s without a change", want.modified, now.modified)
				}
				if want.modified = now.modified; now != want {
					rt.Fatalf("%s: %+v, want %+v", d.Subject, now, want)
				}
				last[uid] = now
			}
		}
	})
}

// TestAPublicationLeavesKnownEventsAlone holds that the caller decides what to remember.
func TestAPublicationLeavesKnownEventsAlone(t *testing.T) {
	f := newFeed()
	f.publish(t, firm(), notice(civil.NewDate(2026, 12, 9)))
	before := maps.Clone(f.known)
	doc := computed(notice(civil.NewDate(2026, 12, 16)))
	changed, err := Calendar(&bytes.Buffer{}, doc, firm(), f.known)
	if err != nil || len(changed) != 1 || !maps.Equal(before, f.known) {
		t.Errorf("%v, %d changed", err, len(changed))
	}
}
