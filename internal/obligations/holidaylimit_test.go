package obligations_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

// lastKnown is the last day for which the calendars of these tests know the holidays.
var lastKnown = civil.NewDate(2032, time.December, 31)

// rowsWith returns the rows of a supplier whose calendar and whose owner's calendar know holidays until lastKnown and have others later.
func rowsWith(t *rapid.T, s *model.Supplier, later ...civil.Date) []model.Deadline {
	closed := make([]civil.Days, len(later))
	for i, day := range later {
		closed[i] = civil.DaysOn(day)
	}
	calendar, err := civil.BuildCalendar(civil.CalendarSpec{ID: "plant", Closed: closed, ListedUntil: lastKnown})
	if err != nil {
		t.Fatal(err)
	}
	copied := *s
	copied.Calendar = calendar
	copied.Owner = &model.Team{ID: "buying", Calendar: calendar}
	now := time.Date(2032, time.June, 1, 12, 0, 0, 0, time.UTC)
	e := obligations.NewSupplier(&obligations.Context{Registry: &model.Registry{}, Now: now}, &copied)
	return obligations.DeadlineRows(e)
}

// drawPeriod draws a period of business days, days or months.
func drawPeriod(t *rapid.T, name string, most int) civil.Period {
	n := rapid.IntRange(1, most).Draw(t, name)
	switch rapid.IntRange(0, 2).Draw(t, name+" unit") {
	case 0:
		return civil.Period{BusinessDays: n}
	case 1:
		return civil.Period{Days: n}
	}
	return civil.Period{Months: 1 + n/30}
}

// TestDaysThatLaterHolidaysMoveAreMarked announces holidays after the last day for which they were known. Each row that this changes says until when
// the holidays are known, also where all of its days are earlier: a notice period is counted back from the end.
func TestDaysThatLaterHolidaysMoveAreMarked(t *testing.T) {
	ends := civil.NewDate(2032, time.November, 1)
	rapid.Check(t, func(t *rapid.T) {
		notice, theirs := drawPeriod(t, "notice", 90), drawPeriod(t, "their notice", 90)
		c := &model.Contract{
			ID: "c", Ends: ends.AddDays(rapid.IntRange(0, 300).Draw(t, "end")), Renewal: model.RenewalAutomatic, RenewalTerm: civil.Period{Months: 12},
			Notice: &notice, NoticeTheirs: &theirs, NoRoll: rapid.Bool().Draw(t, "no roll"), NoticeTo: civil.ExitAny,
		}
		if rapid.Bool().Draw(t, "delivery") {
			c.Delivery = drawPeriod(t, "delivery time", 30)
		}
		if rapid.Bool().Draw(t, "decision") {
			c.DecideWithin = drawPeriod(t, "decision time", 60)
		}
		if rapid.Bool().Draw(t, "open-ended") {
			c.OpenEnded, c.Ends, c.Renewal, c.RenewalTerm = true, civil.Date{}, "", civil.Period{}
			c.Notice.BusinessDays *= 3
		}
		s := &model.Supplier{ID: "acme", Tier: &model.Tier{}, Contracts: []*model.Contract{c}}
		var later []civil.Date
		for range rapid.IntRange(1, 40).Draw(t, "holidays") {
			later = append(later, lastKnown.AddDays(rapid.IntRange(1, 400).Draw(t, "holiday")))
		}
		before, after := rowsWith(t, s), rowsWith(t, s, later...)
		for i, row := range before {
			other := after[i]
			other.HolidaysKnownUntil = row.HolidaysKnownUntil
			if !reflect.DeepEqual(row, other) && row.HolidaysKnownUntil != lastKnown {
				t.Fatalf("not marked: %+v %+v\nwith later holidays: %+v %+v", row, row.ContractDates, other, other.ContractDates)
			}
		}
	})
}

// TestWhatNoHolidayMovesIsNotMarked has an end that is written down, and notice days that are known.
func TestWhatNoHolidayMovesIsNotMarked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fixed := &model.Contract{ID: "fixed", Ends: civil.NewDate(2033, time.March, 31), Renewal: model.RenewalNone}
		near := &model.Contract{
			ID: "near", Ends: civil.NewDate(2033, time.March, 31), Renewal: model.RenewalAutomatic, RenewalTerm: civil.Period{Months: 12}, Notice: &civil.Period{Months: 6},
		}
		for _, row := range rowsWith(t, &model.Supplier{ID: "acme", Tier: &model.Tier{}, Contracts: []*model.Contract{fixed, near}}) {
			if !row.HolidaysKnownUntil.IsZero() {
				t.Errorf("%s of %s is marked with %s", row.Kind, row.Subject, row.HolidaysKnownUntil)
			}
		}
	})
}

// TestTheBasisSaysUntilWhenHolidaysAreKnown has a notice day in 2032 that depends on the holidays of 2033.
func TestTheBasisSaysUntilWhenHolidaysAreKnown(t *testing.T) {
	calendar, err := civil.BuildCalendar(civil.CalendarSpec{ID: "plant", ListedUntil: lastKnown})
	if err != nil {
		t.Fatal(err)
	}
	for notice, want := range map[civil.Period]bool{{BusinessDays: 60}: true, {Months: 3}: false} {
		c := &model.Contract{
			ID: "c", Ends: civil.NewDate(2033, time.February, 28), Renewal: model.RenewalAutomatic, RenewalTerm: civil.Period{Months: 12}, Notice: &notice,
		}
		s := &model.Supplier{ID: "acme", Tier: &model.Tier{}, Contracts: []*model.Contract{c}, Calendar: calendar}
		now := time.Date(2032, time.June, 1, 12, 0, 0, 0, time.UTC)
		e := obligations.NewSupplier(&obligations.Context{Registry: &model.Registry{}, Now: now}, s)
		how := strings.Join(obligations.NoticeArithmetic(e, e.Terms[0].Decide), "\n")
		if strings.Contains(how, "Public holidays are known only until 2032-12-31: the true deadlines may be earlier.") != want {
			t.Errorf("notice of %s: %s", notice, how)
		}
	}
}
