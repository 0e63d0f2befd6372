package civil

import (
	"slices"
	"testing"
)

func TestReminders(t *testing.T) {
	usual := []string{"30 days", "14 days", "7 days", "1 day"}
	for _, test := range []struct {
		name       string
		offsets    []string
		today      string
		sent       []string
		send       string
		missed     bool
		superseded []string
	}{
		{"nothing crossed", usual, "2026-11-01", nil, "", false, nil},
		{"the day before the first", usual, "2026-11-21", nil, "", false, nil},
		{"on the first", usual, "2026-11-22", nil, "30 days", false, nil},
		{"between points", usual, "2026-11-25", []string{"30 days"}, "", false, nil},
		{"late for the second", usual, "2026-12-10", []string{"30 days"}, "14 days", false, nil},
		{"down over two", usual, "2026-12-16", []string{"30 days"}, "7 days", false, []string{"14 days"}},
		{"the latest is sent, an older one is not", usual, "2026-12-16", []string{"7 days"}, "", false, []string{"30 days", "14 days"}},
		{"on the day itself", usual, "2026-12-22", []string{"30 days", "14 days", "7 days"}, "1 day", false, nil},
		{"the day after", usual, "2026-12-23", []string{"30 days", "14 days", "7 days"}, "", true, []string{"1 day"}},
		{"missed was said", usual, "2026-12-24", []string{"30 days", "missed"}, "", false, nil},
		{"unsorted", []string{"1 day", "30 days", "7 days"}, "2026-12-16", nil, "7 days", false, []string{"30 days"}},
		{"twice the same", []string{"7 days", "7 days"}, "2026-12-16", nil, "7 days", false, nil},
		{"two on one day", []string{"1 month", "30 days"}, "2026-11-22", nil, "30 days", false, []string{"1 month"}},
		{"on the deadline", []string{"0 days"}, "2026-12-22", nil, "0 days", false, nil},
		{"none wanted", nil, "2026-12-22", nil, "", false, nil},
		{"none wanted, past", nil, "2026-12-23", nil, "", true, nil},
		{"business days", []string{"2 business days"}, "2026-12-18", nil, "2 business days", false, nil},
	} {
		deadline := date(t, "2026-12-22")
		var offsets []Period
		for _, s := range test.offsets {
			offsets = append(offsets, period(t, s))
		}
		plan := reminders(deadline, offsets, date(t, test.today), func(d Date, offset Period) bool {
			name := offset.String()
			if offset == MissedOffset {
				name = "missed"
			}
			return d == deadline && slices.Contains(test.sent, name)
		})
		var superseded []string
		for _, p := range plan.Superseded {
			superseded = append(superseded, p.String())
		}
		if plan.Due != (test.send != "") || plan.Due && plan.Send.String() != test.send {
			t.Errorf("%s: sends %s (%v), want %q", test.name, plan.Send, plan.Due, test.send)
		}
		if plan.Missed != test.missed || !slices.Equal(superseded, test.superseded) {
			t.Errorf("%s: missed %v, superseded %v; want %v, %v", test.name, plan.Missed, superseded, test.missed, test.superseded)
		}
	}
}

func TestMovedDeadlineRearms(t *testing.T) {
	old := date(t, "2026-12-22")
	sent := func(d Date, _ Period) bool { return d == old }
	offsets := []Period{{Days: 30}}
	today := date(t, "2026-12-10")
	if plan := reminders(old, offsets, today, sent); plan.Due {
		t.Error("a reminder was sent twice")
	}
	if plan := reminders(old.AddDays(7), offsets, today, sent); !plan.Due {
		t.Error("the deadline moved and its point was not re-armed")
	}
}

func TestNoDeadlineNoReminders(t *testing.T) {
	for _, deadline := range []Date{{}, Far} {
		plan := reminders(deadline, []Period{{Days: 30}}, Far, func(Date, Period) bool { return false })
		if plan.Due || plan.Missed || len(plan.Points) != 0 {
			t.Errorf("deadline %q: %+v", deadline, plan)
		}
	}
}

func TestRemindersInCountTheirHolidays(t *testing.T) {
	munich := calendar(t, "Europe/Berlin", "", "DE-BY")
	plan := RemindersIn(munich, date(t, "2026-12-29"), []Period{{BusinessDays: 2}}, date(t, "2026-12-24"), func(Date, Period) bool { return false })
	if want := date(t, "2026-12-24"); plan.Points[0].On != want || !plan.Due {
		t.Errorf("the point lies on %s, want %s", plan.Points[0].On, want)
	}
}

func TestMissedOffsetIsRemembered(t *testing.T) {
	text, err := MissedOffset.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	var back Period
	if err := back.UnmarshalText(text); err != nil || back != MissedOffset {
		t.Errorf("%s came back as %s, %v", text, back, err)
	}
	if p, err := ParsePeriod(string(text)); err == nil {
		t.Errorf("a registry could write it: %s", p)
	}
}
