package findingtext

import (
	"fmt"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

// WindowOpening writes a finding on an order window that opens soon.
func WindowOpening(f *model.Finding, e *obligations.Supplier, o *obligations.Occurrence) {
	do := "Prepare " + headlineBy(e, o.Days.Opens)
	dates := fmt.Sprintf("opens on %s and closes on %s. %s", o.Days.Opens, o.Days.Closes, orderDates(e, o))
	f.Message = fmt.Sprintf("The order window %q %s", o.Window.Title, dates)
	f.Advice.Headline = Headline(e, do, obligations.ItemOf(o)+" order", "")
	f.Advice.Lead = Lead(do, prose.Capital(windowPhrase(e, o))+" "+dates)
	submit := fmt.Sprintf("Submit the purchase request %s.", by(e, o.Dates.RequestBy))
	if o.Dates.RequestBy == o.Dates.OrderBy {
		submit = orderStep(e, o)
	}
	f.Advice.Do = []string{"Agree on quantity and budget.", submit}
}

// WindowOpen writes a finding on an open order window in which nothing is requested, while our approval still fits.
func WindowOpen(f *model.Finding, e *obligations.Supplier, o *obligations.Occurrence) {
	do := "Request " + headlineBy(e, o.Dates.RequestBy)
	steps := []string{fmt.Sprintf("Submit the purchase request %s, and record it with its reference.", by(e, o.Dates.RequestBy)), orderStep(e, o)}
	if o.Dates.RequestBy == o.Dates.OrderBy {
		do, steps = "Order "+headlineBy(e, o.Dates.OrderBy), []string{orderStep(e, o)}
	}
	f.Message = fmt.Sprintf("No purchase request or order recorded for %q. %s", o.Window.Title, orderDates(e, o))
	f.Advice.Headline = Headline(e, do, obligations.ItemOf(o)+" order", ", window ends "+obligations.HeadlineDay(e, o.Days.Closes))
	f.Advice.Lead = Lead(do, fmt.Sprintf("%s %s. %s%s No purchase request or order is recorded.",
		prose.Capital(windowPhrase(e, o)), closes(e, o), orderDates(e, o), approvalTakes(o)))
	f.Advice.Do = append(steps, "Record the order with its reference; if it is skipped on purpose, record why.")
}

// ApprovalTooLate writes a finding on an order for which our usual approval takes too long. Approver is who can approve at once; nil: nobody is named.
func ApprovalTooLate(f *model.Finding, e *obligations.Supplier, o *obligations.Occurrence, approver *model.Team) {
	do, tail := "Approve now", ", order by "+obligations.HeadlineDay(e, o.Dates.OrderBy)
	switch {
	case e.OwnToday == o.Dates.OrderBy:
		do, tail = "Approve and order today", ""
	case e.OwnToday.After(o.Dates.OrderBy):
		do, tail = "Order now", ", window ends "+obligations.HeadlineDay(e, o.Days.Closes)
	}
	f.Message = fmt.Sprintf("No purchase request or order recorded for %q. %s", o.Window.Title, orderDates(e, o))
	f.Advice.Headline = Headline(e, do+tail, obligations.ItemOf(o), "")
	f.Advice.Lead = Lead(do, fmt.Sprintf("%s %s. %s No purchase request or order is recorded.", prose.Capital(windowPhrase(e, o)), closes(e, o), emergency(e, o)))
	f.Advice.Do = []string{
		askTeam("Get the emergency approval", " from ", approver, "."),
		orderStep(e, o),
		"Record the request and the order with their references.",
	}
	f.Advice.Team, f.Advice.OwnStep = approver, "Give the emergency approval (your team is the emergency approver)."
	f.Advice.Call, f.Advice.CallStep, f.Advice.Fallback = true, f.Advice.Do[1], true
}

// emergency compares the days that our approval takes with those that are left.
func emergency(e *obligations.Supplier, o *obligations.Occurrence) string {
	if e.OwnToday.After(o.Dates.OrderBy) {
		return fmt.Sprintf("An order placed by %s would have arrived in time; the delivery will now be late.", o.Dates.OrderBy)
	}
	left := e.OwnCalendar.BusinessDaysBetween(e.OwnToday, o.Dates.OrderBy)
	return fmt.Sprintf("The order must be placed %s. Normal approval takes %s; %s left. Only an emergency approval is still in time.",
		by(e, o.Dates.OrderBy), o.Window.Approval, are(left))
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

// askTeam returns a step that asks a team, with its phone number if it has one; without a team, the step alone.
func askTeam(do, from string, t *model.Team, end string) string {
	if t == nil {
		return do + from + "the approver (none is recorded)" + end
	}
	step := do + from + TeamPhone(t)
	if t.Phone != "" && strings.HasPrefix(end, " ") {
		step += ","
	}
	return step + end
}

// WindowMissed writes a finding on an order window that closed without an order.
func WindowMissed(f *model.Finding, e *obligations.Supplier, o *obligations.Occurrence) {
	f.Message = fmt.Sprintf("The order window %q closed on %s, and no order is recorded. %s", o.Window.Title, o.Days.Closes, nextOpening(o))
	f.Advice.Headline = Headline(e, "Ask for a late order", obligations.ItemOf(o), ", window ended "+obligations.HeadlineDay(e, o.Days.Closes))
	f.Advice.Lead = Lead("Ask for a late order", fmt.Sprintf("%s closed on %s, and no order is recorded. %s",
		prose.Capital(windowPhrase(e, o)), o.Days.Closes, nextOpening(o)))
	f.Advice.Do = []string{
		"If the order was placed, record it with its reference.",
		"Otherwise ask the supplier whether it still accepts a late order.",
		"Agree with operations how long the stock must last.",
		"Record why, if the order was skipped on purpose.",
	}
	f.Advice.Call, f.Advice.CallStep, f.Advice.Fallback = true, f.Advice.Do[1], true
}

func nextOpening(o *obligations.Occurrence) string {
	if o.Next.IsZero() {
		return "It does not open again."
	}
	return fmt.Sprintf("The next one opens on %s.", o.Next)
}

// WindowTooLate writes a finding on an order window that opens too late for the day on which the goods are needed.
func WindowTooLate(f *model.Finding, e *obligations.Supplier, o *obligations.Occurrence) {
	f.Message = fmt.Sprintf("The order window %q opens on %s, too late for delivery by %s: the order would have to be placed by %s.",
		o.Window.Title, o.Days.Opens, o.Window.NeedBy, o.Dates.NeedBound)
	f.Advice.Headline = Headline(e, "Arrange an earlier order", obligations.ItemOf(o), "")
	f.Advice.Lead = Lead("Arrange an earlier order", f.Message)
	f.Advice.Do = []string{"Ask the supplier to accept an order before the window opens.", "Otherwise agree with operations on a later need-by date."}
	f.Advice.How = []string{obligations.NeedArithmetic(e, o)}
}

// ApprovalOverdue writes a finding on an order that was requested and is not placed. Expected is by when it should have been approved; zero: nothing
// is agreed.
func ApprovalOverdue(f *model.Finding, e *obligations.Supplier, o *obligations.Occurrence, expected civil.Date) {
	do, tail := "Get approval now", ", order by "+obligations.HeadlineDay(e, o.Dates.OrderBy)
	switch {
	case e.OwnToday == o.Dates.OrderBy:
		do, tail = "Approve and order today", ""
	case e.OwnToday.After(o.Dates.OrderBy):
		do, tail = "Order now", ", window ends "+obligations.HeadlineDay(e, o.Days.Closes)
	}
	f.Message = fmt.Sprintf("The order for %q was requested%s, and no order is recorded. %s%s",
		o.Window.Title, requestedWhen(o), approvalDue(e, expected), orderDue(e, o))
	f.Advice.Headline = Headline(e, do+tail, obligations.ItemOf(o), "")
	f.Advice.Lead = Lead(do, f.Message)
	request := "the request"
	if o.Request.Reference != "" {
		request = "request " + o.Request.Reference
	}
	f.Advice.Do = []string{
		askTeam("Ask", " ", approverOf(o), " what holds up "+request+"."),
		orderStep(e, o),
		"Record the order with its reference.",
	}
	f.Advice.Team, f.Advice.OwnStep = approverOf(o), "Approve or reject "+request+"."
}

func approverOf(o *obligations.Occurrence) *model.Team {
	if o.Window.Approver != nil {
		return o.Window.Approver
	}
	return o.Window.EmergencyApprover
}

func approvalDue(e *obligations.Supplier, expected civil.Date) string {
	if expected.IsZero() || !expected.Before(e.OwnToday) {
		return ""
	}
	return fmt.Sprintf("Approval was due by %s. ", expected)
}

func requestedWhen(o *obligations.Occurrence) string {
	text := ""
	if !o.Request.At.IsZero() {
		text = " on " + o.Request.At.Date.String()
	}
	if o.Request.Reference != "" {
		text += " (" + o.Request.Reference + ")"
	}
	return text
}

// windowPhrase returns the window for a paragraph: the order window "yearly allocation" for 193 nm photoresist at ACME Photoresist GmbH.
func windowPhrase(e *obligations.Supplier, o *obligations.Occurrence) string {
	name := "the order window " + prose.Quote(o.Window.Title)
	if len(o.Window.Supplies) > 0 {
		name += " for " + obligations.ItemOf(o)
	}
	return name + " at " + e.Entry.Name
}

// closes returns when the window closes, as a verb.
func closes(e *obligations.Supplier, o *obligations.Occurrence) string {
	if o.Days.Closes == e.OwnToday {
		return "closes today, " + o.Days.Closes.String()
	}
	return "closes on " + o.Days.Closes.String()
}

// orderDates returns by when the purchase request and the order are due, or were.
func orderDates(e *obligations.Supplier, o *obligations.Occurrence) string {
	request := fmt.Sprintf("The request is due %s; the ", by(e, o.Dates.RequestBy))
	switch {
	case o.Dates.RequestBy == o.Dates.OrderBy:
		return orderDue(e, o)
	case o.Dates.RequestBy.Before(e.OwnToday):
		request = fmt.Sprintf("The request was due on %s; the ", o.Dates.RequestBy)
	}
	return request + orderDue(e, o)[len("The "):]
}

// orderDue returns by when the order must be placed, or until when the window is open where that day has passed.
func orderDue(e *obligations.Supplier, o *obligations.Occurrence) string {
	if e.OwnToday.After(o.Dates.OrderBy) {
		return fmt.Sprintf("The order was due on %s; the window %s.", o.Dates.OrderBy, closes(e, o))
	}
	return fmt.Sprintf("The order must be placed %s.", by(e, o.Dates.OrderBy))
}

// approvalTakes returns how long our approval takes, if it takes any time.
func approvalTakes(o *obligations.Occurrence) string {
	if o.Window.Approval.IsZero() {
		return ""
	}
	return fmt.Sprintf(" Our approval takes %s.", o.Window.Approval)
}

// orderStep returns what to order, and by when.
func orderStep(e *obligations.Supplier, o *obligations.Occurrence) string {
	what := obligations.ItemOf(o)
	if len(o.Window.Supplies) == 1 && o.Window.Supplies[0].AnnualQuantity != "" {
		what = o.Window.Supplies[0].AnnualQuantity + " of " + what
	}
	if e.OwnToday.After(o.Dates.OrderBy) {
		return "Order " + what + " at once, and ask for the earliest delivery date."
	}
	return "Order " + what + " " + by(e, o.Dates.OrderBy) + "."
}
