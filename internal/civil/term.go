package civil

// TermEnd returns the last day in force of a term that begins on start: the day before the anniversary, or, where the anniversary's
// month has no such day, the last day of that month (BGB sections 187 and 188). Weeks and days are added exactly, business days Monday
// to Friday.
func TermEnd(start Date, term Period) Date {
	if start.IsZero() {
		return start
	}
	end := monthsEnd(start, term.Months).AddDays(term.Days)
	if term.BusinessDays > 0 {
		var c *Calendar
		end = c.AddBusinessDays(end.AddDays(1), term.BusinessDays).AddDays(-1)
	}
	return end
}

// monthsEnd returns the last day of n months that begin on start.
func monthsEnd(start Date, n int) Date {
	anniversary := start.AddMonths(n)
	if anniversary.Day() < start.Day() || anniversary == Far {
		return anniversary
	}
	return anniversary.AddDays(-1)
}

// TermEnds returns the end of a term after n renewals. It is counted from start over the whole time, never from the end before, so that
// a short month leaves no trace.
func TermEnds(start Date, term, renewal Period, n int) Date {
	return TermEnd(start, term.plus(renewal.times(n)))
}

// RenewedEnd returns the end after n renewals where only an end is known. An end on the last day of a month stays on the last day;
// others are clamped once, from end itself.
func RenewedEnd(end Date, renewal Period, n int) Date {
	if end.IsZero() {
		return end
	}
	all := renewal.times(n)
	renewed := end.AddMonths(all.Months)
	if all.Months > 0 && end == end.EndOfMonth() {
		renewed = renewed.EndOfMonth()
	}
	return renewed.AddDays(all.Days)
}
