package rules_test

import (
	"slices"
	"testing"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
	"supplierwatch/internal/rules/rulestest"
)

// world is a registry that raises nothing on its own: one critical supplier with everything in order, on a quiet day.
type world struct {
	*model.Registry
	acme  *model.Supplier
	owner *model.Team
	facts *factindex.Index
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := rulestest.New(t)
	return &world{Registry: w.Registry, acme: w.Acme, owner: w.Owner, facts: w.Facts}
}

// forget leaves of all facts but one: that every escalation path is tried out.
func (w *world) forget() {
	w.Registry.Limits.Thresholds = map[string]model.Threshold{"escalation-untested": {Period: months(1200)}}
	w.facts = rulestest.Drilled(w.Registry)
}

// What the fixture consists of, under short names.
var (
	team, supplier, contact, munich    = rulestest.Team, rulestest.Supplier, rulestest.Contact, rulestest.Munich
	date, days, months, business, noon = rulestest.Date, rulestest.Days, rulestest.Months, rulestest.Business, rulestest.Noon
)

func (w *world) evaluate(day string) []model.Finding {
	return rules.Evaluate(w.Registry, w.facts, noon(day))
}

// rules returns the rules raised on a day, sorted, pending ones left out.
func (w *world) rules(day string) []string {
	var names []string
	for _, f := range w.evaluate(day) {
		if !f.Pending {
			names = append(names, f.Rule)
		}
	}
	slices.Sort(names)
	return names
}

// finding returns the only finding of a rule on a day; nil if it is not raised.
func (w *world) finding(t testing.TB, rule, day string) *model.Finding {
	t.Helper()
	var found *model.Finding
	for _, f := range w.evaluate(day) {
		if f.Rule != rule {
			continue
		}
		if found != nil {
			t.Fatalf("%s is raised twice on %s", rule, day)
		}
		found = &f
	}
	return found
}

// row returns the only row of a kind for a subject of the supplier, the one of an occurrence if one is named.
func (w *world) row(t testing.TB, kind model.DeadlineKind, day, occurrence string) *model.Deadline {
	t.Helper()
	var found *model.Deadline
	for _, d := range rules.Deadlines(w.Registry, w.facts, noon(day)) {
		if d.Kind != kind || occurrence != "" && d.Occurrence != occurrence {
			continue
		}
		if found != nil {
			t.Fatalf("two rows of kind %s on %s: %s and %s", kind, day, found.Occurrence, d.Occurrence)
		}
		found = &d
	}
	return found
}

// record adds what somebody recorded about a subject of the supplier.
func (w *world) record(kind model.FactKind, subject, day string, data map[string]string) {
	rulestest.Record(w.facts, kind, subject, day, data)
}

// mailed adds what was read in a mail about a subject of the supplier.
func (w *world) mailed(kind model.FactKind, subject, day string, data map[string]string) {
	w.facts.Add(model.Fact{
		Seq: w.facts.Seq() + 1, Supplier: "acme", Subject: model.ParseSubject(subject), Kind: kind, ObservedAt: noon(day), RecordedAt: noon(day), Source: "imap", Data: data,
	})
}

// raised is a table row's expectation: the rule stands on exactly those days.
func (w *world) raised(t *testing.T, rule string, on, off []string) {
	t.Helper()
	for _, day := range on {
		if w.finding(t, rule, day) == nil {
			t.Errorf("%s is not raised on %s; raised are %v", rule, day, w.rules(day))
		}
	}
	for _, day := range off {
		if f := w.finding(t, rule, day); f != nil {
			t.Errorf("%s is raised on %s: %s", rule, day, f.Message)
		}
	}
}
