package escalation_test

import (
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/escalation"
	"supplierwatch/internal/model"
)

var monday = time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)

func TestReminderAt(t *testing.T) {
	days := func(n int) civil.Period { return civil.Period{BusinessDays: n} }
	for _, x := range []struct {
		name    string
		policy  model.Policy
		repeats int
		want    string
	}{
		{"none is repeated", model.Policy{}, 0, ""},
		{"the first", model.Policy{Repeat: days(1)}, 0, "2026-11-24"},
		{"the second", model.Policy{Repeat: days(1)}, 1, "2026-11-25"},
		{"the third", model.Policy{Repeat: days(1)}, 2, "2026-11-27"},
		{"the fourth, at most five business days", model.Policy{Repeat: days(1)}, 3, "2026-11-30"},
		{"one of many", model.Policy{Repeat: days(1)}, 10_000, "2026-11-30"},
		{"longer than five business days", model.Policy{Repeat: days(8)}, 7, "2026-12-03"},
		{"as long as the policy says", model.Policy{Repeat: days(1), RepeatMax: days(20)}, 4, "2026-12-15"},
		{"no longer than the policy says", model.Policy{Repeat: days(1), RepeatMax: days(2)}, 4, "2026-11-25"},
		{"not shorter than repeat", model.Policy{Repeat: days(3), RepeatMax: days(1)}, 4, "2026-11-26"},
		{"hours, then days", model.Policy{Repeat: civil.Period{Clock: 24 * time.Hour}}, 1, "2026-11-25"},
	} {
		a := model.Alert{StepAt: monday, StepSince: monday, Repeats: x.repeats}
		got := ""
		if at := escalation.ReminderAt(a, &x.policy, nil); !at.IsZero() {
			got = at.Format(time.DateOnly)
		}
		if got != x.want {
			t.Errorf("%s: due on %s, want %s", x.name, got, x.want)
		}
	}
}

// A state of the version before does not say when a step began; its last mail counts.
func TestReminderAtOfTheVersionBefore(t *testing.T) {
	a := model.Alert{StepAt: monday, Repeats: 200}
	if at := escalation.ReminderAt(a, &model.Policy{Repeat: civil.Period{BusinessDays: 1}}, nil); !at.Equal(monday.AddDate(0, 0, 7)) {
		t.Errorf("due at %s", at)
	}
}
