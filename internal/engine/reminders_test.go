package engine

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
)

// renewing is a registry whose one contract renews by itself: to be decided about by 28 February 2027.
func renewing(t *rapid.T) *model.Registry {
	r := stopped()
	s := r.Suppliers[0]
	s.Contracts = []*model.Contract{{
		ID: "msa", Title: "Supply agreement", Ends: civil.NewDate(2027, time.May, 31), Renewal: model.RenewalAutomatic,
		RenewalTerm: civil.Period{Months: 12}, Notice: &civil.Period{Months: 3}, NoRoll: true,
	}}
	for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(1, 90), 1, 5, rapid.ID).Draw(t, "offsets") {
		s.Contracts[0].Remind = append(s.Contracts[0].Remind, civil.Period{Days: n})
	}
	return r
}

// TestTheSummaryListsAReminderPointOnceWhateverTheDowntime runs whole passes at odd times, and a new engine on the same store now and then:
// of the points crossed since the last letter the next one says the last, and says it once.
func TestTheSummaryListsAReminderPointOnceWhateverTheDowntime(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		registry, store, now := renewing(rt), &ledger{}, start
		c := registry.Suppliers[0].Contracts[0]
		decide := civil.NewDate(2027, time.February, 28)
		said := map[int]bool{}
		e := reminding(registry, store, &now)
		for civil.DateOf(now).Before(decide.AddDays(5)) {
			state, _ := store.State(rt.Context())
			letter := !state.Notifications.Started || !now.Before(state.Notifications.SummaryAt)
			offset, near := last(c.Remind, decide, civil.DateOf(now))
			want := letter && near && !said[offset]
			pass, err := e.Evaluate(rt.Context())
			if err != nil {
				rt.Fatal(err)
			}
			if got := tells(pass); got != want {
				rt.Fatalf("at %s, %d days before: told %v, want %v", now, offset, got, want)
			}
			said[offset] = said[offset] || want
			now = now.Add(time.Duration(rapid.IntRange(1, rapid.SampledFrom([]int{40, 400}).Draw(rt, "longest")).Draw(rt, "hours")) * time.Hour)
			if rapid.Bool().Draw(rt, "restart") {
				e = reminding(registry, store, &now)
			}
		}
	})
}

func reminding(registry *model.Registry, store *ledger, now *time.Time) *Engine {
	e := newEngine(store, func() time.Time { return *now })
	e.Registry = func() *model.Registry { return registry }
	e.Machine = func(*model.Registry) notify.Machine {
		return notify.Machine{PerHour: 10, Summary: mondays, NoQuietHours: true}
	}
	return e
}

// last gives the shortest offset whose point has come before the day to decide; false if none has.
func last(offsets []civil.Period, decide, today civil.Date) (int, bool) {
	left := decide.DaysSince(today)
	shortest := 0
	for _, o := range offsets {
		if o.Days >= left && (shortest == 0 || o.Days < shortest) {
			shortest = o.Days
		}
	}
	return shortest, shortest > 0 && left > 0
}

// tells reports whether a letter, or the mail of the first start, lists the notice as something to do.
func tells(pass Evaluation) bool {
	return slices.ContainsFunc(pass.Decisions, func(d model.Decision) bool {
		covers := d.Kind == model.MailSummary || d.Kind == model.MailInitialReport
		return covers && slices.ContainsFunc(d.Items, func(x model.DecisionItem) bool {
			a := pass.State.Alerts[x.Alert]
			return a.Group == model.GroupNotice && a.Route == model.RouteWork && a.State == model.StateFiring
		})
	})
}

// mondays is a weekly schedule.
func mondays(after time.Time) time.Time {
	for d := civil.DateOf(after.UTC()); ; d = d.AddDays(1) {
		if at := d.Start(time.UTC).Add(8 * time.Hour); d.Weekday() == time.Monday && at.After(after) {
			return at
		}
	}
}
