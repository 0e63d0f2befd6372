package readmodel

import (
	"supplierwatch/internal/action"
	"supplierwatch/internal/alert"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web"
)

// Ahead finds what happens next to alerts.
type Ahead struct{ Actions *action.Service }

// Of returns what happens next to an alert.
func (x Ahead) Of(view compose.View, a model.Alert) web.Ahead {
	ahead := web.Ahead{Title: compose.Headline(view, a), Next: compose.Next(view, a)}
	if f, found := view.Findings[a.Key]; found {
		ahead.AckEnd, ahead.CanHandOver = x.Actions.AckEnd(view, a), alert.CanHandOver(a, f.NotifyOnce)
		if f.Group == model.GroupNotice {
			ahead.ContractEnd, _ = civil.ParseDate(f.Occurrence)
		}
	}
	return ahead
}
