package rules

import (
	"fmt"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

func init() {
	register(subject{
		changes: windowChanges,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
			"order-window-opening":           windowOpening,
			"order-window-open":              windowOpen,
			"order-window-closing":           windowClosing,
			"order-window-approval-too-late": approvalTooLate,
			"order-window-missed":            windowMissed,
			"order-window-missing":           windowMissing,
			"order-window-too-late":          windowTooLate,
		},
	})
}

// aboutOccurrence begins a finding on one occurrence of an order window.
func aboutOccurrence(e *obligations.Supplier, o *obligations.Occurrence) model.Finding {
	f := about(e, model.KindOrderWindow.Subject(o.Window.ID), o.Window.Pos, obligations.SuppliesOf(e, o.Window))
	f.Occurrence = o.Days.Opens.String()
	f.Due = o.Dates.RequestBy
	f.ExpiresOn = o.Ends
	f.KeyDates = obligations.ComingDays(e, o.Dates.RequestBy, o.Dates.OrderBy, o.Days.Closes)
	f.Advice.How = obligations.OrderArithmetic(e, o)
	return f
}

// occurrencesIn returns the occurrences of all windows in a state.
func occurrencesIn(e *obligations.Supplier, state string) []*obligations.Occurrence {
	var found []*obligations.Occurrence
	for _, o := range e.Occurrences {
		if o.State == state {
			found = append(found, o)
		}
	}
	return found
}

// windowPhrase returns the window for a paragraph: the order window "yearly allocation" for 193 nm photoresist at ACME Photoresist GmbH.
func windowPhrase(e *obligations.Supplier, o *obligations.Occurrence) string {
	name := "the order window " + prose.Quote(o.Window.Title)
	if len(o.Window.Supplies) > 0 {
		name += " for " + obligations.ItemOf(o)
	}
	return name + " at " + e.Entry.Name
}

func windowOpening(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, o := range occurrencesIn(e, obligations.StateUpcoming) {
		if o.Days.Opens.After(e.Horizon("order-window-opening")) {
			continue
		}
		f := aboutOccurrence(e, o)
		f.Message = fmt.Sprintf("The order window %q opens on %s and closes on %s; the order must be requested by %s.",
			o.Window.Title, o.Days.Opens, o.Days.Closes, o.Dates.RequestBy)
		do := "Prepare by " + obligations.HeadlineDay(e, o.Days.Opens)
		f.Advice.Headline = headline(e, do, obligations.ItemOf(o)+" order", "")
		f.Advice.Lead = lead(do, fmt.Sprintf("%s opens on %s and closes on %s. The order must be requested by %s.",
			prose.Capital(windowPhrase(e, o)), prose.Long(o.Days.Opens), prose.Long(o.Days.Closes), prose.Long(o.Dates.RequestBy)))
		f.Advice.Do = []string{"Settle quantity and budget.", "Request the order once the window is open."}
		found = append(found, f)
	}
	return found
}

func windowOpen(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, o := range occurrencesIn(e, obligations.StateOpenNow) {
		f := aboutOccurrence(e, o)
		f.Message = fmt.Sprintf("The order window %q is open until %s and nothing is requested; the last day to request is %s.",
			o.Window.Title, o.Days.Closes, o.Dates.RequestBy)
		adviseRequest(e, &f, o)
		found = append(found, f)
	}
	return found
}

func windowClosing(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, o := range occurrencesIn(e, obligations.StateActNow) {
		f := aboutOccurrence(e, o)
		f.Message = fmt.Sprintf("The order for %q must be requested by %s, so that it is out by %s; nothing is requested.",
			o.Window.Title, o.Dates.RequestBy, o.Dates.OrderBy)
		adviseRequest(e, &f, o)
		found = append(found, f)
	}
	return found
}

