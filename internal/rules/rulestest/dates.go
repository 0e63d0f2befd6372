package rulestest

import (
	"time"

	"supplierwatch/internal/civil"
)

// Munich is closed on 24 and 31 December 2026 and has the holidays of Bavaria.
func Munich() *civil.Calendar {
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	c, err := civil.NewCalendar("munich", loc, []string{"DE-BY"}, []civil.Date{Date("2026-12-24"), Date("2026-12-31")}, nil, nil, nil)
	if err != nil {
		panic(err)
	}
	return c
}

// Date returns the date that a text such as 2026-06-10 names; of an empty text the zero date.
func Date(s string) civil.Date {
	if s == "" {
		return civil.Date{}
	}
	d, err := civil.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// Days returns a period of n days.
func Days(n int) civil.Period { return civil.Period{Days: n} }

// Months returns a period of n months.
func Months(n int) civil.Period { return civil.Period{Months: n} }

// Business returns a period of n business days.
func Business(n int) civil.Period { return civil.Period{BusinessDays: n} }

// Noon is the middle of a day, on which Munich and Greenwich agree about the date.
func Noon(day string) time.Time { return Date(day).Start(time.UTC).Add(12 * time.Hour) }
