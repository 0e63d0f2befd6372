package rules

import (
	"fmt"

	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

func init() {
	register(subject{
		changes: never,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
			"recurrence-skips": recurrenceSkips,
		},
	})
}

func recurrenceSkips(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, w := range e.Entry.OrderWindows {
		if why := w.Dates.Skips(); why != "" {
			f := about(e, model.KindOrderWindow.Subject(w.ID), w.Pos, obligations.SuppliesOf(e, w))
			f.Message = fmt.Sprintf("The order window %q leaves out dates: %s.", w.Title, why)
			found = append(found, askAbout(e, f, "Check the recurrence", w.Title, "Compare it with what was agreed.")...)
		}
	}
	for _, d := range e.Entry.Deliveries {
		if why := d.Schedule.Skips(); why != "" {
			f := about(e, model.KindDelivery.Subject(d.ID), d.Pos, e.Entry.Supplies)
			f.Message = fmt.Sprintf("The delivery %q leaves out dates: %s.", d.Title, why)
			found = append(found, askAbout(e, f, "Check the recurrence", d.Title, "Compare it with what was agreed.")...)
		}
	}
	return found
}
