package civil

// RollBack returns the last business day not after d.
func (c *Calendar) RollBack(d Date) Date { return c.roll(d, -1) }

// RollForward returns the first business day not before d.
func (c *Calendar) RollForward(d Date) Date { return c.roll(d, 1) }

// roll walks from d in steps of step days to a business day, and stays on d if none is within SearchYears.
func (c *Calendar) roll(d Date, step int) Date {
	if d.IsZero() {
		return d
	}
	for x, n := d, 0; n < searchDays; x, n = x.AddDays(step), n+1 {
		if c.BusinessDay(x) {
			return x
		}
	}
	return d
}

// AddBusinessDays returns the n-th business day after the first one not before d, that one itself if n is 0: from a Saturday, one
// business day leads to Tuesday. A negative n counts as SubBusinessDays does.
func (c *Calendar) AddBusinessDays(d Date, n int) Date {
	if n < 0 {
		return c.SubBusinessDays(d, -max(n, -reach))
	}
	return c.step(c.RollForward(d), n, 1)
}

// SubBusinessDays returns the n-th business day before the last one not after d, that one itself if n is 0. It is the latest day from
// which n business days end by d. A negative n counts as AddBusinessDays does.
func (c *Calendar) SubBusinessDays(d Date, n int) Date {
	if n < 0 {
		return c.AddBusinessDays(d, -max(n, -reach))
	}
	return c.step(c.RollBack(d), n, -1)
}

// step goes n business days from d, forwards or backwards, as many as a period can have at most, and stops early where no further one is
// within SearchYears. What lies in one year is counted at once.
func (c *Calendar) step(d Date, n, direction int) Date {
	for n = min(n, longest); n > 0 && !d.IsZero(); n-- {
		t := c.table().year(d.Year())
		if m := min(n, t.left(d, direction)); m > 0 {
			d, n = t.beyond(d, m*direction), n-m
		}
		if n == 0 {
			break
		}
		next := c.roll(d.AddDays(direction), direction)
		if next == d || !c.BusinessDay(next) {
			break
		}
		d = next
	}
	return d
}

// countYears bounds the counting of business days: towards an open-ended date there is no number worth computing.
const countYears = 100

// BusinessDaysBetween returns how many business days lie after a and not after b: "9 are left" if today is a and the deadline is b. It
// is negative if b is before a. Days more than a century apart are counted for that century alone.
func (c *Calendar) BusinessDaysBetween(a, b Date) int {
	if a.IsZero() || b.IsZero() {
		return 0
	}
	if b.Before(a) {
		return -c.BusinessDaysBetween(b, a)
	}
	if limit := a.AddMonths(12 * countYears); b.After(limit) {
		b = limit
	}
	t := c.table()
	if a.Year() == b.Year() {
		return t.year(a.Year()).through(b) - t.year(a.Year()).through(a)
	}
	n := t.year(a.Year()).total() - t.year(a.Year()).through(a)
	for y := a.Year() + 1; y < b.Year(); y++ {
		n += t.year(y).total()
	}
	return n + t.year(b.Year()).through(b)
}
