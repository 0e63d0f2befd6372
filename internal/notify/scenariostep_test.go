package notify_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	gocmp "github.com/google/go-cmp/cmp"

	"supplierwatch/internal/model"
)

// until TIME: step now, at every instant that NextWake names, and at the end.
func (s *scenario) until(args []string) {
	end := s.instant(args[0])
	s.stepNow(nil)
	for range 1000 {
		next := nextWake(s.machine, s.state, s.registry, s.now)
		if next.IsZero() || next.After(end) {
			s.now = end
			s.stepNow(nil)
			return
		}
		s.now = next
		s.stepNow(nil)
	}
	s.t.Fatalf("%s: the machine never rests", s.line)
}

func (s *scenario) sorted() []model.Finding {
	found := slices.Collect(maps.Values(s.findings))
	slices.SortFunc(found, func(a, b model.Finding) int { return a.Compare(&b) })
	return found
}

// stepNow steps and prints what was decided and where it led.
func (s *scenario) stepNow([]string) {
	s.t.Helper()
	before := s.state
	after, decisions := s.steadily()
	s.state = after
	for _, d := range decisions {
		fmt.Fprintln(&s.out, describe(after, d))
	}
	changed := changes(before, after).Alerts
	slices.SortFunc(changed, func(a, b model.Alert) int { return cmp.Compare(a.Key, b.Key) })
	for _, a := range changed {
		if line := standing(a); line != standing(before.Alerts[a.ID]) {
			fmt.Fprintln(&s.out, "   ", line)
		}
	}
}

// steadily steps, and makes sure that neither the given state is touched nor a state that was written and read again decides otherwise.
func (s *scenario) steadily() (model.State, []model.Decision) {
	s.t.Helper()
	written, err := json.Marshal(s.state)
	s.need(err)
	after, decisions := s.machine.Step(s.state, s.registry, s.sorted(), s.facts, s.now)
	if again, err := json.Marshal(s.state); err != nil || string(again) != string(written) {
		s.t.Fatalf("%s: the given state was modified", s.line)
	}
	var read model.State
	s.need(json.Unmarshal(written, &read))
	afterRead, decisionsRead := s.machine.Step(read, s.registry, s.sorted(), s.facts, s.now)
	if diff := gocmp.Diff(decisions, decisionsRead); diff != "" {
		s.t.Fatalf("%s: a state read back decides otherwise:\n%s", s.line, diff)
	}
	if asJSON(s.t, after) != asJSON(s.t, afterRead) {
		s.t.Fatalf("%s: a state read back leads elsewhere", s.line)
	}
	s.scoped.compare(s, s.sorted(), s.facts, after, decisions)
	return after, decisions
}

func asJSON(t tester, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

const clock = "Mon 2 Jan 15:04:05"

// describe prints a decision: when, what mail to whom, about what and why.
func describe(state model.State, d model.Decision) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  ", d.At.Format(clock))
	switch {
	case d.Kind != "":
		fmt.Fprintf(&b, "%s to %s", d.Kind, d.To)
	case d.To.String() != "":
		fmt.Fprintf(&b, "(%s) %s", d.Reason, d.To)
	default:
		fmt.Fprintf(&b, "(%s)", d.Reason)
	}
	if d.Held > 0 {
		fmt.Fprintf(&b, ", %d held", d.Held)
	}
	sep := ": "
	for _, item := range d.Items {
		a := state.Alerts[item.Alert]
		fmt.Fprintf(&b, "%s%s%s step %d %s", sep, a.Group, ofSupplier(a), item.Step, item.Reason)
		sep = " + "
	}
	if d.Detail != "" {
		fmt.Fprintf(&b, " [%s]", d.Detail)
	}
	return b.String()
}

func ofSupplier(a model.Alert) string {
	if a.Supplier == "" {
		return ""
	}
	return "@" + a.Supplier
}

// standing prints where an alert stands.
func standing(a model.Alert) string {
	s := fmt.Sprintf("%s%s %s: %s, step %d", a.Group, ofSupplier(a), a.Severity, a.State, a.Step)
	if a.Repeats > 0 {
		s += fmt.Sprintf(", reminder %d", a.Repeats)
	}
	if !a.NextAt.IsZero() {
		s += ", next " + a.NextAt.Format(clock)
	}
	if !a.HeldUntil.IsZero() {
		s += ", holds until " + a.HeldUntil.Format(clock)
	}
	return s
}
