package obligations

import (
	"slices"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
	"supplierwatch/internal/stockcoverage"
)

// The states of an occurrence of an order window, beside the phases of civil that it goes through while nothing is recorded.
const (
	stateConfirmed = "confirmed"
	statePlaced    = "placed"
	stateWaived    = "waived"
	StateRequested = "requested"
	StateMissed    = string(civil.PhaseMissed)
	StateTooLate   = string(civil.PhaseApprovalTooLate)
	StateActNow    = string(civil.PhaseActNow)
	StateUpcoming  = string(civil.PhaseUpcoming)
	StateOpenNow   = string(civil.PhaseOpen)
)

// Settled reports whether nothing is left to do about the occurrence.
func (o *Occurrence) Settled() bool {
	return o.State == stateConfirmed || o.State == statePlaced || o.State == stateWaived
}

const (
	// missedFor is how many days after its close an occurrence can still be missed, where nobody wrote since when the window is evaluated.
	missedFor = 90
	// settledFor is for how many months settled occurrences are listed.
	settledFor = 12
	// maxOccurrences bounds how many past occurrences of one window are looked at.
	maxOccurrences = 400
)

// occurrencesOf returns the occurrences of a window that matter today: those settled in the last year, the one that was missed, the current one
// (the first whose close is not past) and, if that is settled, the one after it.
func occurrencesOf(e *Supplier, w *model.OrderWindow) []*Occurrence {
	current, ok := w.Dates.Current(Later(e.Today, w.Since))
	found := pastOccurrences(e, w, current, ok)
	if !ok {
		return found
	}
	now := newOccurrence(e, w, current, true)
	found = append(found, &now)
	if after, ok := w.Dates.After(current); ok && now.Settled() {
		next := newOccurrence(e, w, after, false)
		found = append(found, &next)
	}
	return found
}

// pastOccurrences returns the settled occurrences of the last year and the missed one before the current one.
func pastOccurrences(e *Supplier, w *model.OrderWindow, current civil.Occurrence, ok bool) []*Occurrence {
	if !ok {
		current = civil.Occurrence{Opens: e.Today.AddDays(1)}
	}
	var found []*Occurrence
	before, more := w.Dates.Before(current)
	for i := 0; more && i < maxOccurrences && !before.Closes.Before(w.Since); i++ {
		recent := !e.Today.After(toldUntil(before))
		if !recent && i > 0 {
			return found // whether it was settled or missed does not matter any more
		}
		o := newOccurrence(e, w, before, false)
		switch {
		case o.Settled() && recent, o.State == StateMissed && i == 0 && stillNews(e, &o):
			kept := o // what is not kept needs no memory of its own
			found = append(found, &kept)
		case !recent:
			return found
		}
		before, more = w.Dates.Before(before)
	}
	slices.Reverse(found)
	return found
}

// ToldUntil returns the last day on which an occurrence that was settled is listed.
func ToldUntil(o *Occurrence) civil.Date { return toldUntil(o.Days) }

func toldUntil(days civil.Occurrence) civil.Date { return days.Closes.AddMonths(settledFor) }

// stillNews reports whether a missed occurrence is still news beside the next one.
func stillNews(e *Supplier, o *Occurrence) bool {
	return o.Ends.IsZero() || !e.Today.After(o.Ends)
}

// newOccurrence computes one occurrence. The day of need and the stock count only for the current one.
func newOccurrence(e *Supplier, w *model.OrderWindow, occurrence civil.Occurrence, current bool) Occurrence {
	o := Occurrence{Window: w, Days: occurrence}
	order := civil.Order{Window: occurrence, Approval: w.Approval, Theirs: e.Entry.Calendar, Ours: e.OwnCalendar}
	o.Dates = order.Dates()
	if current {
		order.NeedBy, order.Receiving = w.NeedBy, w.Receiving
		o.Dates, o.Binds = tightest(order, w.Supplies)
	}
	if after, ok := w.Dates.After(occurrence); ok {
		o.Next = after.Opens
	}
	o.Ends = endOf(&o)
	o.orders = ordersOf(e, &o)
	o.State = stateOf(e, &o)
	return o
}

