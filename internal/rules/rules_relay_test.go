package rules_test

import (
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

func TestRelayAuthRetiringNeedsNoFacts(t *testing.T) {
	const rule = "relay-auth-retiring"
	w := newWorld(t)
	same(t, "without a relay", w.standing(t, rule), "none")
	w.Registry.PasswordRelays = map[string]model.Position{"smtp.office365.com": {File: "sw.yaml", Line: 3, Column: 5}}
	w.facts = nil
	f := w.finding(t, rule, "2026-11-30")
	same(t, "key", f.Key(), "watchdog/relay-auth-retiring/smtp.office365.com")
	same(t, "route", f.Route, model.RouteOperators)
	_, next := rules.NewIncremental(w.Registry, w.facts).Global(noon("2026-11-30"))
	for day := civil.NewDate(2026, 12, 1); day.Before(civil.NewDate(2027, 1, 1)); day = day.AddDays(1) {
		if next.Equal(day.Start(nil)) {
			t.Errorf("the text changes on %s", day)
		}
	}
	same(t, "text changes", next, civil.NewDate(2027, 1, 1).Start(nil))
}
