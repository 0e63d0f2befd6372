package exposure

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// Coverage returns the coverage of a registry now and at the ends of a number of months before. Past months are computed with the suppliers and contacts
// of today and the verifications up to then. Where those do not prove that a supplier was covered before the day since which everything is recorded, it is
// unknown.
func Coverage(r *model.Registry, facts *factindex.Index, now, since time.Time, months int) CoverageHistory {
	return new(CoverageUpdates).At(r, facts, now, since, months)
}

// CoverageUpdates computes the coverage again and again. What was found about a supplier is kept until something is recorded about it, or a day begins.
// Its zero value is ready for one goroutine.
type CoverageUpdates struct {
	registry  *model.Registry
	facts     *factindex.Index
	months    int
	at, until time.Time // from the last computation until the next day begins somewhere
	recorded  int       // facts in the index, as of the last computation
	uncounted int
	suppliers []keptCoverage // in the order in which they are listed
}

// keptCoverage is what was found about a supplier.
type keptCoverage struct {
	entry    *model.Supplier
	recorded int // facts about it at that time; -1: nothing was found yet
	found    supplierCoverage
}

// Same reports whether At would return what it returned last, except for the instant.
func (u *CoverageUpdates) Same(r *model.Registry, facts *factindex.Index, now time.Time) bool {
	return u.holds(r, facts, now.Round(0)) && u.recorded == facts.Recorded()
}

// holds reports whether what was found about suppliers holds for those about which nothing was recorded since.
func (u *CoverageUpdates) holds(r *model.Registry, facts *factindex.Index, now time.Time) bool {
	return u.registry == r && u.facts == facts && !now.Before(u.at) && now.Before(u.until)
}

// At returns what Coverage does.
func (u *CoverageUpdates) At(r *model.Registry, facts *factindex.Index, now, since time.Time, months int) CoverageHistory {
	now = now.Round(0) // a clock that was set back shows in the wall clock only
	if !u.holds(r, facts, now) || u.months != months {
		u.begin(r, facts, now, months)
	}
	u.at, u.recorded = now, facts.Recorded() // what is recorded meanwhile is read the next time
	h := CoverageHistory{AsOf: now, Uncounted: u.uncounted}
	if !since.IsZero() {
		h.Since = r.Unowned.Today(since)
	}
	days, tiers := newCoverageDays(r, facts, now, months), map[*model.Tier]*TierCoverage{}
	for i := range u.suppliers {
		k := &u.suppliers[i]
		k.update(facts, days)
		if tiers[k.entry.Tier] == nil {
			tiers[k.entry.Tier] = newTierCoverage(k.entry.Tier, days.days)
		}
		tiers[k.entry.Tier].add(k.found, h.Since)
		if k.found.uncovered != nil {
			h.Uncovered = append(h.Uncovered, *k.found.uncovered)
		}
	}
	h.Tiers = sortedTiers(tiers)
	return h
}

// begin forgets everything, and prepares the computation for a registry on a day.
func (u *CoverageUpdates) begin(r *model.Registry, facts *factindex.Index, now time.Time, months int) {
	*u = CoverageUpdates{registry: r, facts: facts, months: months, until: dayEnd(r, now)}
	for _, s := range r.Suppliers {
		if countsForCoverage(s) {
			u.suppliers = append(u.suppliers, keptCoverage{entry: s, recorded: -1})
		} else {
			u.uncounted++
		}
	}
	names := make(map[*model.Supplier]string, len(u.suppliers))
	for _, k := range u.suppliers {
		names[k.entry] = strings.ToLower(k.entry.Name)
	}
	slices.SortStableFunc(u.suppliers, func(a, b keptCoverage) int {
		return cmp.Or(compareTiers(a.entry.Tier, b.entry.Tier), strings.Compare(names[a.entry], names[b.entry]))
	})
}

// update computes the coverage of the supplier if something was recorded about it.
func (k *keptCoverage) update(facts *factindex.Index, days coverageDays) {
	recorded := recordedAbout(facts, k.entry)
	if recorded == k.recorded {
		return
	}
	k.recorded, k.found = recorded, days.of(k.entry)
}

// recordedAbout returns how many facts are about a supplier, under its present and its former ids.
func recordedAbout(facts *factindex.Index, s *model.Supplier) int {
	n := facts.RecordedAbout(s.ID)
	for _, was := range s.Was {
		n += facts.RecordedAbout(was)
	}
	return n
}

// dayEnd returns the first instant after now at which a day ends for a supplier, its owner or the registry.
func dayEnd(r *model.Registry, now time.Time) time.Time {
	ends := map[*time.Location]time.Time{}
	first := civil.DayEnd(now, r.Unowned)
	add := func(c *civil.Calendar) {
		if _, known := ends[c.Zone()]; known {
			return
		}
		end := civil.DayEnd(now, c)
		ends[c.Zone()] = end
		if end.Before(first) {
			first = end
		}
	}
	for _, s := range r.Suppliers {
		add(s.Calendar)
		add(r.CalendarOf(s.Owner))
	}
	return first
}