// tightest returns the dates of the supply that leaves the least time to order, and that supply; nil where the window names none. One for
// which the window opens too late leaves none at all.
func tightest(order civil.Order, supplies []*model.Supply) (dates civil.OrderDates, binds *model.Supply) {
	dates = order.Dates()
	for i, x := range supplies {
		order.Lead, order.Safety, order.StockOut = x.LeadTime, x.Safety, stockcoverage.CountRunsOut(x)
		d := order.Dates()
		if i == 0 || d.TooLate && !dates.TooLate || d.TooLate == dates.TooLate && d.OrderBy.Before(dates.OrderBy) {
			dates, binds = d, x
		}
	}
	return dates, binds
}

// endOf returns the last day on which an occurrence is evaluated: the day before the window opens again and, where nobody wrote since when the
// window is evaluated, the last day on which a miss is still news.
func endOf(o *Occurrence) civil.Date {
	var end civil.Date
	if !o.Next.IsZero() {
		// Occurrences may overlap; one is evaluated at least through its close.
		end = Later(o.Days.Closes, o.Next.AddDays(-1))
	}
	if news := o.Days.Closes.AddDays(missedFor); o.Window.Since.IsZero() && (end.IsZero() || news.Before(end)) {
		end = news
	}
	return end
}

// stateOf returns the first state that holds.
func stateOf(e *Supplier, o *Occurrence) string {
	placed, confirmed := o.placed()
	switch requested := requestedAt(e, o); {
	case confirmed:
		return stateConfirmed
	case placed:
		return statePlaced
	case isWaived(e, o):
		return stateWaived
	case e.Today.After(o.Days.Closes):
		return StateMissed
	case requested:
		return StateRequested
	}
	warn := e.Horizon(rulebook.OrderWindowClosing).DaysSince(e.OwnToday)
	return string(o.Dates.PhaseWith(o.Days, e.OwnToday, e.Today, warn))
}

// placed reports whether the order of the occurrence is out, and whether all that was ordered is confirmed.
func (o *Occurrence) placed() (placed, confirmed bool) {
	placed = len(o.orders) > 0
	return placed, placed && !slices.ContainsFunc(o.orders, order.open)
}

// requestedAt reports whether the order of the occurrence was asked for inside our company, and notes the first request.
func requestedAt(e *Supplier, o *Occurrence) bool {
	all := slices.DeleteFunc(slices.Clone(o.Window.Requested), func(r model.Requested) bool { return r.Window != o.Days.Opens })
	for _, f := range recordedOn(e, o, model.FactRequested) {
		all = append(all, model.Requested{Window: o.Days.Opens, At: e.at(f), Reference: f.Reference()})
	}
	if len(all) == 0 {
		return false
	}
	o.Request = slices.MinFunc(all, func(a, b model.Requested) int { return a.At.Date.Compare(b.At.Date) })
	return true
}

func isWaived(e *Supplier, o *Occurrence) bool {
	return slices.ContainsFunc(o.Window.Waived, func(w model.Waived) bool { return w.Window == o.Days.Opens }) ||
		len(recordedOn(e, o, model.FactWaived)) > 0
}

// recordedOn returns what was recorded about one occurrence. A fact that does not name the opening speaks of the occurrence that was current on
// its day.
func recordedOn(e *Supplier, o *Occurrence, kind model.FactKind) []model.Fact {
	all := e.Recorded(model.KindOrderWindow.Subject(o.Window.ID), kind)
	return slices.DeleteFunc(all, func(f model.Fact) bool {
		opens := f.Window()
		if opens.IsZero() {
			current, _ := o.Window.Dates.Current(e.On(f))
			opens = current.Opens
		}
		return opens != o.Days.Opens
	})
}

// SuppliesOf returns what a window is about: its supplies, or all of the supplier's where it names none.
func SuppliesOf(e *Supplier, w *model.OrderWindow) []*model.Supply {
	if len(w.Supplies) > 0 {
		return w.Supplies
	}
	return e.Entry.Supplies
}

// ItemOf returns what is ordered.
func ItemOf(o *Occurrence) string {
	if len(o.Window.Supplies) == 0 {
		return o.Window.Title
	}
	items := make([]string, len(o.Window.Supplies))
	for i, x := range o.Window.Supplies {
		items[i] = x.Item
	}
	return strings.Join(items, ", ")
}
