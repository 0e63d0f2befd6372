package civil_test

import (
	"fmt"
	"time"

	"supplierwatch/internal/civil"
)

// bavaria is the business calendar of a company in Munich: Monday to Friday, without the public holidays of Bavaria.
func bavaria() *civil.Calendar {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	c, err := civil.NewCalendar("works", berlin, []string{"DE-BY"}, nil, nil, nil, nil)
	if err != nil {
		panic(err)
	}
	return c
}

// A contract ends on 31 March 2027 with a notice period of three months. The letter travels for three business days, and the decision takes
// ten.
func ExampleNotice_Dates() {
	calendar := bavaria()
	notice := civil.Notice{
		Period:   civil.Period{Months: 3},
		Delivery: civil.Period{BusinessDays: 3},
		Decide:   civil.Period{BusinessDays: 10},
		Theirs:   calendar,
		Ours:     calendar,
	}
	d := notice.Dates(civil.NewDate(2027, time.March, 31))
	fmt.Println("contractual deadline:", d.LastNotice)
	fmt.Println("must arrive by:      ", d.ReceiveBy)
	fmt.Println("send by:             ", d.SendBy)
	fmt.Println("decide by:           ", d.DecideBy)
	// Output:
	// contractual deadline: 2026-12-31
	// must arrive by:       2026-12-31
	// send by:              2026-12-28
	// decide by:            2026-12-11
}

// A month later is the same day of the next month, or its last day.
func ExampleDate_Plus() {
	month, err := civil.ParsePeriod("1 month")
	if err != nil {
		panic(err)
	}
	end := civil.NewDate(2027, time.January, 31)
	fmt.Println(end.Plus(month, nil))
	fmt.Println(end.Plus(civil.Period{Days: 14}, nil))
	// Output:
	// 2027-02-28
	// 2027-02-14
}

// Business days leave out weekends and public holidays: 24 December is a business day in Bavaria, 25 December is not.
func ExampleCalendar_AddBusinessDays() {
	calendar := bavaria()
	wednesday := civil.NewDate(2026, time.December, 23)
	fmt.Println(calendar.AddBusinessDays(wednesday, 1))
	fmt.Println(calendar.AddBusinessDays(wednesday, 2))
	fmt.Println(calendar.BusinessDay(civil.NewDate(2026, time.December, 25)))
	// Output:
	// 2026-12-24
	// 2026-12-28
	// false
}

// A recurrence by RFC 5545: the third Wednesday of every month.
func ExampleParseRecurrence() {
	r, err := civil.ParseRecurrence("FREQ=MONTHLY;BYDAY=3WE", civil.NewDate(2026, time.January, 1))
	if err != nil {
		panic(err)
	}
	next, _ := r.OnOrAfter(civil.NewDate(2026, time.November, 20))
	fmt.Println(next)
	_, err = civil.ParseRecurrence("FREQ=HOURLY", civil.NewDate(2026, time.January, 1))
	fmt.Println(err)
	// Output:
	// 2026-12-16
	// parse recurrence "FREQ=HOURLY": FREQ=HOURLY is finer than a day; expected DAILY, WEEKLY, MONTHLY or YEARLY
}
