package rules

import (
	"fmt"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

// noticeArithmetic returns how the days of a notice were computed, the last one first.
func noticeArithmetic(e *obligations.Supplier, t *obligations.ContractTerm) []string {
	n := t.Notice
	how := endArithmetic(e, t)
	clear := ""
	if t.Contract.ClearDays {
		clear = ", and one more for clear days"
	}
	how = append(how, fmt.Sprintf("Last notice day %s = %s before the end%s.", prose.Long(n.LastNotice), prose.Counted(*t.Contract.Notice, e.Entry.Calendar), clear))
	if n.ReceiveBy != n.LastNotice {
		how = append(how, fmt.Sprintf("To be received by %s = the last business day by then (%s).", prose.Long(n.ReceiveBy), prose.CalendarName(e.Entry.Calendar)))
	}
	if !t.Contract.Delivery.IsZero() {
		how = append(how, fmt.Sprintf("To be sent by %s = %s earlier.", prose.Long(n.SendBy), prose.Counted(t.Contract.Delivery, e.Entry.Calendar)))
	}
	if !t.Contract.DecideWithin.IsZero() {
		how = append(how, fmt.Sprintf("To be decided by %s = %s earlier.", prose.Long(n.DecideBy), prose.Counted(t.Contract.DecideWithin, e.OwnCalendar)))
	}
	return how
}

// endArithmetic returns where the end of the term in force comes from.
func endArithmetic(e *obligations.Supplier, t *obligations.ContractTerm) []string {
	switch {
	case obligations.OpenEnded(t.Contract):
		return []string{fmt.Sprintf("End %s = notice received %s, plus %s, to the next exit day.", prose.Long(t.Standing.End), prose.Long(t.Received), *t.Contract.Notice)}
	case len(obligations.Renewals(e, t.Contract)) > 0:
		return []string{fmt.Sprintf("End %s = as renewed.", prose.Long(t.Standing.End))}
	case t.Standing.Renewals > 0:
		return []string{fmt.Sprintf("End %s = the end after %s of %s.", prose.Long(t.Standing.End), prose.Count(t.Standing.Renewals, "renewal"), t.Contract.RenewalTerm)}
	case t.Contract.Ends.IsZero():
		return []string{fmt.Sprintf("End %s = %s from %s on.", prose.Long(t.Standing.End), t.Contract.Term, prose.Long(t.Contract.Starts))}
	}
	return nil
}

// orderArithmetic returns how the last days to order and to ask for approval were computed.
func orderArithmetic(e *obligations.Supplier, o *obligations.Occurrence) []string {
	d := o.Dates
	how := make([]string, 0, 2)
	switch d.Binding {
	case civil.BindingLeadTime:
		how = append(how, needArithmetic(e, o))
	case civil.BindingStock:
		how = append(how, fmt.Sprintf("Last day to order %s = the stock runs out %s, less lead time %s and safety %s.", prose.Long(d.OrderBy),
			prose.Long(obligations.StockOut(o.Binds)), prose.Counted(o.Binds.LeadTime, e.Entry.Calendar), prose.Counted(o.Binds.Safety, e.OwnCalendar)))
	default:
		how = append(how, fmt.Sprintf("Last day to order %s = the window's last day.", prose.Long(d.OrderBy)))
	}
	if !o.Window.Approval.IsZero() {
		how = append(how, fmt.Sprintf("Last day to request %s = %s before.", prose.Long(d.RequestBy), prose.Counted(o.Window.Approval, e.OwnCalendar)))
	}
	return how
}

func needArithmetic(e *obligations.Supplier, o *obligations.Occurrence) string {
	var leadTime civil.Period
	if o.Binds != nil {
		leadTime = o.Binds.LeadTime
	}
	return fmt.Sprintf("Last day to order %s = needed by %s, less receiving %s and lead time %s.", prose.Long(o.Dates.NeedBound), prose.Long(o.Window.NeedBy),
		prose.Counted(o.Window.Receiving, e.OwnCalendar), prose.Counted(leadTime, e.Entry.Calendar))
}
