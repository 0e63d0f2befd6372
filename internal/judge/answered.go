package judge

import (
	"maps"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/watch"
)

// answer notes in the orders of an occasion what a mail says of one of them: the one it names, else the oldest open one that was out when it
// came. What came later counts, so that a refusal reopens what was confirmed and an acceptance settles what was refused.
func (e *entry) answer(all []order, f watch.Fact) {
	i := orderOf(all, f, e.on(f))
	if i < 0 {
		return
	}
	switch x := &all[i]; watch.Response(f.Data[watch.DataResponse]) {
	case watch.ResponseAccepted:
		if x.open() {
			x.confirmed = e.on(f)
		}
		x.answer = watch.Fact{}
	case watch.ResponseRefused, watch.ResponseChanged:
		if !x.confirmed.After(e.on(f)) {
			x.confirmed, x.answer = civil.Date{}, f
		}
	case watch.ResponsePartial, watch.ResponseReceived:
		if x.open() && x.answer.Kind == "" {
			x.answer = f
		}
	}
}

// orderOf gives which order a mail is about; -1 for none. One that names an order by machine is about no other one, but may be about one of
// which nobody wrote down the reference.
func orderOf(all []order, f watch.Fact, on civil.Date) int {
	if reference := f.Data[dataReference]; reference != "" {
		if i := slices.IndexFunc(all, func(x order) bool { return x.reference == reference }); i >= 0 {
			return i
		}
		return slices.IndexFunc(all, func(x order) bool { return x.open() && x.reference == "" && !x.at.Date.After(on) })
	}
	return slices.IndexFunc(all, func(x order) bool { return x.open() && !x.at.Date.After(on) })
}

// refer writes into a mail's fact which order of a window it is about, if its text names one. A mail that names an order of another window
// is about none of this one: it is given a reference that no order has.
func (e *entry) refer(w *watch.OrderWindow, f *watch.Fact) {
	if f.Data[dataReference] != "" {
		return
	}
	named := strings.Fields(f.Data[watch.DataReferences])
	reference, elsewhere := "", false
	for _, other := range e.s.OrderWindows {
		for _, known := range e.references(other) {
			switch {
			case !slices.Contains(named, known):
			case other == w:
				reference = known
			default:
				elsewhere = true
			}
		}
	}
	if reference == "" && elsewhere {
		reference = named[0] + " of another window"
	}
	if reference != "" {
		f.Data = maps.Clone(f.Data)
		f.Data[dataReference] = reference
	}
}

// references lists the references of all orders that are known of a window.
func (e *entry) references(w *watch.OrderWindow) []string {
	var all []string
	for _, p := range w.Placed {
		all = append(all, p.Reference)
	}
	for _, f := range e.recorded("order-window/"+w.ID, watch.FactPlaced) {
		all = append(all, f.Data[dataReference])
	}
	return slices.DeleteFunc(all, func(r string) bool { return r == "" })
}

// worst gives the answer that weighs most among those to some orders: a refusal, a change, then what is less than a confirmation. Without a
// kind there was none.
func worst(orders []order) watch.Fact {
	for _, r := range []watch.Response{watch.ResponseRefused, watch.ResponseChanged, watch.ResponsePartial, watch.ResponseReceived} {
		for _, x := range orders {
			if x.answer.Kind != "" && watch.Response(x.answer.Data[watch.DataResponse]) == r {
				return x.answer
			}
		}
	}
	return watch.Fact{}
}

// against reports whether an answer says that what was ordered will not come as ordered.
func against(f watch.Fact) bool {
	r := watch.Response(f.Data[watch.DataResponse])
	return f.Kind != "" && (r == watch.ResponseRefused || r == watch.ResponseChanged)
}

// missesSince gives the mails since a day that nearly were the confirmation of a subject, if its patterns never matched any.
func (e *entry) missesSince(subject string, since civil.Date) []watch.Fact {
	if len(e.recorded(subject, watch.FactConfirmation)) > 0 {
		return nil
	}
	near := e.recorded(subject, watch.FactNearMiss)
	return slices.DeleteFunc(near, func(f watch.Fact) bool { return e.on(f).Before(since) })
}

// answerDays are the ways in which a delivery's day is written in mails that day and month can be told apart in.
var answerDays = []string{"2006-01-02", "02.01.2006", "2.1.2006", "20060102"}

// namedDay gives the day of a delivery that a mail's text names; zero if it names none of the schedule.
func namedDay(d *watch.Delivery, f watch.Fact) civil.Date {
	for _, word := range strings.Fields(f.Data[watch.DataReferences]) {
		for _, form := range answerDays {
			on, ok := dayIn(form, word)
			if !ok {
				continue
			}
			if x, ok := d.Schedule.OnOrAfter(on); ok && x == on {
				return on
			}
		}
	}
	return civil.Date{}
}

func dayIn(form, word string) (civil.Date, bool) {
	t, err := time.Parse(form, word)
	if err != nil {
		return civil.Date{}, false
	}
	return civil.DateOf(t), true
}
