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

// Coverage returns the coverage of a registry now and at the ends of a number of months before. Past months are computed with the suppliers and contacts
// of today and the verifications up to then. Where those do not prove that a supplier was covered before the day since which everything is recorded, it is
// unknown.
func Coverage(r *model.Registry, facts *factindex.Index, now, since time.Time, months int) CoverageHistory {
	h := CoverageHistory{AsOf: now}
	if !since.IsZero() {
		h.Since = r.Unowned.Today(since)
	}
	count := newCoverageCount(r, facts, now, months)
	for _, s := range r.Suppliers {
		if !countsForCoverage(s) {
			h.Uncounted++
			continue
		}
		if u, isUncovered := count.add(s, h.Since); isUncovered {
			h.Uncovered = append(h.Uncovered, u)
		}
	}
	h.Tiers = sortedTiers(count.tiers)
	slices.SortStableFunc(h.Uncovered, func(a, b UncoveredSupplier) int {
		return cmp.Or(compareTiers(a.Entry.Tier, b.Entry.Tier), strings.Compare(strings.ToLower(a.Entry.Name), strings.ToLower(b.Entry.Name)))
	})
	return h
}

// coverageCount counts suppliers by tier at the ends of past months and now.
type coverageCount struct {
	days  []civil.Date           // the last one is today
	past  []*obligations.Context // on each day but the last
	now   *obligations.Context
	tiers map[*model.Tier]*TierCoverage
}

func newCoverageCount(r *model.Registry, facts *factindex.Index, now time.Time, months int) coverageCount {
	today := r.Unowned.Today(now)
	past := monthEnds(today, months)
	c := coverageCount{
		days: append(past, today), now: &obligations.Context{Registry: r, Facts: facts, Now: now}, tiers: map[*model.Tier]*TierCoverage{},
	}
	for _, day := range past {
		c.past = append(c.past, c.onDay(day))
	}
	return c
}

// add counts a supplier, where everything is recorded since a day, and returns why it is not covered now if it is not.
func (c coverageCount) add(s *model.Supplier, since civil.Date) (u UncoveredSupplier, isUncovered bool) {
	if c.tiers[s.Tier] == nil {
		c.tiers[s.Tier] = newTierCoverage(s.Tier, c.days)
	}
	points := c.tiers[s.Tier].Points
	var covered []civil.Date
	for i, context := range c.past {
		isCovered := coverageOf(obligations.NewPastContacts(context, s)).isCovered()
		points[i].add(isCovered, since.IsZero() || c.days[i].Before(since))
		if isCovered {
			covered = append(covered, c.days[i])
		}
	}
	e := obligations.NewContacts(c.now, s)
	current := coverageOf(e)
	points[len(c.past)].add(current.isCovered(), false)
	if current.isCovered() {
		return u, false
	}
	u = uncovered(e, current)
	u.Since = c.uncoveredSince(e, covered)
	return u, true
}

// monthEnds returns the last days of a number of months before that of a day, the earliest first.
func monthEnds(today civil.Date, months int) []civil.Date {
	first := civil.NewDate(today.Year, today.Month, 1)
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
