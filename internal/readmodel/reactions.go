package readmodel

import (
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// reactionsTo returns what people did about an alert, the latest last.
func reactionsTo(facts *factindex.Index, alert string) []content.Reaction {
	var all []content.Reaction
	for _, f := range actionsOn(facts, alert) {
		x, err := f.AlertAction()
		if err != nil {
			x = model.AlertAction{By: f.Actor, At: f.ObservedAt}
		}
		all = append(all, content.Reaction{Kind: f.Kind, By: x.By, At: x.At, Note: x.Note})
	}
	return all
}

// heldBy returns the reaction by which an alert is acknowledged or snoozed; zero if it is neither, or none is known.
func heldBy(a model.Alert, reactions []content.Reaction) (held content.Reaction) {
	kind := map[model.AlertState]model.FactKind{model.StateAcknowledged: model.FactAck, model.StateSnoozed: model.FactSnooze}[a.State]
	for _, x := range reactions {
		if x.Kind == kind && !x.At.After(a.HeldSince) {
			held = x
		}
	}
	return held
}
