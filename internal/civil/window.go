package civil

// Window is a time that opens and closes, once or again and again. The zero Window never opens. It is immutable.
type Window struct {
	fixed  Occurrence
	yearly bool
	from   MonthDay // yearly: the opening and the closing day
	to     MonthDay
	opens  Recurrence
	closes Recurrence
	lasts  Period // recurring, unless closes is given
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
func Once(opens, closes Date) Window { return Window{fixed: Occurrence{Opens: opens, Closes: closes}} }

// Yearly returns the window that is open every year; over New Year if it closes before it opens. A day that a year lacks is the last of
// its month.
func Yearly(opens, closes MonthDay) Window { return Window{yearly: true, from: opens, to: closes} }

// Recurring returns the window that opens by one rule and closes on the first day of another not before.
func Recurring(opens, closes Recurrence) Window { return Window{opens: opens, closes: closes} }

// Lasting returns the window that opens by a rule and stays open for a period, which counts the opening day; business days are Monday to
// Friday.
func Lasting(opens Recurrence, lasts Period) Window { return Window{opens: opens, lasts: lasts} }

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
	return WindowParts{w.fixed, w.yearly, w.from, w.to, w.opens, w.closes, w.lasts}
}

// Window returns the window that is made of p.
func (p WindowParts) Window() Window {
	return Window{p.Fixed, p.Yearly, p.From, p.To, p.Opens, p.Closes, p.Lasts}
}

// IsZero reports whether w is the zero Window.
func (w Window) IsZero() bool {
	return w.fixed.IsZero() && !w.yearly && w.opens.IsZero()
}

// Recurs reports whether w may open more than once.
func (w Window) Recurs() bool { return w.yearly || !w.opens.IsZero() }

// Equal reports whether w and o open and close by the same dates and rules.
func (w Window) Equal(o Window) bool {
	return w.fixed == o.fixed && w.yearly == o.yearly && w.from == o.from && w.to == o.to && w.lasts == o.lasts &&
		w.opens.Equal(o.opens) && w.closes.Equal(o.closes)
}

// Skips returns a sentence if one of the window's recurrences leaves out months or years that it seems to include, else nothing.
func (w Window) Skips() string {
	if s := w.opens.Skips(); s != "" {
		return s
	}
	return w.closes.Skips()
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
		opens := w.from.In(d.Year())
		if opens.Before(d) {
			opens = w.from.In(d.Year() + 1)
		}
		return w.yearlyIn(opens.Year()), !opens.Before(d) && (opens != Far || w.from == MonthDay{Far.Month(), Far.Day()})
	case !w.opens.IsZero():
		opens, ok := w.opens.OnOrAfter(d)
		return w.recurringOn(opens, ok)
	default:
		return w.fixed, !w.fixed.IsZero() && !w.fixed.Opens.Before(d)
	}
}

// openingBy returns the occurrence that opens last on or before d.
func (w Window) openingBy(d Date) (Occurrence, bool) {
	if d.IsZero() {
		return Occurrence{}, false
	}
	switch {
	case w.yearly:
		year := d.Year()
		if w.from.In(year).After(d) {
			year--
		}
		return w.yearlyIn(year), year >= firstYear
	case !w.opens.IsZero():
		opens, ok := w.opens.Before(d.AddDays(1))
		return w.recurringOn(opens, ok)
	default:
		return w.fixed, !w.fixed.IsZero() && !w.fixed.Opens.After(d)
	}
}

// yearlyIn returns the occurrence that opens in a year.
func (w Window) yearlyIn(year int) Occurrence {
	closing := year
	if w.to.before(w.from) {
		closing++
	}
	return Occurrence{Opens: w.from.In(year), Closes: w.to.In(closing)}
}

// recurringOn returns the occurrence that opens on a day of the opening rule, if there is one and it closes at all.
func (w Window) recurringOn(opens Date, ok bool) (Occurrence, bool) {
	if !ok {
		return Occurrence{}, false
	}
	if w.closes.IsZero() {
		return Occurrence{Opens: opens, Closes: later(opens, w.lastFrom(opens))}, true
	}
	closes, ok := w.closes.OnOrAfter(opens)
	return Occurrence{Opens: opens, Closes: closes}, ok
}

// lastFrom returns the last day of the period for which the window stays open: of business days, the last one itself, not the weekend
// behind it.
func (w Window) lastFrom(opens Date) Date {
	last := TermEnd(opens, w.lasts)
	if w.lasts.BusinessDays > 0 {
		return (*Calendar)(nil).RollBack(last)
	}
	return last
}
