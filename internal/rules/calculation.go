package rules

import (
	"fmt"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// noticeArithmetic returns how the days of a notice were computed, the last one first.
func noticeArithmetic(e *supplierEval, t *contractTerm) []string {
	n := t.days
	how := endArithmetic(e, t)
	clear := ""
	if t.Contract.ClearDays {
		clear = ", and one more for clear days"
	}
	how = append(how, fmt.Sprintf("Last notice day %s = %s before the end%s.", long(n.LastNotice), counted(*t.Contract.Notice, e.s.Calendar), clear))
	if n.ReceiveBy != n.LastNotice {
		how = append(how, fmt.Sprintf("To be received by %s = the last business day by then (%s).", long(n.ReceiveBy), calendarName(e.s.Calendar)))
	}
	if !t.Contract.Delivery.IsZero() {
		how = append(how, fmt.Sprintf("To be sent by %s = %s earlier.", long(n.SendBy), counted(t.Contract.Delivery, e.s.Calendar)))
	}
	if !t.Contract.DecideWithin.IsZero() {
		how = append(how, fmt.Sprintf("To be decided by %s = %s earlier.", long(n.DecideBy), counted(t.Contract.DecideWithin, e.ownCalendar)))
	}
	return how
}

// endArithmetic returns where the end of the term in force comes from.
func endArithmetic(e *supplierEval, t *contractTerm) []string {
	switch {
	case openEnded(t.Contract):
		return []string{fmt.Sprintf("End %s = notice received %s, plus %s, to the next exit day.", long(t.Standing.End), long(t.received), *t.Contract.Notice)}
	case len(renewals(e, t.Contract)) > 0:
		return []string{fmt.Sprintf("End %s = as renewed.", long(t.Standing.End))}
	case t.Standing.Renewals > 0:
		return []string{fmt.Sprintf("End %s = the end after %s of %s.", long(t.Standing.End), count(t.Standing.Renewals, "renewal"), t.Contract.RenewalTerm)}
	case t.Contract.Ends.IsZero():
		return []string{fmt.Sprintf("End %s = %s from %s on.", long(t.Standing.End), t.Contract.Term, long(t.Contract.Starts))}
	}
	return nil
}

// orderArithmetic returns how the last days to order and to ask for approval were computed.
func orderArithmetic(e *supplierEval, o *windowOccurrence) []string {
	d := o.dates
	how := make([]string, 0, 2)
	switch d.Binding {
	case civil.BindingLeadTime:
		how = append(how, needArithmetic(e, o))
	case civil.BindingStock:
		how = append(how, fmt.Sprintf("Last day to order %s = the stock runs out %s, less lead time %s and safety %s.", long(d.OrderBy),
			long(stockOut(o.binds)), counted(o.binds.LeadTime, e.s.Calendar), counted(o.binds.Safety, e.ownCalendar)))
	default:
		how = append(how, fmt.Sprintf("Last day to order %s = the window's last day.", long(d.OrderBy)))
	}
	if !o.Window.Approval.IsZero() {
		how = append(how, fmt.Sprintf("Last day to request %s = %s before.", long(d.RequestBy), counted(o.Window.Approval, e.ownCalendar)))
	}
	return how
}

func needArithmetic(e *supplierEval, o *windowOccurrence) string {
	var leadTime civil.Period
	if o.binds != nil {
		leadTime = o.binds.LeadTime
	}
	return fmt.Sprintf("Last day to order %s = needed by %s, less receiving %s and lead time %s.", long(o.dates.NeedBound), long(o.Window.NeedBy),
		counted(o.Window.Receiving, e.ownCalendar), counted(leadTime, e.s.Calendar))
}

// stockOut returns the day on which a counted stock has run out; zero where it is not counted in pieces or nothing is used.
func stockOut(x *model.Supply) civil.Date {
	if x.Stock == nil {
		return civil.Date{}
	}
	out, _, _ := civil.StockOut(x.Stock.OnHand, x.Stock.DailyUsage, x.Stock.AsOf)
	return out
}
