package rules

import (
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

var _ = register(subject{
	changes: windowChanges,
	supplier: map[string]func(*supplierEval) []model.Finding{
		"order-window-opening":           windowOpening,
		"order-window-open":              windowOpen,
		"order-window-closing":           windowClosing,
		"order-window-approval-too-late": approvalTooLate,
		"order-window-missed":            windowMissed,
		"order-window-missing":           windowMissing,
		"order-window-too-late":          windowTooLate,
	},
})

// aboutOccurrence begins a finding on one occasion of an order window.
func aboutOccurrence(e *supplierEval, o *windowOccurrence) model.Finding {
	f := e.about(model.KindOrderWindow.Subject(o.Window.ID), o.Window.Pos, suppliesOf(e, o.Window))
	f.Occurrence = o.Days.Opens.String()
	f.Due = o.dates.RequestBy
	f.ExpiresOn = o.ends
	f.KeyDates = comingDays(e, o.dates.RequestBy, o.dates.OrderBy, o.Days.Closes)
	f.Advice.How = orderArithmetic(e, o)
	return f
}

// occurrencesIn returns the occasions of all windows in a state.
func occurrencesIn(e *supplierEval, state string) []*windowOccurrence {
	var found []*windowOccurrence
	for _, o := range e.occurrences {
		if o.state == state {
			found = append(found, o)
		}
	}
	return found
}

// item returns what is ordered.
func item(o *windowOccurrence) string {
	if len(o.Window.Supplies) == 0 {
		return o.Window.Title
	}
	items := make([]string, len(o.Window.Supplies))
	for i, x := range o.Window.Supplies {
		items[i] = x.Item
	}
	return strings.Join(items, ", ")
}

// windowPhrase returns the window for a paragraph: the order window "yearly allocation" for 193 nm photoresist at ACME Photoresist GmbH.
func windowPhrase(e *supplierEval, o *windowOccurrence) string {
	name := "the order window " + quote(o.Window.Title)
	if len(o.Window.Supplies) > 0 {
		name += " for " + item(o)
	}
	return name + " at " + e.s.Name
}

func quote(s string) string { return `"` + s + `"` }

// capital writes the first letter of an ASCII sentence large.
func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func windowOpening(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, o := range occurrencesIn(e, stateUpcoming) {
		if o.Days.Opens.After(e.horizon("order-window-opening")) {
			continue
		}
		f := aboutOccurrence(e, o)
		f.Message = fmt.Sprintf("The order window %q opens on %s and closes on %s; the order must be requested by %s.",
			o.Window.Title, o.Days.Opens, o.Days.Closes, o.dates.RequestBy)
		do := "Prepare by " + e.short(o.Days.Opens)
		f.Advice.Headline = e.headline(do, item(o)+" order", "")
		f.Advice.Lead = lead(do, fmt.Sprintf("%s opens on %s and closes on %s. The order must be requested by %s.",
			capital(windowPhrase(e, o)), long(o.Days.Opens), long(o.Days.Closes), long(o.dates.RequestBy)))
		f.Advice.Do = []string{"Settle quantity and budget.", "Request the order once the window is open."}
		found = append(found, f)
	}
	return found
}

func windowOpen(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, o := range occurrencesIn(e, stateOpenNow) {
		f := aboutOccurrence(e, o)
		f.Message = fmt.Sprintf("The order window %q is open until %s and nothing is requested; the last day to request is %s.",
			o.Window.Title, o.Days.Closes, o.dates.RequestBy)
		adviseRequest(e, &f, o)
		found = append(found, f)
	}
	return found
}

func windowClosing(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, o := range occurrencesIn(e, stateActNow) {
		f := aboutOccurrence(e, o)
		f.Message = fmt.Sprintf("The order for %q must be requested by %s, so that it is out by %s; nothing is requested.",
			o.Window.Title, o.dates.RequestBy, o.dates.OrderBy)
		adviseRequest(e, &f, o)
		found = append(found, f)
	}
	return found
}

// adviseRequest asks for the request while the ordinary approval still fits.
func adviseRequest(e *supplierEval, f *model.Finding, o *windowOccurrence) {
	do := "Request by " + e.short(o.dates.RequestBy)
	if o.dates.RequestBy == e.today {
		do = "Request today"
	}
	f.Advice.Headline = e.headline(do, item(o)+" order", ", ends "+e.short(o.Days.Closes))
	f.Advice.Lead = lead(do, fmt.Sprintf("%s closes on %s; the last day to order is %s.%s No request and no order is recorded.",
		capital(windowPhrase(e, o)), long(o.Days.Closes), long(o.dates.OrderBy), takes(o)))
	f.Advice.Do = []string{
		"Request the order and record the request with its reference.",
		orderStep(o),
		"If this one is left out on purpose, record why.",
	}
}

// takes returns how long our approval takes, if it takes any time.
func takes(o *windowOccurrence) string {
	if o.Window.Approval.IsZero() {
		return ""
	}
	return fmt.Sprintf(" Our approval takes %s.", o.Window.Approval)
}

// orderStep returns what to order, and by when.
func orderStep(o *windowOccurrence) string {
	step := "Order " + item(o)
	if len(o.Window.Supplies) == 1 && o.Window.Supplies[0].AnnualQuantity != "" {
		step = "Order " + o.Window.Supplies[0].AnnualQuantity + " " + item(o)
	}
	return step + fmt.Sprintf(" by %s.", long(o.dates.OrderBy))
}

func approvalTooLate(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, o := range occurrencesIn(e, stateTooLate) {
		f := aboutOccurrence(e, o)
		approver := firstTeam(o.Window.EmergencyApprover, o.Window.Approver)
		f.FirstStep = firstTeam(approver, e.s.Owner)
		f.OverrideQuietHours = e.today == o.dates.OrderBy
		f.Message = fmt.Sprintf("The order window %q closes on %s, and the order had to be requested by %s; no request and no order is recorded.",
			o.Window.Title, o.Days.Closes, o.dates.RequestBy)
		if o.dates.Binding != civil.BindingWindow {
			f.Message = fmt.Sprintf("The order for %q must be out by %s and had to be requested by %s; no request and no order is recorded.",
				o.Window.Title, o.dates.OrderBy, o.dates.RequestBy)
		}
		f.Advice.Headline = e.headline("Approve today", item(o)+" order", fmt.Sprintf(", ends %d %.3s", o.Days.Closes.Day, o.Days.Closes.Month))
		f.Advice.Lead = lead("Approve today", capital(windowPhrase(e, o))+" closes on "+long(o.Days.Closes)+"."+daysLeftPhrase(e, o)+
			" No request and no order is recorded.")
		f.Advice.Do = []string{approvalStep(approver), orderStep(o), "Record the request and the order with their references."}
		f.Advice.Call = true
		found = append(found, f)
	}
	return found
}

// daysLeftPhrase compares the days our approval takes with those that are left.
func daysLeftPhrase(e *supplierEval, o *windowOccurrence) string {
	if e.today.After(o.dates.OrderBy) {
		return fmt.Sprintf(" The last day to order was %s.", long(o.dates.OrderBy))
	}
	left := e.ownCalendar.BusinessDaysBetween(e.today, o.dates.OrderBy)
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

func windowMissed(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, o := range occurrencesIn(e, stateMissed) {
		f := aboutOccurrence(e, o)
		f.Message = fmt.Sprintf("The order window %q closed on %s and no order is recorded; %s.", o.Window.Title, o.Days.Closes, nextOpening(o, civil.Date.String))
		f.Advice.Headline = e.headline("Ask for a late slot", item(o)+" order", ", closed "+e.short(o.Days.Closes))
		f.Advice.Lead = lead("Ask for a late slot today", fmt.Sprintf("%s closed on %s, and no order is recorded; %s.",
			capital(windowPhrase(e, o)), long(o.Days.Closes), nextOpening(o, long)))
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

func nextOpening(o *windowOccurrence, write func(civil.Date) string) string {
	if o.next.IsZero() {
		return "it does not open again"
	}
	return fmt.Sprintf("the next one opens on %s", write(o.next))
}

func windowMissing(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, x := range e.s.Supplies {
		if x.OrdersPerYear <= 0 || x.OrdersPerYear > 1 || hasWindow(e, x) {
			continue
		}
		f := aboutSupply(e, x)
		f.Message = fmt.Sprintf("From %s we order %s once a year or less, and no order window says when.", e.s.Name, x.Item)
		found = append(found, e.askAbout(f, "Write down the window", x.Item+" order", "Ask by when orders must be in.", "Add the window.")...)
	}
	return found
}

// hasWindow reports whether a window is there for the supply. One that names no supply is there for all.
func hasWindow(e *supplierEval, x *model.Supply) bool {
	for _, w := range e.s.OrderWindows {
		if len(w.Supplies) == 0 || slices.Contains(w.Supplies, x) {
			return true
		}
	}
	return false
}

func windowTooLate(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, o := range e.occurrences {
		if o.settled() || !o.dates.TooLate || o.Window.NeedBy.Before(e.today) {
			continue
		}
		f := aboutOccurrence(e, o)
		f.Message = fmt.Sprintf("The order window %q opens on %s, too late for what is needed by %s: the order would have to be out by %s.",
			o.Window.Title, o.Days.Opens, o.Window.NeedBy, o.dates.NeedBound)
		f.Advice.How = []string{needArithmetic(e, o)}
		found = append(found, e.askAbout(f, "Arrange an earlier order", item(o), "Ask the supplier for an earlier slot.", "Otherwise move the day of need.")...)
	}
	return found
}

// windowChanges notes the days of all occurrences of order windows.
func windowChanges(t *nextChange) {
	for _, w := range t.eval.s.OrderWindows {
		t.on(w.Since)
	}
	for _, o := range t.eval.occurrences {
		t.on(o.Days.Opens)
		t.onAndAfter(o.dates.RequestBy, o.dates.OrderBy)
		t.after(o.Days.Closes, o.Window.NeedBy, o.ends, toldUntil(o))
		t.within(o.Days.Opens, t.eval.limit("order-window-opening"), t.eval.ownCalendar)
		t.within(o.dates.RequestBy, t.eval.limit("order-window-closing"), t.eval.ownCalendar)
	}
}
