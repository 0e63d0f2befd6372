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
			f.Message = fmt.Sprintf("The order window %q skips dates: %s.", w.Title, why)
			found = append(found, askAbout(e, f, "Check the recurrence", w.Title, "Compare the recurrence with what was agreed, and correct the entry.")...)
		}
	}
	for _, d := range e.Entry.Deliveries {
		if why := d.Schedule.Skips(); why != "" {
			f := about(e, model.KindDelivery.Subject(d.ID), d.Pos, e.Entry.Supplies)
			f.Message = fmt.Sprintf("The delivery %q skips dates: %s.", d.Title, why)
			found = append(found, askAbout(e, f, "Check the recurrence", d.Title, "Compare the recurrence with what was agreed, and correct the entry.")...)
		}
	}
	return found
}
