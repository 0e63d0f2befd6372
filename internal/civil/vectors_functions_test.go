package civil

// The functions below are not part of the package: vectors ask for them, and the package has what they are made of.

// noticeWindow returns the first and the last day on which a notice counts that must come not more than one period and not less than
// another before end.
func noticeWindow(end Date, notMoreThan, notLessThan Period) (opens, closes Date) {
	return end.Minus(notMoreThan, nil), end.Minus(notLessThan, nil)
}

// lastDay returns the last day in force of an agreement whose end was given as the first day without it, the way some systems state a
// renewal date. Far means open-ended in either convention.
func lastDay(exclusiveEnd Date) Date {
	if exclusiveEnd == Far {
		return Far
	}
	return exclusiveEnd.AddDays(-1)
}

// reminders is RemindersIn with Monday to Friday as business days.
func reminders(deadline Date, offsets []Period, today Date, sent func(deadline Date, offset Period) bool) ReminderPlan {
	return RemindersIn(nil, deadline, offsets, today, sent)
}

// freshness returns the last day on which something verified on a day still counts as verified, its age today in days, and by how much
// the period is overrun: 0 while it is valid, 1 after twice the period. Months are measured by the days they really had.
func freshness(verified Date, period Period, today Date) (validThrough Date, age int, overdueRatio float64) {
	validThrough = verified.Plus(period, nil)
	age = today.DaysSince(verified)
	length := validThrough.DaysSince(verified)
	overdueRatio = max(0, float64(age-length)/float64(max(1, length)))
	return validThrough, age, overdueRatio
}
