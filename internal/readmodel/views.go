package readmodel

import (
	"reflect"
	"slices"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// lists are the lists of the last evaluation as they are shown. Each is computed when somebody asks for it, and computed again only where it has changed
// since.
type lists struct {
	changes   alertChanges
	alerts    memo[uintptr, shownAlerts]
	findings  memo[place[model.Finding], *content.FindingIndex]
	deadlines memo[place[model.Deadline], *content.DeadlineIndex]
	suppliers memo[supplierSources, *content.SupplierIndex]
	people    memo[uintptr, map[string]contactTimes]
}

// age forgets the lists for which nobody has asked since the evaluation before.
func (l *lists) age() {
	l.alerts.age()
	l.findings.age()
	l.deadlines.age()
	l.suppliers.age()
	l.people.age()
}

// place identifies a list by where it is in memory.
type place[T any] struct {
	first *T
	n     int
}

func placeOf[T any](all []T) place[T] {
	if len(all) == 0 {
		return place[T]{}
	}
	return place[T]{&all[0], len(all)}
}

// placeOfAlerts identifies the alerts of a state. No evaluation changes those of another one: it copies them first.
func placeOfAlerts(alerts map[string]model.Alert) uintptr { return reflect.ValueOf(alerts).Pointer() }

// shownAlerts is the index of the alerts of an evaluation.
type shownAlerts struct {
	evaluation int64
	index      *content.AlertIndex
}

// next returns the index for another evaluation. What the evaluations between them left as it was is not computed again.
func (s shownAlerts) next(evaluation *engine.Evaluation, changes *alertChanges) shownAlerts {
	alerts := evaluation.State.Alerts
	ids, known := changes.between(s.evaluation, evaluation.Number)
	switch {
	case s.index == nil || !known:
		return shownAlerts{evaluation.Number, content.NewAlertIndex(apidoc.SortedAlerts(alerts))}
	case len(ids) == 0:
		return shownAlerts{evaluation.Number, s.index}
	}
	changed := make([]*apidoc.StatusAlert, 0, len(ids))
	for _, id := range ids {
		status := apidoc.StatusOf(alerts[id])
		changed = append(changed, &status)
	}
	return shownAlerts{evaluation.Number, s.index.Updated(changed)}
}

// supplierSources are what the index of suppliers is computed from.
type supplierSources struct {
	registry *model.Registry
	alerts   *content.AlertIndex
	findings *content.FindingIndex
}

// views are the lists of one evaluation, with the suppliers of a registry.
type views struct {
	lists      *lists
	evaluation *engine.Evaluation
	registry   *model.Registry
}

// Alerts implements content.Views.
func (v views) Alerts() *content.AlertIndex {
	alerts := v.evaluation.State.Alerts
	return v.lists.alerts.get(placeOfAlerts(alerts), func(before shownAlerts) shownAlerts { return before.next(v.evaluation, &v.lists.changes) }).index
}

// Findings implements content.Views.
func (v views) Findings() *content.FindingIndex {
	findings := v.evaluation.Findings
	return v.lists.findings.get(placeOf(findings), func(*content.FindingIndex) *content.FindingIndex { return content.NewFindingIndex(findings) })
}

// Deadlines implements content.Views.
func (v views) Deadlines() *content.DeadlineIndex {
	deadlines := v.evaluation.Deadlines
	return v.lists.deadlines.get(placeOf(deadlines), func(*content.DeadlineIndex) *content.DeadlineIndex { return content.NewDeadlineIndex(deadlines) })
}

// Suppliers implements content.Views.
func (v views) Suppliers() *content.SupplierIndex {
	from := supplierSources{v.registry, v.Alerts(), v.Findings()}
	return v.lists.suppliers.get(from, func(*content.SupplierIndex) *content.SupplierIndex {
		return content.NewSupplierIndex(from.registry, from.alerts, from.findings)
	})
}

// contactTimes returns when people were last mailed about alerts, and when they last acknowledged one, by address in lower case.
func (v views) contactTimes() map[string]contactTimes {
	alerts := v.evaluation.State.Alerts
	return v.lists.people.get(placeOfAlerts(alerts), func(map[string]contactTimes) map[string]contactTimes { return alertContacts(alerts) })
}

// viewOf returns what texts about one supplier and one of its alerts, by its key, are written from: the worst finding of the key, and the supplier's open
// alerts. The supplier of our own side has an empty id, and no text needs all alerts of it.
func (v views) viewOf(supplier, key string) compose.View {
	ids := []string{supplier}
	if v.registry != nil {
		if s := v.registry.Supplier(supplier); s != nil && s.ID != supplier {
			ids = append(ids, s.ID)
		}
	}
	view := compose.View{Registry: v.registry, Findings: map[string]model.Finding{}, OpenAlerts: map[string][]model.Alert{}}
	for _, id := range ids {
		if worst := slices.IndexFunc(v.Findings().Of(id), func(f *model.Finding) bool { return f.Key() == key }); worst >= 0 {
			view.Findings[key] = *v.Findings().Of(id)[worst]
		}
		if id == "" {
			continue
		}
		for _, shown := range v.Alerts().Of(id) {
			if a := v.evaluation.State.Alerts[shown.ID]; a.State.Open() && a.State != model.StatePending {
				view.OpenAlerts[id] = append(view.OpenAlerts[id], a)
			}
		}
	}
	return view
}
