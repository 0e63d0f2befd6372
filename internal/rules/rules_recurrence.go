package rules

import (
	"fmt"

	"supplierwatch/internal/model"
)

// agreementRules ask whether what is written about contracts and order windows can be worked with.
func agreementRules() []Rule {
	return []Rule{
		{
			Name: "contract-undated", Needs: NeedsRegistry, Route: model.RouteWork, Severity: warnings, supplier: undated,
			Doc: "The contract's days cannot be computed, because something is not written: its end, whether it renews, for how long, or how long " +
				"before the end notice must be given. Nobody will be warned of a day that nobody knows. Look it up in the contract; if there " +
				"really is no notice period, write notice: 0 days.",
		},
		{
			Name: "contract-notice-impossible", Needs: NeedsRegistry, Route: model.RouteWork, Severity: warnings, supplier: noticeImpossible,
			Doc: "The last day for notice lies before the term begins, so that no notice can ever be in time: the notice period is longer than the " +
				"term. Either a number is wrong, or the contract cannot be left without the supplier's consent. Check the contract.",
		},
		{
			Name: "recurrence-skips", Needs: NeedsRegistry, Route: model.RouteWork, Severity: warnings, supplier: recurrenceSkips,
			Doc: "A recurrence has no date in some months or years, such as the 31st of every month or 29 February every year: by the standard a " +
				"day that does not exist is left out, not moved. If it should be the last day of the month, write BYMONTHDAY=-1.",
		},
		{
			Name: "order-window-missing", Needs: NeedsRegistry, Route: model.RouteWork, Severity: warnings, supplier: windowMissing,
			Doc: "Something is ordered once a year or less, and no order window says when. What happens so rarely is in nobody's routine, and a " +
				"missed order is missed for a year. Ask the supplier by when orders must be in, and write the window down.",
		},
		{
			Name: "order-window-too-late", Needs: NeedsTime, Route: model.RouteWork, Severity: firstOnly, supplier: windowTooLate,
			Doc: "The window opens too late for the day on which the goods are needed: even an order on its first day arrives after that. Ask the " +
				"supplier for an earlier slot, another route or a loan, or move the day of need.",
		},
	}
}

func recurrenceSkips(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, w := range e.s.OrderWindows {
		if why := w.Dates.Skips(); why != "" {
			f := e.about("order-window/"+w.ID, w.Pos, suppliesOf(e, w))
			f.Message = fmt.Sprintf("The order window %q leaves out dates: %s.", w.Title, why)
			found = append(found, e.askAbout(f, "Check the recurrence", w.Title, "Compare it with what was agreed.")...)
		}
	}
	for _, d := range e.s.Deliveries {
		if why := d.Schedule.Skips(); why != "" {
			f := e.about("delivery/"+d.ID, d.Pos, e.s.Supplies)
			f.Message = fmt.Sprintf("The delivery %q leaves out dates: %s.", d.Title, why)
			found = append(found, e.askAbout(f, "Check the recurrence", d.Title, "Compare it with what was agreed.")...)
		}
	}
	return found
}
