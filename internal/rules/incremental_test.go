package rules_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

// essence is what a finding is, without what a mere count of days moves.
func essence(all []model.Finding) []string {
	var found []string
	for _, f := range all {
		start := ""
		if f.FirstStep != nil {
			start = f.FirstStep.ID
		}
		found = append(found, fmt.Sprint(f.Key(), f.Rule, f.Severity, f.Route, f.Due, f.Stage, f.OverrideQuietHours, f.NotifyOnce, f.Pending, f.Advice.Headline, f.ExpiresOn, start,
			f.Owner != nil, f.Exposure != nil, f.Slack != nil))
	}
	slices.Sort(found)
	return found
}

// drawHabits returns a supplier what is done again and again, and what is left out for a time.
func drawHabits(t *rapid.T, w *world, s *model.Supplier) {
	for _, c := range s.Contacts {
		c.VerifyEvery = drawPeriod(t)
		c.Verified = []model.Verified{{On: drawDate(t), How: rapid.SampledFrom([]model.How{model.HowReply, model.HowCall, model.HowSession}).Draw(t, "how")}}
	}
	if rapid.Bool().Draw(t, "told") {
		s.TheyKnow = []model.MailboxNotice{{Mailbox: w.Registry.Mailboxes[0], On: drawDate(t)}}
	}
	if rapid.Bool().Draw(t, "met") {
		s.Sessions = &model.Sessions{Held: []model.Session{{On: drawDate(t)}}}
		s.Reviewed = &model.Reviewed{On: drawDate(t)}
	}
	if rapid.Bool().Draw(t, "covered") {
		s.Supplies[0].Stock = nil
		s.Supplies[0].StockCover = &model.StockCover{Period: drawPeriod(t), AsOf: drawDate(t)}
	}
	rule := rapid.SampledFrom([]string{"stock-count-old", "contract-notice-due", "order-window-missed", "told-long-ago"}).Draw(t, "rule")
	s.Ignores = []model.Ignore{{Rule: rule, Until: drawDate(t)}}
	s.Thresholds = []model.Threshold{{Rule: rule, Period: drawPeriod(t)}}
	for range rapid.IntRange(0, 2).Draw(t, "renewed") {
		s.Contracts[0].Renewed = append(s.Contracts[0].Renewed, model.Renewed{Until: drawDate(t), On: drawDate(t)})
	}
	if hours, err := civil.ParseHours("08:00-15:00"); err == nil && rapid.Bool().Draw(t, "hours") {
		s.Calendar = s.Calendar.WithHours(hours)
	}
	for i, placed := range s.OrderWindows[0].Placed {
		s.OrderWindows[0].Placed[i].At.Instant = midnight(placed.At.Date).Add(10 * time.Hour)
	}
	s.Contracts[0].Remind = []civil.Period{drawPeriod(t), drawPeriod(t)}
	s.OrderWindows[0].EmergencyApprover = w.Registry.Teams["operations"]
	if rapid.Bool().Draw(t, "placed") {
		current, _ := s.OrderWindows[0].Dates.Current(drawDate(t))
		s.OrderWindows[0].Placed = []model.Placed{{Window: current.Opens, At: model.Moment{Date: drawDate(t)}}}
	}
}

// TestNothingTurnsBeforeItIsSaidTo walks day by day and holds that no finding comes, goes or becomes another before the instant that the
// follower gave.
func TestNothingTurnsBeforeItIsSaidTo(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := drawWorld(rt, t)
		s := w.Registry.Suppliers[0]
		drawHabits(rt, w, s)
		follower := rules.NewIncremental(w.Registry, w.facts)
		start := drawDate(rt)
		found, next := follower.Supplier(s, midnight(start))
		want := essence(found)
		for i := range 180 {
			now := midnight(start.AddDays(i/3 + 1)).Add(time.Duration(i%3) * 8 * time.Hour)
			found, following := follower.Supplier(s, now)
			if next.IsZero() || now.Before(next) {
				if got := essence(found); !slices.Equal(got, want) {
					rt.Fatalf("on %s, before %s:\n got %v\nwant %v", now, next, got, want)
				}
				continue
			}
			if !following.IsZero() && !following.After(now) {
				rt.Fatalf("at %s the next turn is %s", now, following)
			}
			want, next = essence(found), following
		}
	})
}

func midnight(d civil.Date) time.Time { return d.Start(munich().Location) }

// TestAFollowerFindsWhatEvaluateFinds holds that one supplier after the other gives what all together give.
func TestAFollowerFindsWhatEvaluateFinds(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := drawWorld(rt, t)
		now := midnight(drawDate(rt))
		follower := rules.NewIncremental(w.Registry, w.facts)
		got, _ := follower.Global(now)
		for _, s := range w.Registry.Suppliers {
			found, _ := follower.Supplier(s, now)
			got = append(got, found...)
		}
		slices.SortFunc(got, func(a, b model.Finding) int { return a.Compare(&b) })
		want := rules.Evaluate(w.Registry, w.facts, now)
		if !slices.Equal(essence(got), essence(want)) || len(got) != len(want) {
			rt.Fatalf("got %v\nwant %v", essence(got), essence(want))
		}
	})
}

// TestAQuietSupplierIsLeftAlone holds that what turns rarely is looked at rarely: that every rule says when it turns.
func TestAQuietSupplierIsLeftAlone(t *testing.T) {
	w := newWorld(t)
	w.agreement()
	follower, looks := rules.NewIncremental(w.Registry, w.facts), 0
	for now := noon("2026-01-01"); !now.IsZero() && now.Before(noon("2036-01-01")); looks++ {
		_, now = follower.Supplier(w.acme, now)
	}
	if looks > 300 {
		t.Errorf("looked %d times in ten years; does every rule stand among those that say when they turn?", looks)
	}
	if _, next := follower.Global(noon("2026-01-01")); next.Before(noon("2036-01-01")) { // when the drill is too long ago
		t.Errorf("what is ours turns at %s", next)
	}
}
