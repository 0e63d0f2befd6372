package notify

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
)

// list is what a digest could list for one recipient.
type list struct {
	to    model.Recipient
	items []model.DecisionItem
}

// listTasks returns by recipient the alerts that a choice selects, with the reason that it returns.
func listTasks(alerts *alert.Evaluation, readers func(*model.Registry, model.Alert) []model.Recipient, choice func(model.Alert) (model.Reason, bool)) map[string]list {
	found := map[string]list{}
	for _, id := range slices.Sorted(maps.Keys(alerts.Alerts)) {
		a := alerts.Alerts[id]
		reason, ok := choice(a)
		if !ok {
			continue
		}
		for _, to := range readers(alerts.Registry, a) {
			l := found[to.String()]
			l.to = to
			l.items = append(l.items, model.DecisionItem{Alert: id, Step: a.Step, Reason: reason})
			found[to.String()] = l
		}
	}
	for _, l := range found {
		sortItems(alerts, l.items)
	}
	return found
}

// addLists adds lists to others, by recipient.
func addLists(alerts *alert.Evaluation, to, lists map[string]list) {
	for name, l := range lists {
		all := to[name]
		all.to = l.to
		all.items = append(all.items, l.items...)
		sortItems(alerts, all.items)
		to[name] = all
	}
}

// worthAMail reports whether a list is more than information, which causes no mail by itself. A reminder point that was passed is more.
func worthAMail(alerts *alert.Evaluation, items []model.DecisionItem) bool {
	return slices.ContainsFunc(items, func(item model.DecisionItem) bool {
		a := alerts.Alerts[item.Alert]
		return a.Severity != model.Info || a.Rule == ruleApproaching
	})
}

// sortItems orders the alerts of a list as findings are ordered.
func sortItems(alerts *alert.Evaluation, items []model.DecisionItem) {
	rank := make(map[string]*model.Finding, len(items))
	for _, x := range items {
		rank[x.Alert] = asFinding(alerts.Alerts[x.Alert])
	}
	slices.SortFunc(items, func(a, b model.DecisionItem) int {
		return cmp.Or(rank[a.Alert].Compare(rank[b.Alert]), strings.Compare(a.Alert, b.Alert))
	})
}

func asFinding(a model.Alert) *model.Finding {
	return &model.Finding{
		Severity: a.Severity, Exposure: a.Exposure, Due: a.Due, Supplier: a.Supplier, Subject: a.Subject,
		Rule: a.Rule, Occurrence: a.Occurrence,
	}
}

func ids(items []model.DecisionItem) []string {
	found := make([]string, 0, len(items))
	for _, item := range items {
		found = append(found, item.Alert)
	}
	return found
}
