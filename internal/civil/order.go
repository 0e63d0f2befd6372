package civil

// Order holds what decides when an order must be placed: the window, the day the goods are needed, and the day the stock runs out.
// Fields that are zero do not count.
type Order struct {
	Window    Occurrence
	NeedBy    Date
	Receiving Period // from arrival at our door until usable
	Lead      Period // from the order to the arrival
	StockOut  Date   // the day on which nothing is left; see StockOut
	Safety    Period
	Approval  Period    // our own lead time to a signed order
	Theirs    *Calendar // counts the lead time
	Ours      *Calendar // counts receiving, safety and approval
}

// Binding is what decides the order day.
type Binding string

// The bindings, in the order in which they win a tie.
const (
	BindingNone     Binding = ""
	BindingWindow   Binding = "window"
	BindingLeadTime Binding = "lead-time"
	BindingStock    Binding = "stock"
)

// OrderDates are the days that lead to an order in time.
type OrderDates struct {
	OrderBy   Date // zero if nothing binds
	RequestBy Date // the last day to ask for approval; OrderBy itself if none is needed
	Binding   Binding

	NeedBound  Date // the last day to order for the day of need, binding or not
	StockBound Date // the last day to order before the stock runs out, binding or not
	// TooLate means that NeedBound lies before the window opens: an order in this window arrives too late.
	TooLate bool
}

// Dates returns the days. OrderBy is the earliest of the closing day and the two bounds; a bound that lies before the window opens
// cannot be met and does not move it.
func (o Order) Dates() OrderDates {
	d := OrderDates{
		NeedBound:  o.NeedBy.Minus(o.Receiving, o.Ours).Minus(o.Lead, o.Theirs),
		StockBound: o.StockOut.Minus(o.Lead, o.Theirs).Minus(o.Safety, o.Ours),
	}
	d.TooLate = !d.NeedBound.IsZero() && d.NeedBound.Before(o.Window.Opens)
	d.bind(o.Window.Closes, BindingWindow, o.Window.Opens)
	d.bind(d.NeedBound, BindingLeadTime, o.Window.Opens)
	d.bind(d.StockBound, BindingStock, o.Window.Opens)
	d.RequestBy = d.OrderBy.Minus(o.Approval, o.Ours)
	return d
}

// bind moves OrderBy to bound if that is earlier and not before opens.
func (d *OrderDates) bind(bound Date, by Binding, opens Date) {
	if bound.IsZero() || bound.Before(opens) {
		return
	}
	if d.OrderBy.IsZero() || bound.Before(d.OrderBy) {
		d.OrderBy, d.Binding = bound, by
	}
}

// Phase is the state of an occurrence without any action on a day.
type Phase string

// The phases, in the order in which the first that holds is taken.
const (
	PhaseMissed          Phase = "missed"
	PhaseApprovalTooLate Phase = "approval-too-late"
	PhaseActNow          Phase = "act-now"
	PhaseUpcoming        Phase = "upcoming"
	PhaseOpen            Phase = "open"
)

// Phase returns the phase of the occurrence w on today. It is time to act from warn days before the last day to ask for approval.
func (d OrderDates) Phase(w Occurrence, today Date, warn int) Phase {
	return d.PhaseWith(w, today, today, warn)
}

// PhaseWith is Phase where it may be another day at the owner, who asks for approval, than at the supplier, whose window it is.
func (d OrderDates) PhaseWith(w Occurrence, ours, theirs Date, warn int) Phase {
	switch {
	case theirs.After(w.Closes):
		return PhaseMissed
	case ours.After(d.RequestBy):
		return PhaseApprovalTooLate
	case d.RequestBy.DaysSince(ours) <= warn:
		return PhaseActNow
	case theirs.Before(w.Opens):
		return PhaseUpcoming
	default:
		return PhaseOpen
	}
}