// adviseRequest asks for the request while the ordinary approval still fits.
func adviseRequest(e *obligations.Supplier, f *model.Finding, o *obligations.Occurrence) {
	do := "Request by " + obligations.HeadlineDay(e, o.Dates.RequestBy)
	if o.Dates.RequestBy == e.OwnToday {
		do = "Request today"
	}
	f.Advice.Headline = headline(e, do, obligations.ItemOf(o)+" order", ", ends "+obligations.HeadlineDay(e, o.Days.Closes))
	f.Advice.Lead = lead(do, fmt.Sprintf("%s closes on %s; the last day to order is %s.%s No request and no order is recorded.",
		prose.Capital(windowPhrase(e, o)), prose.Long(o.Days.Closes), prose.Long(o.Dates.OrderBy), takes(o)))
	f.Advice.Do = []string{
		"Request the order and record the request with its reference.",
		orderStep(o),
		"If this one is left out on purpose, record why.",
	}
}

// takes returns how long our approval takes, if it takes any time.
func takes(o *obligations.Occurrence) string {
	if o.Window.Approval.IsZero() {
		return ""
	}
	return fmt.Sprintf(" Our approval takes %s.", o.Window.Approval)
}

// orderStep returns what to order, and by when.
func orderStep(o *obligations.Occurrence) string {
	step := "Order " + obligations.ItemOf(o)
	if len(o.Window.Supplies) == 1 && o.Window.Supplies[0].AnnualQuantity != "" {
		step = "Order " + o.Window.Supplies[0].AnnualQuantity + " " + obligations.ItemOf(o)
	}
	return step + fmt.Sprintf(" by %s.", prose.Long(o.Dates.OrderBy))
}

func approvalTooLate(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, o := range occurrencesIn(e, obligations.StateTooLate) {
		f := aboutOccurrence(e, o)
		approver := firstTeam(o.Window.EmergencyApprover, o.Window.Approver)
		f.FirstStep = firstTeam(approver, e.Entry.Owner)
		f.OverrideQuietHours = e.OwnToday == o.Dates.OrderBy
		f.Message = fmt.Sprintf("The order window %q closes on %s, and the order had to be requested by %s; no request and no order is recorded.",
			o.Window.Title, o.Days.Closes, o.Dates.RequestBy)
		if o.Dates.Binding != civil.BindingWindow {
			f.Message = fmt.Sprintf("The order for %q must be out by %s and had to be requested by %s; no request and no order is recorded.",
				o.Window.Title, o.Dates.OrderBy, o.Dates.RequestBy)
		}
		f.Advice.Headline = headline(e, "Approve today", obligations.ItemOf(o)+" order", fmt.Sprintf(", ends %d %.3s", o.Days.Closes.Day, o.Days.Closes.Month))
		f.Advice.Lead = lead("Approve today", prose.Capital(windowPhrase(e, o))+" closes on "+prose.Long(o.Days.Closes)+"."+daysLeftPhrase(e, o)+
			" No request and no order is recorded.")
		f.Advice.Do = []string{approvalStep(approver), orderStep(o), "Record the request and the order with their references."}
		f.Advice.Call = true
		found = append(found, f)
	}
	return found
}

// daysLeftPhrase compares the days our approval takes with those that are left.
func daysLeftPhrase(e *obligations.Supplier, o *obligations.Occurrence) string {
	if e.OwnToday.After(o.Dates.OrderBy) {
		return fmt.Sprintf(" The last day to order was %s.", prose.Long(o.Dates.OrderBy))
	}
	left := e.OwnCalendar.BusinessDaysBetween(e.OwnToday, o.Dates.OrderBy)
	return fmt.Sprintf(" Normal approval takes %s; %s left. Only an emergency approval still fits.", o.Window.Approval, are(left))
}

// are writes a number of things with the verb: none is, 1 is, 9 are.
func are(n int) string {
	switch n {
	case 0:
		return "none is"
	case 1:
		return "1 is"
	}
	return fmt.Sprintf("%d are", n)
}

func firstTeam(teams ...*model.Team) *model.Team {
	for _, t := range teams {
		if t != nil {
			return t
		}
	}
	return nil
}

