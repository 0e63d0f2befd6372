package rules_test

import (
	"testing"

	"supplierwatch/internal/model"
)

// except adds an exception to a rule that nothing raises.
func (w *world) except(until string) {
	w.acme.Ignores = append(w.acme.Ignores, model.Ignore{
		Rule: "fallback-missing", Because: "one plant only", By: "jane.doe@buyer.example", Until: date(until),
		Pos: model.Position{File: "acme.yaml", Line: 80, Column: 9},
	})
}

func TestIgnoreExpires(t *testing.T) {
	w := newWorld(t)
	w.except("2026-07-31")
	w.raised(t, "ignore-expiring", []string{"2026-07-01", "2026-07-31"}, []string{"2026-06-30", "2026-08-01"})
	w.raised(t, "ignore-expired", []string{"2026-08-01", "2027-08-01"}, []string{"2026-07-31", "2026-06-30"})
	for rule, day := range map[string]string{"ignore-expiring": "2026-07-01", "ignore-expired": "2026-08-01"} {
		f := w.finding(t, rule, day)
		same(t, "key", f.Key(), "acme/ignore/fallback-missing/"+rule)
		same(t, "due", f.Due.String(), "2026-07-31")
		same(t, "place", f.String(), "acme.yaml:80:9")
		same(t, "first step", f.Advice.Do[0], "Ask jane.doe@buyer.example whether the reason still applies.")
		same(t, "route", f.Route, model.RouteWork)
		checkWording(t, f)
	}
	same(t, "last day of the warning", w.finding(t, "ignore-expiring", "2026-07-01").ExpiresOn.String(), "2026-07-31")
	same(t, "message", w.finding(t, "ignore-expired", "2026-08-01").Message,
		"The exception to `fallback-missing` for ACME Photoresist GmbH expired on 2026-07-31 (one plant only).")
}

func TestIgnoreTooFarAhead(t *testing.T) {
	w := newWorld(t)
	w.except("2027-06-11")
	w.raised(t, "ignore-expired", []string{quiet}, []string{"2026-06-11"})
	f := w.finding(t, "ignore-expired", quiet)
	same(t, "message", f.Message, "The exception to `fallback-missing` for ACME Photoresist GmbH is not valid: it runs until 2027-06-11, "+
		"more than 12 months ahead (one plant only).")
	same(t, "due", f.Due.String(), "2027-06-11")
	checkWording(t, f)
}

func TestIgnoreExpiringThreshold(t *testing.T) {
	w := newWorld(t)
	w.except("2026-07-31")
	w.acme.Thresholds = []model.Threshold{{Rule: "ignore-expiring", Period: days(7)}}
	w.raised(t, "ignore-expiring", []string{"2026-07-24"}, []string{"2026-07-23"})
}

func TestIgnoreSeverities(t *testing.T) {
	for _, id := range []string{"critical", "important", "standard"} {
		w := newWorld(t)
		w.acme.Tier = w.Registry.Tiers[id]
		w.except("2026-06-30")
		same(t, "expiring in "+id, severityOf(w.finding(t, "ignore-expiring", quiet)), model.Info)
		same(t, "expired in "+id, severityOf(w.finding(t, "ignore-expired", "2026-07-01")), model.Warning)
	}
}
