package rules_test

import "testing"

// TestStockThatRanOutLastsUntilNoDay holds that a stock which is used up is not said to last until today, on whatever day that is asked.
func TestStockThatRanOutLastsUntilNoDay(t *testing.T) {
	w := newWorld(t)
	w.stock(10, 90).AsOf = date("2026-06-01") // one a day: it ends on 11 June
	for day, want := range map[string]string{
		"2026-06-10": "The stock of 193 nm photoresist lasts 1 day, until 2026-06-11; a new order takes 90 days.",
		"2026-06-11": "By the count, nothing is left of the stock of 193 nm photoresist; a new order takes 90 days.",
		"2026-06-20": "By the count, nothing is left of the stock of 193 nm photoresist; a new order takes 90 days.",
	} {
		same(t, day, w.finding(t, "cover-below-lead-time", day).Message, want)
	}
}
