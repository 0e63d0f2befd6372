package exposure

import (
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

// uncoveredSince returns the day from which a supplier that is not covered now has not been; zero where no earlier day is known on which it was.
// covered are the month ends on which it was. A time of coverage begins with a verification, so that the last one is found among their days.
func (c coverageDays) uncoveredSince(e *obligations.Supplier, covered []civil.Date) civil.Date {
	today := c.days[len(c.days)-1]
	days := append(verificationDays(e), covered...)
	slices.SortFunc(days, func(a, b civil.Date) int { return b.Compare(a) })
	for _, since := range slices.Compact(days) {
		if since.Before(c.days[0]) || !since.Before(today) || !c.wasCovered(e.Entry, since) {
			continue
		}
		for since.Before(today) && c.wasCovered(e.Entry, since) {
			since = since.AddDays(1)
		}
		return since
	}
	return civil.Date{}
}

// wasCovered reports whether a supplier was covered on a past day.
func (c coverageDays) wasCovered(s *model.Supplier, day civil.Date) bool {
	return coverageOf(obligations.NewPastContacts(c.onDay(day), s)).isCovered()
}

// onDay returns what is known of a past day: at noon, when most teams have the same date.
func (c coverageDays) onDay(day civil.Date) *obligations.Context {
	return &obligations.Context{Registry: c.now.Registry, Facts: c.now.Facts, Now: day.Start(c.now.Registry.Unowned.Zone()).Add(12 * time.Hour)}
}

// verificationDays returns the days on which contacts of a supplier were verified.
func verificationDays(e *obligations.Supplier) []civil.Date {
	var days []civil.Date
	for _, contact := range e.Entry.Contacts {
		for _, v := range e.Verifications(contact) {
			days = append(days, v.On)
		}
	}
	return days
}
