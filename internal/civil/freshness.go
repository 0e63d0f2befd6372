package civil

// Freshness returns the last day on which something verified on a day still counts as verified, its age today in days, and by how much
// the period is overrun: 0 while it is valid, 1 after twice the period. Months are measured by the days they really had.
func Freshness(verified Date, period Period, today Date) (validThrough Date, age int, overdueRatio float64) {
	validThrough = verified.Plus(period, nil)
	age = today.DaysSince(verified)
	length := validThrough.DaysSince(verified)
	overdueRatio = max(0, float64(age-length)/float64(max(1, length)))
	return validThrough, age, overdueRatio
}
