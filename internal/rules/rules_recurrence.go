package rules

import (
	"fmt"

	"supplierwatch/internal/model"
)

var _ = register(subject{
	changes: never,
	supplier: map[string]func(*supplierEval) []model.Finding{
		"recurrence-skips": recurrenceSkips,
	},
})

func recurrenceSkips(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, w := range e.s.OrderWindows {
		if why := w.Dates.Skips(); why != "" {
			f := e.about(model.KindOrderWindow.Subject(w.ID), w.Pos, suppliesOf(e, w))
			f.Message = fmt.Sprintf("The order window %q leaves out dates: %s.", w.Title, why)
			found = append(found, e.askAbout(f, "Check the recurrence", w.Title, "Compare it with what was agreed.")...)
		}
	}
	for _, d := range e.s.Deliveries {
		if why := d.Schedule.Skips(); why != "" {
			f := e.about(model.KindDelivery.Subject(d.ID), d.Pos, e.s.Supplies)
			f.Message = fmt.Sprintf("The delivery %q leaves out dates: %s.", d.Title, why)
			found = append(found, e.askAbout(f, "Check the recurrence", d.Title, "Compare it with what was agreed.")...)
		}
	}
	return found
}
