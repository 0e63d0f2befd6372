package civil

// Window is a time that opens and closes, once or again and again. The zero Window never opens. It is immutable.
type Window struct {
	yearly   bool
	from, to packedDay // yearly: the opening and the closing day
	other    *otherWindow
}

// otherWindow is a window that does not open every year on the same day. Few are: what they need is kept apart.
type otherWindow struct {
	fixed  Occurrence
	opens  Recurrence
	closes Recurrence
	lasts  Period // recurring, unless closes is given
}

// never is what a window has that is yearly, or never opens.
var never otherWindow

// rest returns what the window has unless it is yearly.
func (w Window) rest() *otherWindow {
	if w.other == nil {
		return &never
	}
	return w.other
}

// Occurrence is one opening of a window. Both days belong to it.
type Occurrence struct {
	Opens  Date
	Closes Date
}

// Contains reports whether d lies within the occurrence.
func (o Occurrence) Contains(d Date) bool { return !d.Before(o.Opens) && !d.After(o.Closes) }

// IsZero reports whether o is the zero Occurrence.
func (o Occurrence) IsZero() bool { return o == Occurrence{} }

// Once returns the window that is open from one day to another, both included, and never again.
func Once(opens, closes Date) Window {
	return Window{other: &otherWindow{fixed: Occurrence{Opens: opens, Closes: closes}}}
}

// Yearly returns the window that is open every year; over New Year if it closes before it opens. A day that a year lacks is the last of
// its month.
func Yearly(opens, closes MonthDay) Window {
	return Window{yearly: true, from: opens.packed(), to: closes.packed()}
}

// Recurring returns the window that opens by one rule and closes on the first day of another not before.
func Recurring(opens, closes Recurrence) Window {
	return Window{other: &otherWindow{opens: opens, closes: closes}}
}

// Lasting returns the window that opens by a rule and stays open for a period, which counts the opening day; business days are Monday to
// Friday.
func Lasting(opens Recurrence, lasts Period) Window {
	return Window{other: &otherWindow{opens: opens, lasts: lasts}}
}

// WindowParts is what a window is made of. Of a window that recurs, Fixed is zero; of one that does not, all but Fixed is.
type WindowParts struct {
	Fixed         Occurrence
	Yearly        bool
	From, To      MonthDay
	Opens, Closes Recurrence
	Lasts         Period
}

// Parts returns what w is made of.
func (w Window) Parts() WindowParts {
	other := w.rest()
	return WindowParts{other.fixed, w.yearly, w.from.day(), w.to.day(), other.opens, other.closes, other.lasts}
}

// Window returns the window that is made of p.
func (p WindowParts) Window() Window {
	w := Window{yearly: p.Yearly, from: p.From.packed(), to: p.To.packed()}
	if other := (otherWindow{p.Fixed, p.Opens, p.Closes, p.Lasts}); !p.Fixed.IsZero() || !p.Opens.IsZero() || !p.Closes.IsZero() || !p.Lasts.IsZero() {
		w.other = &other
	}
	return w
}

// IsZero reports whether w is the zero Window.
func (w Window) IsZero() bool {
	return w.rest().fixed.IsZero() && !w.yearly && w.rest().opens.IsZero()
}

// Recurs reports whether w may open more than once.
func (w Window) Recurs() bool { return w.yearly || !w.rest().opens.IsZero() }

// Equal reports whether w and o open and close by the same dates and rules.
func (w Window) Equal(o Window) bool {
	a, b := w.rest(), o.rest()
	return w.yearly == o.yearly && w.from == o.from && w.to == o.to && a.fixed == b.fixed && a.lasts == b.lasts &&
		a.opens.Equal(b.opens) && a.closes.Equal(b.closes)
}

// Skips returns a sentence if one of the window's recurrences leaves out months or years that it seems to include, else nothing.
func (w Window) Skips() string {
	if s := w.rest().opens.Skips(); s != "" {
		return s
	}
	return w.rest().closes.Skips()
}

