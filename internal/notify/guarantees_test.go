package notify_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// TestSavingAndLoadingAtAnyInstantChangesNoDecision leads the same life twice: once in memory, once read from what was written at every
// instant.
func TestSavingAndLoadingAtAnyInstantChangesNoDecision(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newRandomRun(t)
		loaded := p.state
		for range rapid.IntRange(5, 20).Draw(t, "acts") {
			p.act(t)
			written := asJSON(t, loaded)
			loaded = model.State{}
			if err := json.Unmarshal([]byte(written), &loaded); err != nil {
				t.Fatal(err)
			}
			var want, got []model.Decision
			p.state, want = p.machine.Step(p.state, p.registry, p.sorted(), p.facts, p.now)
			loaded, got = p.machine.Step(loaded, p.registry, p.sorted(), p.facts, p.now)
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Fatalf("at %s a state that was saved and loaded decides otherwise (-kept +loaded):\n%s", p.now, diff)
			}
		}
	})
}

// TestNothingIsDecidedBeforeNextWake steps at many instants between now and the one at which the machine wants to be woken.
func TestNothingIsDecidedBeforeNextWake(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newRandomRun(t)
		for range rapid.IntRange(3, 12).Draw(t, "acts") {
			p.act(t)
			p.state, _ = p.machine.Step(p.state, p.registry, p.sorted(), p.facts, p.now)
			wake := nextWake(p.machine, p.state, p.registry, p.now)
			if wake.IsZero() {
				continue
			}
			for share := range 20 {
				at := p.now.Add(wake.Sub(p.now) / 20 * time.Duration(share))
				if _, decided := p.machine.Step(p.state, p.registry, p.sorted(), p.facts, at); len(decided) > 0 {
					t.Fatalf("at %s, before %s: %+v", at, wake, decided)
				}
			}
		}
	})
}

// reminded is a contract whose notice comes nearer, and what the letters said of it.
type reminded struct {
	*scenario
	due     civil.Date
	offsets []int
	said    map[string]bool // deadline and offset
}

func newReminded(t *rapid.T) *reminded {
	r := &reminded{scenario: newScenario(t), said: map[string]bool{}}
	r.machine.Summary, r.machine.NoQuietHours = mondays, true // at whatever hour
	r.supplier([]string{"acme", "owner"})
	r.offsets = rapid.SliceOfNDistinct(rapid.IntRange(0, 120), 1, 7, rapid.ID).Draw(t, "offsets")
	args := []string{"acme", "msa"}
	for _, n := range r.offsets {
		args = append(args, fmt.Sprint(n))
	}
	r.contract(args)
	r.due = r.today().AddDays(rapid.IntRange(1, 300).Draw(t, "due in"))
	return r
}

func (r *reminded) today() civil.Date { return civil.DateOf(r.now) }

// crossed gives the shortest offset whose point has come; false if none has.
func (r *reminded) crossed() (int, bool) {
	come := slices.DeleteFunc(slices.Clone(r.offsets), func(n int) bool { return r.due.AddDays(-n).After(r.today()) })
	if len(come) == 0 {
		return 0, false
	}
	return slices.Min(come), true
}

// run lets some time pass, looks, and holds that the letter lists the contract if and only if a letter is due and the point last crossed
// was never said.
func (r *reminded) run(t *rapid.T, pause time.Duration) {
	r.now = r.now.Add(pause)
	offset, come := r.crossed()
	near := come && r.today().Before(r.due)
	if r.gone([]string{"notice"}); near {
		severity := "info"
		if r.due.DaysSince(r.today()) <= 30 {
			severity = "warning"
		}
		r.find([]string{
			"contract-notice-approaching", "line=notice", "route=work", "severity=" + severity, "supplier=acme", "subject=contract/msa",
			"occurrence=2030-12-31", "due=" + r.due.String(),
		})
	}
	letter := !r.state.Notifications.SummaryAt.IsZero() && !r.now.Before(r.state.Notifications.SummaryAt)
	point := fmt.Sprint(r.due, " ", offset)
	want := near && letter && !r.said[point]
	var decided []model.Decision
	r.state, decided = r.machine.Step(r.state, r.registry, r.sorted(), r.facts, r.now)
	if got := r.listed(decided); got != want {
		t.Fatalf("on %s, for the point %s: listed %v, want %v", r.now, point, got, want)
	}
	if !near {
		clear(r.said) // the alert ended: a deadline that comes back is a new alert
	}
	r.said[point] = r.said[point] || want
}

// listed reports whether a letter lists the contract as something to do.
func (r *reminded) listed(decided []model.Decision) bool {
	reasons := []model.Reason{model.ReasonFirst, model.ReasonWorse, model.ReasonSummary}
	return slices.ContainsFunc(decided, func(d model.Decision) bool {
		return d.Kind == model.MailSummary && slices.ContainsFunc(d.Items, func(x model.DecisionItem) bool {
			return slices.Contains(reasons, x.Reason) && r.state.Alerts[x.Alert].Group == "notice"
		})
	})
}

// pauses draws how long nothing runs: mostly for hours, at times for months.
func pauses() *rapid.Generator[time.Duration] {
	return rapid.Custom(func(t *rapid.T) time.Duration {
		longest := rapid.SampledFrom([]int{12, 30, 24 * 8, 24 * 100}).Draw(t, "longest")
		return time.Duration(rapid.IntRange(1, longest).Draw(t, "hours")) * time.Hour
	})
}

// TestAReminderPointIsSaidExactlyOnceWhateverTheDowntime follows a contract past its deadline: of the points that were crossed between two
// letters the last one is said, once, and no other.
func TestAReminderPointIsSaidExactlyOnceWhateverTheDowntime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := newReminded(t)
		for !r.today().After(r.due.AddDays(10)) {
			r.run(t, pauses().Draw(t, "downtime"))
		}
	})
}

// TestGuarantee6ADateThatMovesRearmsItsReminders moves the deadline on the way, to a later or an earlier day.
func TestGuarantee6ADateThatMovesRearmsItsReminders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := newReminded(t)
		for _, move := range rapid.SliceOfNDistinct(rapid.IntRange(1, 150), 1, 3, rapid.ID).Draw(t, "moves") {
			for range rapid.IntRange(1, 20).Draw(t, "looks") {
				r.run(t, pauses().Draw(t, "downtime"))
			}
			r.due = r.today().AddDays(move)
		}
		for !r.today().After(r.due) {
			r.run(t, time.Duration(rapid.IntRange(1, 48).Draw(t, "hours"))*time.Hour)
		}
	})
}
