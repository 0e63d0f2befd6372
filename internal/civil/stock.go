package civil

import "math"

// Unlimited is the cover, in days, of a stock that nobody uses.
const Unlimited = math.MaxInt32

// StockOut returns the day on which a stock counted on asOf has run out, and its cover in whole days from then; part of a day does not
// count. It is not ok, and there is no such day, if nothing is used, if a figure is not a number, or if the day of counting is missing.
func StockOut(onHand, dailyUsage float64, asOf Date) (out Date, cover int, ok bool) {
	if asOf.IsZero() || math.IsNaN(onHand) || !(dailyUsage > 0) {
		return Date{}, 0, false
	}
	cover = wholeDays(onHand, dailyUsage)
	return asOf.AddDays(cover), cover, true
}

// wholeDays divides and rounds down, except for the error of binary fractions: 0.3 used up by 0.1 a day lasts 3 days, although the
// quotient of the two comes out below 3.
func wholeDays(onHand, dailyUsage float64) int {
	const tolerance = 1e-9
	days := max(0, onHand) / dailyUsage
	if !(days < reach) {
		return reach
	}
	return int(math.Floor(days * (1 + tolerance)))
}

// Cover returns how many whole days after day the stock still lasts, never below 0, and Unlimited where StockOut is not ok. A day
// before the counting is answered as the day of counting.
func Cover(onHand, dailyUsage float64, asOf, day Date) int {
	_, cover, ok := StockOut(onHand, dailyUsage, asOf)
	if !ok {
		return Unlimited
	}
	return max(0, cover-max(0, day.DaysSince(asOf)))
}