// Current returns the first occurrence that is not over on today: the one that is open, else the next to open.
func (w Window) Current(today Date) (Occurrence, bool) {
	current, ok := w.openingBy(today)
	if !ok || current.Closes.Before(today) {
		return w.openingFrom(today.AddDays(1))
	}
	// Occurrences may overlap: an earlier one may still be open.
	for range overlapping {
		before, ok := w.Before(current)
		if !ok || before.Closes.Before(today) {
			break
		}
		current = before
	}
	return current, true
}

// overlapping bounds how many occurrences of one window are open on the same day.
const overlapping = 366

// Before returns the occurrence that opens last before o does.
func (w Window) Before(o Occurrence) (Occurrence, bool) {
	if o.Opens == first {
		return Occurrence{}, false
	}
	return w.openingBy(o.Opens.AddDays(-1))
}

// After returns the occurrence that opens next after o does.
func (w Window) After(o Occurrence) (Occurrence, bool) {
	if o.Opens == Far {
		return Occurrence{}, false
	}
	return w.openingFrom(o.Opens.AddDays(1))
}

// OpeningOn returns the occurrence that opens on d, by which people name it.
func (w Window) OpeningOn(d Date) (Occurrence, bool) {
	o, ok := w.openingFrom(d)
	return o, ok && o.Opens == d
}

// openingFrom returns the occurrence that opens first on or after d.
func (w Window) openingFrom(d Date) (Occurrence, bool) {
	if d.IsZero() {
		return Occurrence{}, false
	}
	switch {
	case w.yearly:
		opens := w.from.day().In(d.Year)
		if opens.Before(d) {
			opens = w.from.day().In(d.Year + 1)
		}
		return w.yearlyIn(opens.Year), !opens.Before(d) && (opens != Far || w.from.day() == MonthDay{Far.Month, Far.Day})
	case !w.rest().opens.IsZero():
		opens, ok := w.rest().opens.OnOrAfter(d)
		return w.recurringOn(opens, ok)
	default:
		return w.rest().fixed, !w.rest().fixed.IsZero() && !w.rest().fixed.Opens.Before(d)
	}
}

// openingBy returns the occurrence that opens last on or before d.
func (w Window) openingBy(d Date) (Occurrence, bool) {
	if d.IsZero() {
		return Occurrence{}, false
	}
	switch {
	case w.yearly:
		year := d.Year
		if w.from.day().In(year).After(d) {
			year--
		}
		return w.yearlyIn(year), year >= first.Year
	case !w.rest().opens.IsZero():
		opens, ok := w.rest().opens.Before(d.AddDays(1))
		return w.recurringOn(opens, ok)
	default:
		return w.rest().fixed, !w.rest().fixed.IsZero() && !w.rest().fixed.Opens.After(d)
	}
}

// yearlyIn returns the occurrence that opens in a year.
func (w Window) yearlyIn(year int) Occurrence {
	closing := year
	if w.to.day().before(w.from.day()) {
		closing++
	}
	return Occurrence{Opens: w.from.day().In(year), Closes: w.to.day().In(closing)}
}

// recurringOn returns the occurrence that opens on a day of the opening rule, if there is one and it closes at all.
func (w Window) recurringOn(opens Date, ok bool) (Occurrence, bool) {
	if !ok {
		return Occurrence{}, false
	}
	if w.rest().closes.IsZero() {
		return Occurrence{Opens: opens, Closes: later(opens, w.lastFrom(opens))}, true
	}
	closes, ok := w.rest().closes.OnOrAfter(opens)
	return Occurrence{Opens: opens, Closes: closes}, ok
}

// lastFrom returns the last day of the period for which the window stays open: of business days, the last one itself, not the weekend
// behind it.
func (w Window) lastFrom(opens Date) Date {
	last := TermEnd(opens, w.rest().lasts)
	if w.rest().lasts.BusinessDays > 0 {
		return (*Calendar)(nil).RollBack(last)
	}
	return last
}
