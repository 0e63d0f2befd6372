package exposure

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/contactstate"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

// CoverageHistory is how many critical and important suppliers are covered, now and at the ends of past months.
type CoverageHistory struct {
	AsOf      time.Time
	Since     civil.Date // from this day on verifications are recorded; of days before, only what the registry records is known. Zero: since today
	Tiers     []TierCoverage
	Uncovered []UncoveredSupplier // now
	Uncounted int                 // suppliers of standard tiers
}

// TierCoverage is the coverage of the suppliers of one tier.
type TierCoverage struct {
	Tier   *model.Tier
	Points []CoveragePoint // the earliest first; the last one is now
}

// Now returns the coverage as it is now.
func (t TierCoverage) Now() CoveragePoint { return t.Points[len(t.Points)-1] }

// CoveragePoint counts suppliers on one day.
type CoveragePoint struct {
	Day                          civil.Date
	Covered, NotCovered, Unknown int
}

// Of returns how many suppliers are counted.
func (p CoveragePoint) Of() int { return p.Covered + p.NotCovered + p.Unknown }

// UncoveredSupplier is a supplier that is not covered, and why.
type UncoveredSupplier struct {
	Entry    *model.Supplier
	Since    civil.Date // the first day without; zero: no day is known on which it was covered
	Why      string
	Contacts []string // those that are not verified in time, each with what is known; at most unverifiedListed
	More     int      // how many are not listed
}

// unverifiedListed is how many contacts of a supplier are listed at most.
const unverifiedListed = 4

// coverageDays are the days on which the coverage is counted: the ends of past months and today.
type coverageDays struct {
	days []civil.Date           // the last one is today
	past []*obligations.Context // on each day but the last
	now  *obligations.Context
}

func newCoverageDays(r *model.Registry, facts *factindex.Index, now time.Time, months int) coverageDays {
	today := r.Unowned.Today(now)
	past := monthEnds(today, months)
	c := coverageDays{days: append(past, today), now: &obligations.Context{Registry: r, Facts: facts, Now: now}}
	for _, day := range past {
		c.past = append(c.past, c.onDay(day))
	}
	return c
}

// supplierCoverage is whether one supplier is covered on each of the days.
type supplierCoverage struct {
	covered   []bool             // by the days, now included
	uncovered *UncoveredSupplier // nil: it is covered now
}

// of returns whether a supplier is covered on each of the days, and why it is not covered now if it is not.
func (c coverageDays) of(s *model.Supplier) supplierCoverage {
	found := supplierCoverage{covered: make([]bool, len(c.days))}
	var days []civil.Date
	for i, context := range c.past {
		if found.covered[i] = coverageOf(obligations.NewPastContacts(context, s)).isCovered(); found.covered[i] {
			days = append(days, c.days[i])
		}
	}
	e := obligations.NewContacts(c.now, s)
	current := coverageOf(e)
	if current.isCovered() {
		found.covered[len(c.past)] = true
		return found
	}
	u := uncovered(e, current)
	u.Since = c.uncoveredSince(e, days)
	found.uncovered = &u
	return found
}

// monthEnds returns the last days of a number of months before that of a day, the earliest first.
func monthEnds(today civil.Date, months int) []civil.Date {
	first := civil.NewDate(today.Year(), today.Month(), 1)
	var days []civil.Date
	for n := months - 1; n >= 0; n-- {
		days = append(days, first.AddMonths(-n).AddDays(-1))
	}
	return days
}

func newTierCoverage(tier *model.Tier, days []civil.Date) *TierCoverage {
	t := &TierCoverage{Tier: tier, Points: make([]CoveragePoint, len(days))}
	for i, day := range days {
		t.Points[i].Day = day
	}
	return t
}

// add counts a supplier on each of the days, where everything is recorded since a day.
func (t *TierCoverage) add(found supplierCoverage, since civil.Date) {
	now := len(t.Points) - 1
	for i, covered := range found.covered {
		t.Points[i].add(covered, i < now && (since.IsZero() || t.Points[i].Day.Before(since)))
	}
}

// add counts one supplier. What is not proven is unknown where not everything was recorded.
func (p *CoveragePoint) add(covered, incomplete bool) {
	switch {
	case covered:
		p.Covered++
	case incomplete:
		p.Unknown++
	default:
		p.NotCovered++
	}
}

func sortedTiers(tiers map[*model.Tier]*TierCoverage) []TierCoverage {
	var all []TierCoverage
	for _, t := range tiers {
		all = append(all, *t)
	}
	slices.SortFunc(all, func(a, b TierCoverage) int { return compareTiers(a.Tier, b.Tier) })
	return all
}

// compareTiers sorts the gravest class first, then by id.
func compareTiers(a, b *model.Tier) int {
	return cmp.Or(cmp.Compare(a.Class, b.Class), strings.Compare(a.ID, b.ID))
}

// uncovered returns why a supplier is not covered.
func uncovered(e *obligations.Supplier, c coverage) UncoveredSupplier {
	u := UncoveredSupplier{Entry: e.Entry, Why: c.why()}
	if len(e.Entry.Contacts) == 0 {
		u.Why = "the registry has no contact for it"
	}
	for _, contact := range e.Entry.Contacts {
		says := unverified(e, contact)
		switch {
		case says == "":
		case len(u.Contacts) == unverifiedListed:
			u.More++
		default:
			u.Contacts = append(u.Contacts, contactstate.Name(contact)+": "+says)
		}
	}
	return u
}

// unverified returns in words that a contact is not verified in time; empty if it is.
func unverified(e *obligations.Supplier, c *model.Contact) string {
	row, reachable := contactstate.MainWay(e, c)
	switch {
	case !reachable:
		return "no address and no phone number"
	case row.State == obligations.StateNever:
		return row.Channel + " never verified"
	case row.State == obligations.StateOverdue:
		return row.Channel + " verification overdue since " + prose.Long(row.Due)
	}
	return ""
}
