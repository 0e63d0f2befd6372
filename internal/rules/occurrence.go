package rules

import (
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// The states of an occasion of an order window, beside the phases of civil that it goes through while nothing is recorded.
const (
	stateConfirmed = "confirmed"
	statePlaced    = "placed"
	stateWaived    = "waived"
	stateRequested = "requested"
	stateMissed    = string(civil.PhaseMissed)
	stateTooLate   = string(civil.PhaseApprovalTooLate)
	stateActNow    = string(civil.PhaseActNow)
	stateUpcoming  = string(civil.PhaseUpcoming)
	stateOpenNow   = string(civil.PhaseOpen)
)

// windowOccurrence is one occurrence of an order window with its days and with what was done about it.
type windowOccurrence struct {
	Window  *model.OrderWindow
	Days    civil.Occurrence
	dates   civil.OrderDates
	binds   *model.Supply // whose dates these are; nil: no supply's
	state   string
	orders  []order         // that are out
	request model.Requested // the first one recorded
	next    civil.Date      // when the window opens after this; zero: never
	ends    civil.Date      // the last day on which the occasion is judged; zero: until it is settled
}

// settled reports whether nothing is left to do about the occasion.
func (o *windowOccurrence) settled() bool {
	return o.state == stateConfirmed || o.state == statePlaced || o.state == stateWaived
}

const (
	// missedFor is how many days after its close an occasion can still be missed, where nobody wrote since when the window is judged.
	missedFor = 90
	// settledFor is how far back settled occasions are told.
	settledFor = 12
	// maxOccurrences bounds how many past occasions of one window are looked at.
	maxOccurrences = 400
)

// occurrencesOf returns the occasions of a window that matter today: those settled in the last year, the one that was missed, the current one
// (the first whose close is not past) and, if that is settled, the one after it.
func occurrencesOf(e *supplierEval, w *model.OrderWindow) []*windowOccurrence {
	current, ok := w.Dates.Current(later(e.today, w.Since))
	found := pastOccurrences(e, w, current, ok)
	if !ok {
		return found
	}
	now := newOccurrence(e, w, current, true)
	found = append(found, now)
	if after, ok := w.Dates.After(current); ok && now.settled() {
		found = append(found, newOccurrence(e, w, after, false))
	}
	return found
}

// pastOccurrences returns the settled occasions of the last year and the missed one before the current one.
func pastOccurrences(e *supplierEval, w *model.OrderWindow, current civil.Occurrence, ok bool) []*windowOccurrence {
	if !ok {
		current = civil.Occurrence{Opens: e.today.AddDays(1)}
	}
	var found []*windowOccurrence
	before, more := w.Dates.Before(current)
	for i := 0; more && i < maxOccurrences && !before.Closes.Before(w.Since); i++ {
		o := newOccurrence(e, w, before, false)
		recent := !e.today.After(toldUntil(o))
		switch {
		case o.settled() && recent, o.state == stateMissed && i == 0 && stillNews(e, o):
			found = append(found, o)
		case !recent:
			return found
		}
		before, more = w.Dates.Before(before)
	}
	slices.Reverse(found)
	return found
}

// toldUntil returns the last day on which an occasion that was settled is told.
func toldUntil(o *windowOccurrence) civil.Date { return o.Days.Closes.AddMonths(settledFor) }

// stillNews reports whether a missed occasion still stands beside the next one.
func stillNews(e *supplierEval, o *windowOccurrence) bool {
	return o.ends.IsZero() || !e.today.After(o.ends)
}

// newOccurrence computes one occurrence. The day of need and the stock count only for the current one.
func newOccurrence(e *supplierEval, w *model.OrderWindow, occurrence civil.Occurrence, current bool) *windowOccurrence {
	o := &windowOccurrence{Window: w, Days: occurrence}
	order := civil.Order{Window: occurrence, Approval: w.Approval, Theirs: e.s.Calendar, Ours: e.ownCalendar}
	o.dates = order.Dates()
	if current {
		order.NeedBy, order.Receiving = w.NeedBy, w.Receiving
		o.dates, o.binds = tightest(order, w.Supplies)
	}
	if after, ok := w.Dates.After(occurrence); ok {
		o.next = after.Opens
	}
	o.ends = endOf(e, o)
	o.orders = ordersOf(e, o)
	o.state = stateOf(e, o)
	return o
}

// tightest returns the dates of the supply that leaves the least time to order, and that supply; nil where the window names none. One for
// which the window opens too late leaves none at all.
func tightest(order civil.Order, supplies []*model.Supply) (dates civil.OrderDates, binds *model.Supply) {
	dates = order.Dates()
	for i, x := range supplies {
		order.Lead, order.Safety, order.StockOut = x.LeadTime, x.Safety, stockOut(x)
		d := order.Dates()
		if i == 0 || d.TooLate && !dates.TooLate || d.TooLate == dates.TooLate && d.OrderBy.Before(dates.OrderBy) {
			dates, binds = d, x
		}
	}
	return dates, binds
}

// endOf returns the last day on which an occasion is judged: the day before the window opens again and, where nobody wrote since when the
// window is judged, the last day on which a miss is still news.
func endOf(e *supplierEval, o *windowOccurrence) civil.Date {
	var end civil.Date
	if !o.next.IsZero() {
		// Occasions may overlap; one is judged at least through its close.
		end = later(o.Days.Closes, o.next.AddDays(-1))
	}
	if news := o.Days.Closes.AddDays(missedFor); o.Window.Since.IsZero() && (end.IsZero() || news.Before(end)) {
		end = news
	}
	return end
}

// stateOf returns the first state that holds.
func stateOf(e *supplierEval, o *windowOccurrence) string {
	placed, confirmed := o.placed()
	switch requested := requestedAt(e, o); {
	case confirmed:
		return stateConfirmed
	case placed:
		return statePlaced
	case isWaived(e, o):
		return stateWaived
	case e.today.After(o.Days.Closes):
		return stateMissed
	case requested:
		return stateRequested
	}
	warn := e.horizon("order-window-closing").DaysSince(e.today)
	return string(o.dates.Phase(o.Days, e.today, warn))
}

// placed reports whether the order of the occasion is out, and whether all that was ordered is confirmed.
func (o *windowOccurrence) placed() (placed, confirmed bool) {
	placed = len(o.orders) > 0
	return placed, placed && !slices.ContainsFunc(o.orders, order.open)
}

// requestedAt reports whether the order of the occasion was asked for inside our company, and notes the first request.
func requestedAt(e *supplierEval, o *windowOccurrence) bool {
	all := slices.DeleteFunc(slices.Clone(o.Window.Requested), func(r model.Requested) bool { return r.Window != o.Days.Opens })
	for _, f := range recordedOn(e, o, model.FactRequested) {
		all = append(all, model.Requested{Window: o.Days.Opens, At: e.at(f), Reference: f.Data[dataReference]})
	}
	if len(all) == 0 {
		return false
	}
	o.request = slices.MinFunc(all, func(a, b model.Requested) int { return a.At.Date.Compare(b.At.Date) })
	return true
}

func isWaived(e *supplierEval, o *windowOccurrence) bool {
	return slices.ContainsFunc(o.Window.Waived, func(w model.Waived) bool { return w.Window == o.Days.Opens }) ||
		len(recordedOn(e, o, model.FactWaived)) > 0
}

// recordedOn returns what was recorded about one occasion. A fact that does not name the opening speaks of the occasion that was current on
// its day.
func recordedOn(e *supplierEval, o *windowOccurrence, kind model.FactKind) []model.Fact {
	all := e.recorded(model.KindOrderWindow.Subject(o.Window.ID), kind)
	return slices.DeleteFunc(all, func(f model.Fact) bool {
		opens := day(f, dataWindow)
		if opens.IsZero() {
			current, _ := o.Window.Dates.Current(e.on(f))
			opens = current.Opens
		}
		return opens != o.Days.Opens
	})
}

// suppliesOf returns what a window is about: its supplies, or all of the supplier's where it names none.
func suppliesOf(e *supplierEval, w *model.OrderWindow) []*model.Supply {
	if len(w.Supplies) > 0 {
		return w.Supplies
	}
	return e.s.Supplies
}
