package readmodel

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/action"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
	"supplierwatch/internal/view"
	"supplierwatch/internal/web/content"
)

var (
	someSuppliers = []string{"", "acme", "brand", "corner", "gone", "was-brand"}
	someRoutes    = []model.Route{model.RoutePage, model.RouteWork, model.RouteOperators}
	severities    = []model.Severity{model.Critical, model.Warning, model.Info}
)

// lookedAt is a registry of three suppliers, one of them under a new id.
func lookedAt() *model.Registry {
	buying := &model.Team{ID: "buying"}
	return &model.Registry{
		Unowned: &civil.Calendar{Location: time.UTC},
		Suppliers: []*model.Supplier{
			{ID: "acme", Name: "Zeta", Owner: buying}, {ID: "brand", Name: "alpha", Was: []string{"was-brand"}}, {ID: "corner", Name: "Beta", Tier: &model.Tier{ID: "critical"}},
		},
	}
}

// drawFinding draws a finding of one of a few subjects.
func drawFinding(t *rapid.T) model.Finding {
	f := model.Finding{
		Rule: rapid.SampledFrom([]string{"contact-missing", "contact-bounced"}).Draw(t, "rule"), Severity: rapid.SampledFrom(severities).Draw(t, "severity"),
		Route: rapid.SampledFrom(someRoutes).Draw(t, "route"), Supplier: rapid.SampledFrom(someSuppliers).Draw(t, "supplier"),
		Subject: model.KindContact.Subject(rapid.SampledFrom([]string{"desk", "duty"}).Draw(t, "subject")),
	}
	if n := rapid.IntRange(-1, 2).Draw(t, "exposure"); n >= 0 {
		f.Exposure = &model.Money{Hundredths: int64(n), Currency: "EUR"}
	}
	if n := rapid.IntRange(0, 2).Draw(t, "due"); n > 0 {
		f.Due = civil.NewDate(2026, 12, n)
	}
	return f
}

// drawAlert draws an alert about a finding like those of drawFinding.
func drawAlert(t *rapid.T, id string) model.Alert {
	f := drawFinding(t)
	a := model.Alert{
		ID: id, Key: f.Key(), Rule: f.Rule, Severity: f.Severity, Route: f.Route, Supplier: f.Supplier, Subject: f.Subject, Exposure: f.Exposure, Due: f.Due,
		State: rapid.SampledFrom(model.AlertStates).Draw(t, "state"), Since: time.Unix(int64(rapid.IntRange(0, 3).Draw(t, "since")), 0).UTC(),
	}
	if !a.State.Open() {
		a.EndedAt = a.Since.Add(time.Hour * time.Duration(rapid.IntRange(1, 3).Draw(t, "took")))
	}
	if rapid.Bool().Draw(t, "mailed") {
		a.Notified = []model.Notification{{Recipient: rapid.SampledFrom([]string{"Jane@buyer.example", "joe@buyer.example"}).Draw(t, "to"), At: a.Since, Result: model.MailAccepted}}
	}
	return a
}

// drawEvaluation draws what may follow an evaluation: most alerts stay as they are.
func drawEvaluation(t *rapid.T, before *engine.Evaluation) *engine.Evaluation {
	next := &engine.Evaluation{Number: before.Number + 1, Changed: []string{}, State: model.State{Alerts: maps.Clone(before.State.Alerts)}}
	known := true // which alerts it changes
	if rapid.IntRange(0, 3).Draw(t, "quiet") == 0 {
		next.State = before.State
	} else {
		for range rapid.IntRange(0, 4).Draw(t, "changed") {
			id := fmt.Sprintf("a%d", rapid.IntRange(0, 15).Draw(t, "id"))
			if rapid.IntRange(0, 4).Draw(t, "dropped") == 0 {
				delete(next.State.Alerts, id) // as pruning does: the state is read again
				known = false
			} else {
				next.State.Alerts[id] = drawAlert(t, id)
				next.Changed = append(next.Changed, id)
			}
		}
	}
	if !known {
		next.Changed = nil
	}
	next.Findings = rapid.SliceOfN(rapid.Custom(drawFinding), 0, 12).Draw(t, "findings")
	slices.SortStableFunc(next.Findings, func(f, g model.Finding) int { return f.Compare(&g) })
	for range rapid.IntRange(0, 6).Draw(t, "deadlines") {
		next.Deadlines = append(next.Deadlines, model.Deadline{Supplier: rapid.SampledFrom(someSuppliers).Draw(t, "of"), Settled: rapid.Bool().Draw(t, "settled")})
	}
	return next
}

// TestIndexedListsAreThoseComputedPlainly leads random alerts through evaluations and compares every list with what a scan of everything returns.
func TestIndexedListsAreThoseComputedPlainly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		last, registry := &LastEvaluation{}, lookedAt()
		evaluation := &engine.Evaluation{State: model.State{Alerts: map[string]model.Alert{}}}
		for range rapid.IntRange(1, 8).Draw(t, "evaluations") {
			evaluation = drawEvaluation(t, evaluation)
			last.Swap(evaluation)
			if rapid.IntRange(0, 3).Draw(t, "unread") == 0 {
				continue
			}
			got := last.viewsOf(evaluation, registry)
			compareAlerts(t, got, evaluation)
			compareSuppliers(t, got, evaluation, registry)
			compareViews(t, got, evaluation, registry)
		}
	})
}

