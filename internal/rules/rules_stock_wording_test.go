package rules_test

import "testing"

// TestStockThatRanOutLastsUntilNoDay holds that a stock which is used up is not said to last until today, on whatever day that is asked.
func TestStockThatRanOutLastsUntilNoDay(t *testing.T) {
	w := newWorld(t)
	w.stock(10, 90).AsOf = date("2026-06-01") // one a day: it ends on 11 June
	for day, want := range map[string]string{
		"2026-06-10": "193 nm photoresist runs out of stock on 2026-06-11, 89 days before a replacement can arrive: an order takes 90 days.",
		"2026-06-11": "193 nm photoresist runs out of stock today, 2026-06-11; an order takes 90 days.",
		"2026-06-20": "193 nm photoresist has been out of stock since 2026-06-11, by the last count; an order takes 90 days.",
	} {
		same(t, day, w.finding(t, "cover-below-lead-time", day).Message, want)
	}
}
