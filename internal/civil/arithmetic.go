package civil

import "time"

// Plus returns d plus p: months first, clamped at the end of the month, then days, then business days of c. A clock part is ignored,
// since a date has no clock; use AddTo for instants.
func (d Date) Plus(p Period, c *Calendar) Date {
	d = d.AddMonths(p.Months).AddDays(p.Days)
	if p.BusinessDays == 0 {
		return d
	}
	return c.AddBusinessDays(d, p.BusinessDays)
}

// Minus returns the latest day x with x.Plus(p, c) not after d: 31 December minus three months is 30 September, 30 May minus three
// months is the end of February. Business days count back from the last business day not after d.
func (d Date) Minus(p Period, c *Calendar) Date {
	if d.IsZero() {
		return d
	}
	if p.BusinessDays != 0 {
		d = c.SubBusinessDays(d, p.BusinessDays)
	}
	return d.AddDays(-p.Days).minusMonths(p.Months)
}

// minusMonths returns the latest day that lies n months before d or earlier. From the last day of a month it is the last day of the
// target month, because every later day number there is clamped to d.
func (d Date) minusMonths(n int) Date {
	if n == 0 {
		return d
	}
	x := d.AddMonths(-n)
	if d == d.EndOfMonth() && x != first {
		return x.EndOfMonth()
	}
	return x
}

// AddTo returns t plus p. Months, days and business days keep the time that the clocks of c's zone show; the clock part is elapsed
// time. Where the clocks never show that time on the day reached, it is the moment they jump over it.
func AddTo(t time.Time, p Period, c *Calendar) time.Time {
	loc := c.Zone()
	if p.Months != 0 || p.Days != 0 || p.BusinessDays != 0 {
		local := t.In(loc)
		t = DateOf(local).Plus(p, c).at(timeOfDay(local), loc)
	}
	return t.Add(p.Clock).In(loc)
}