func mustEqual(t *rapid.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("%s: %+v, want %+v", what, got, want)
	}
}

func compareAlerts(t *rapid.T, got views, evaluation *engine.Evaluation) {
	all := apidoc.NewStatus(evaluation.State.Alerts, time.Time{}).Alerts
	plain := content.NewAlertIndex(apidoc.SortedAlerts(evaluation.State.Alerts))
	index := got.Alerts()
	mustEqual(t, "all", index.All, plain.All)
	mustEqual(t, "unacknowledged", index.Unacknowledged, plain.Unacknowledged)
	mustEqual(t, "held", index.Held, plain.Held)
	if len(index.Ended) != len(plain.Ended) {
		t.Fatalf("%d ended, want %d", len(index.Ended), len(plain.Ended))
	}
	open, counts, oldest := 0, map[content.AlertLabels]int{}, time.Time{}
	for i := range all {
		a := &all[i]
		counts[content.AlertLabels{State: a.State, Route: a.Route, Severity: a.Severity}]++
		if a.State.Open() {
			open++
		}
		if a.State == model.StateFiring && a.Route != model.RouteWork && a.Severity != model.Info && (oldest.IsZero() || a.Since.Before(oldest)) {
			oldest = a.Since
		}
		mustEqual(t, "alert "+a.ID, index.Alert(a.ID), a)
	}
	mustEqual(t, "open", len(index.Open()), open)
	mustEqual(t, "counts", index.Counts(), counts)
	mustEqual(t, "oldest", index.OldestUnacknowledged(), oldest)
	people := map[string]contactTimes{}
	for _, a := range evaluation.State.Alerts {
		for _, n := range a.Notified {
			if address := strings.ToLower(n.Recipient); n.At.After(people[address].mailed) {
				people[address] = contactTimes{mailed: n.At}
			}
		}
	}
	mustEqual(t, "people", got.contactTimes(), people)
}

func compareSuppliers(t *rapid.T, got views, evaluation *engine.Evaluation, registry *model.Registry) {
	rows := got.Suppliers().Rows
	mustEqual(t, "rows", len(rows), len(registry.Suppliers))
	for _, row := range rows {
		want := content.SupplierNeed{Entry: row.Entry}
		for _, a := range evaluation.State.Alerts {
			switch {
			case a.Supplier != row.Entry.ID:
			case content.IsHeld(a.State):
				want.Held++
			case a.State == model.StateFiring && a.Route != model.RouteWork:
				want.Alerts++
			}
		}
		for _, f := range evaluation.Findings {
			if f.Supplier != row.Entry.ID {
				continue
			}
			if f.Route == model.RouteWork {
				want.Tasks++
			}
			if want.Worst == "" || f.Severity.Rank() < want.Worst.Rank() {
				want.Worst = f.Severity
			}
			if model.Hundredths(f.Exposure) > model.Hundredths(want.Exposure) {
				want.Exposure = f.Exposure
			}
		}
		mustEqual(t, "row of "+row.Entry.ID, row, want)
	}
	if !slices.IsSortedFunc(rows, func(a, b content.SupplierNeed) int { return model.CompareBool(b.Alerts > 0, a.Alerts > 0) }) {
		t.Fatalf("suppliers with alerts do not come first: %+v", rows)
	}
}

// compareViews compares what texts about each supplier are written from with the part of everything that is about it.
func compareViews(t *rapid.T, got views, evaluation *engine.Evaluation, registry *model.Registry) {
	everything, open := action.ViewOf(*evaluation), view.OpenAlerts(evaluation.State.Alerts)
	for _, id := range someSuppliers {
		for _, a := range evaluation.State.Alerts {
			if a.Supplier == id {
				mustEqual(t, "finding of "+a.ID, got.viewOf(id, a.Key).Findings[a.Key], everything.Findings[a.Key])
			}
		}
		v, ids := got.viewOf(id, ""), []string{id}
		if id == "" {
			ids = nil // no text needs all alerts of our own side
		}
		if s := registry.Supplier(id); s != nil {
			ids = append(ids, s.ID)
		}
		for _, id := range ids {
			byID := func(a, b model.Alert) int { return strings.Compare(a.ID, b.ID) }
			mustEqual(t, "open alerts of "+id, slices.SortedFunc(slices.Values(v.OpenAlerts[id]), byID), slices.SortedFunc(slices.Values(open[id]), byID))
		}
		var findings, deadlines int
		for _, f := range evaluation.Findings {
			if f.Supplier == id {
				mustEqual(t, "finding", *got.Findings().Of(id)[findings], f)
				findings++
			}
		}
		for _, d := range evaluation.Deadlines {
			if d.Supplier == id && !d.Settled {
				deadlines++
			}
		}
		mustEqual(t, "findings and deadlines of "+id, []int{len(got.Findings().Of(id)), len(got.Deadlines().Of(id))}, []int{findings, deadlines})
	}
}
