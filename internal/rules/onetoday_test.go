package rules_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
	"supplierwatch/internal/view"
)

// TestAllOutputsCountTheSameDays holds that at any instant and in any zones a row of deadlines, a finding and a mail count the same number of days to
// the same date, and that two suppliers with one owner have as many days left to dates that are a day apart as it says.
func TestAllOutputsCountTheSameDays(t *testing.T) {
	zones := []string{"UTC", "Europe/Berlin", "America/Vancouver", "Pacific/Auckland", "Pacific/Kiritimati", "Africa/Cairo"}
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t)
		place := func(name string) *civil.Calendar {
			c := civil.DefaultCalendar()
			loc, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(rt, name))
			if err != nil {
				rt.Fatal(err)
			}
			c.Location = loc
			return c
		}
		w.acme.Calendar = place("theirs")
		owner := *w.acme.Owner
		owner.Calendar = place("ours")
		w.acme.Owner = &owner
		c := w.contract()
		c.Ends, c.Starts = date("2026-12-31").AddDays(rapid.IntRange(-20, 20).Draw(rt, "end")), date("2024-01-01")
		now := noon("2026-09-20").Add(time.Duration(rapid.IntRange(0, 4*24*110).Draw(rt, "quarters")) * 15 * time.Minute)

		rows := map[model.Subject]model.Deadline{}
		for _, d := range rules.Deadlines(w.Registry, w.facts, now) {
			if d.Kind == model.DeadlineContractNotice || d.Kind == model.DeadlineContractEnd {
				rows[d.Subject] = d
			}
		}
		v := view.View{Registry: w.Registry, Now: now}
		for _, f := range rules.Evaluate(w.Registry, w.facts, now) {
			if f.Due.IsZero() {
				continue
			}
			a := model.Alert{Rule: f.Rule, Supplier: f.Supplier, Subject: f.Subject, Due: f.Due}
			if left, _ := v.DaysLeft(a); left != *f.DaysLeft {
				rt.Fatalf("%s: a mail says %d days, the finding %d", f.Rule, left, *f.DaysLeft)
			}
			if row := rows[f.Subject]; row.Due == f.Due && *row.DaysLeft != *f.DaysLeft {
				rt.Fatalf("%s: the row says %d days, the finding %d", f.Rule, *row.DaysLeft, *f.DaysLeft)
			}
			here := now.In(owner.Calendar.Location)
			plain := f.Due.DaysSince(civil.NewDate(here.Year(), here.Month(), here.Day()))
			if left := *f.DaysLeft; left != plain && left != 0 && left != -1 {
				rt.Fatalf("%s: %d days left until %s, and %d at the owner", f.Rule, left, f.Due, plain)
			}
		}
	})
}
