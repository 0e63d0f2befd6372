package obligations

import (
	"fmt"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/stockcoverage"
)

// NoticeArithmetic returns how the days of a notice were computed, the last one first.
func NoticeArithmetic(e *Supplier, o *NoticeObligation) []string {
	t, n := o.Term, o.NoticeDates
	how := endAfter(e, t, o.End, o.Nth)
	clear := ""
	if t.Contract.ClearDays {
		clear = ", and one more for clear days"
	}
	how = append(how, fmt.Sprintf("Last notice day %s = %s before the end%s.", n.LastNotice, prose.Counted(*t.Contract.Notice, e.Entry.Calendar), clear))
	if n.ReceiveBy != n.LastNotice {
		how = append(how, fmt.Sprintf("Supplier must receive it by %s = last business day by then (%s).", n.ReceiveBy, prose.CalendarName(e.Entry.Calendar)))
	}
	if !t.Contract.Delivery.IsZero() {
		how = append(how, fmt.Sprintf("Send by %s = %s earlier.", n.SendBy, prose.Counted(t.Contract.Delivery, e.Entry.Calendar)))
	}
	if !t.Contract.DecideWithin.IsZero() {
		how = append(how, fmt.Sprintf("Decide by %s = %s earlier.", n.DecideBy, prose.Counted(t.Contract.DecideWithin, e.OwnCalendar)))
	}
	return append(how, uncertain(NoticeKnownUntil(e, t.Contract, o.ContractEnd))...)
}

// EndArithmetic returns where the end of the term in force comes from.
func EndArithmetic(e *Supplier, t *ContractTerm) []string {
	end := t.Current.End
	switch {
	case t.Theirs != nil:
		return []string{fmt.Sprintf("End %s = according to the supplier's notice.", end)}
	case OpenEnded(t.Contract):
		return []string{fmt.Sprintf("End %s = notice received %s, plus %s, to the next exit day.", end, t.Received.On, *t.Contract.Notice)}
	}
	var how []string
	if last, found := t.Agreement.EndOn(t.Current.End); found {
		how = endAfter(e, t, last.End, last.Nth)
	}
	if futile := t.WithoutEffect(); futile != "" {
		how = append(how, futile)
	}
	return how
}

// endAfter returns where an end of a contract comes from that so many renewals precede.
func endAfter(e *Supplier, t *ContractTerm, end civil.Date, nth int) []string {
	byHand := len(Renewals(e, t.Contract))
	switch {
	case nth > 0:
		return []string{fmt.Sprintf("End %s = end after %s of %s.", end, prose.Count(nth+byHand, "renewal"), t.Contract.RenewalTerm)}
	case byHand > 0:
		return []string{fmt.Sprintf("End %s = according to the renewal.", end)}
	case t.Contract.Ends.IsZero():
		return []string{fmt.Sprintf("End %s = %s from %s.", end, t.Contract.Term, t.Contract.Starts)}
	}
	return nil
}

// OrderArithmetic returns how the last days to order and to ask for approval were computed.
func OrderArithmetic(e *Supplier, o *Occurrence) []string {
	d := o.Dates
	how := make([]string, 0, 2)
	switch d.Binding {
	case civil.BindingLeadTime:
		how = append(how, NeedArithmetic(e, o))
	case civil.BindingStock:
		how = append(how, fmt.Sprintf("Last day to order %s = stock runs out on %s, less lead time %s and safety margin %s.", d.OrderBy,
			stockcoverage.CountRunsOut(o.Binds), prose.Counted(o.Binds.LeadTime, e.Entry.Calendar), prose.Counted(o.Binds.Safety, e.OwnCalendar)))
	default:
		how = append(how, fmt.Sprintf("Last day to order %s = last day of the window.", d.OrderBy))
	}
	if !o.Window.Approval.IsZero() {
		how = append(how, fmt.Sprintf("Last day to request %s = %s earlier.", d.RequestBy, prose.Counted(o.Window.Approval, e.OwnCalendar)))
	}
	var limit holidayLimit
	limit.count(e.OwnCalendar, o.lastCounted())
	limit.count(e.Entry.Calendar, o.lastCounted())
	return append(how, uncertain(limit.until)...)
}

// NeedArithmetic returns how the last day to order follows from the day on which the goods are needed, in one sentence.
func NeedArithmetic(e *Supplier, o *Occurrence) string {
	var leadTime civil.Period
	if o.Binds != nil {
		leadTime = o.Binds.LeadTime
	}
	return fmt.Sprintf("Last day to order %s = needed by %s, less receiving %s and lead time %s.", o.Dates.NeedBound, o.Window.NeedBy,
		prose.Counted(o.Window.Receiving, e.OwnCalendar), prose.Counted(leadTime, e.Entry.Calendar))
}