func approvalStep(t *model.Team) string {
	step := "Get the emergency approval"
	if t != nil {
		step += ": " + t.Name()
		if t.Phone != "" {
			step += ", " + t.Phone
		}
	}
	return step + "."
}

func windowMissed(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, o := range occurrencesIn(e, obligations.StateMissed) {
		f := aboutOccurrence(e, o)
		f.Message = fmt.Sprintf("The order window %q closed on %s and no order is recorded; %s.", o.Window.Title, o.Days.Closes, nextOpening(o, civil.Date.String))
		f.Advice.Headline = headline(e, "Ask for a late slot", obligations.ItemOf(o)+" order", ", closed "+obligations.HeadlineDay(e, o.Days.Closes))
		f.Advice.Lead = lead("Ask for a late slot today", fmt.Sprintf("%s closed on %s, and no order is recorded; %s.",
			prose.Capital(windowPhrase(e, o)), prose.Long(o.Days.Closes), nextOpening(o, prose.Long)))
		f.Advice.Do = []string{
			"If the order is out, record it with its reference.",
			"Otherwise call them and ask whether a late order is still taken.",
			"Work out with operations how long the stock must last.",
			"If it was left out on purpose, record why.",
		}
		f.Advice.Call = true
		found = append(found, f)
	}
	return found
}

func nextOpening(o *obligations.Occurrence, write func(civil.Date) string) string {
	if o.Next.IsZero() {
		return "it does not open again"
	}
	return fmt.Sprintf("the next one opens on %s", write(o.Next))
}

func windowMissing(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, x := range e.Entry.Supplies {
		if x.OrdersPerYear <= 0 || x.OrdersPerYear > 1 || hasWindow(e, x) {
			continue
		}
		f := aboutSupply(e, x)
		f.Message = fmt.Sprintf("From %s we order %s once a year or less, and no order window says when.", e.Entry.Name, x.Item)
		found = append(found, askAbout(e, f, "Write down the window", x.Item+" order", "Ask by when orders must be in.", "Add the window.")...)
	}
	return found
}

// hasWindow reports whether a window is there for the supply. One that names no supply is there for all.
func hasWindow(e *obligations.Supplier, x *model.Supply) bool {
	for _, w := range e.Entry.OrderWindows {
		if len(w.Supplies) == 0 || slices.Contains(w.Supplies, x) {
			return true
		}
	}
	return false
}

func windowTooLate(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, o := range e.Occurrences {
		if o.Settled() || !o.Dates.TooLate || o.Window.NeedBy.Before(e.OwnToday) {
			continue
		}
		f := aboutOccurrence(e, o)
		f.Message = fmt.Sprintf("The order window %q opens on %s, too late for what is needed by %s: the order would have to be out by %s.",
			o.Window.Title, o.Days.Opens, o.Window.NeedBy, o.Dates.NeedBound)
		f.Advice.How = []string{obligations.NeedArithmetic(e, o)}
		found = append(found, askAbout(e, f, "Arrange an earlier order", obligations.ItemOf(o), "Ask the supplier for an earlier slot.", "Otherwise move the day of need.")...)
	}
	return found
}

// windowChanges notes the days of all occurrences of order windows.
func windowChanges(t *nextChange) {
	for _, w := range t.eval.Entry.OrderWindows {
		t.on(w.Since)
	}
	for _, o := range t.eval.Occurrences {
		t.on(o.Days.Opens)
		t.onAndAfter(o.Dates.RequestBy, o.Dates.OrderBy)
		t.after(o.Days.Closes, o.Window.NeedBy, o.Ends, obligations.ToldUntil(o))
		t.within(o.Days.Opens, t.eval.Limit("order-window-opening"), t.eval.OwnCalendar)
		t.within(o.Dates.RequestBy, t.eval.Limit("order-window-closing"), t.eval.OwnCalendar)
	}
}
