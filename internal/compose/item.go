package compose

import (
	"cmp"
	"fmt"
	"slices"

	"supplierwatch/internal/model"
)

// item is one alert of a decision with its current finding.
type item struct {
	model.DecisionItem
	alert   model.Alert
	finding model.Finding
}

// itemsOf looks up the alerts of a decision, the most urgent first: what pages
// before what is work, then as findings are ordered everywhere.
func itemsOf(v View, d model.Decision) ([]item, error) {
	items := make([]item, 0, len(d.Items))
	for _, x := range d.Items {
		a, ok := v.State.Alerts[x.Alert]
		if !ok {
			return nil, fmt.Errorf("compose %s mail %s: the state has no alert %s", d.Kind, d.Mail, x.Alert)
		}
		x.Severity = a.Severity
		items = append(items, item{DecisionItem: x, alert: a, finding: readerOf(v, d.To).dated(v, a)})
	}
	if len(items) == 0 && d.Kind != model.MailRateLimitNotice && d.Kind != model.MailSummary {
		return nil, fmt.Errorf("compose %s mail %s: it has no alert", d.Kind, d.Mail)
	}
	slices.SortStableFunc(items, func(x, y item) int {
		return cmp.Or(
			model.CompareBool(x.alert.Route == model.RouteWork, y.alert.Route == model.RouteWork),
			x.finding.Compare(&y.finding),
		)
	})
	return items, nil
}
