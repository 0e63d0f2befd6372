package exposure

import (
	"fmt"
	"slices"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/contactstate"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

// addCoverage counts the supplier where it is critical or important.
func addCoverage(e *obligations.Supplier, c *apidoc.Coverage) {
	if !countsForCoverage(e.Entry) {
		return
	}
	c.Of++
	if coverageOf(e).isCovered() {
		c.Covered++
	}
}

// countsForCoverage reports whether a supplier is critical or important: only these are counted.
func countsForCoverage(s *model.Supplier) bool { return s.Tier.Class != model.ClassStandard }

// coverage is which contacts of a supplier are verified in time, and what its tier wants.
type coverage struct {
	verified    []*model.Contact
	independent int // how many of them are independent of each other
	wanted      int // independent ones
}

func coverageOf(e *obligations.Supplier) coverage {
	verified := slices.DeleteFunc(slices.Clone(e.Entry.Contacts), func(c *model.Contact) bool { return !verifiedInTime(e, c) })
	return coverage{verified: verified, independent: len(contactstate.Independent(verified)), wanted: e.Entry.Tier.IndependentContacts}
}

// isCovered reports whether the supplier has as many independent contacts as its tier wants, each verified in time and one with a phone.
func (c coverage) isCovered() bool {
	return c.independent >= c.wanted && (c.wanted == 0 || c.isCallable())
}

// isCallable reports whether a verified contact has a phone that can be called from anywhere.
func (c coverage) isCallable() bool { return slices.ContainsFunc(c.verified, contactstate.Callable) }

// why returns, for a supplier that is not covered, what it lacks.
func (c coverage) why() string {
	lacks := prose.Count(c.independent, "independent contact") + fmt.Sprintf(" verified in time, %d needed", c.wanted)
	switch {
	case c.independent >= c.wanted:
		return "no contact verified in time has a phone number that can be called from abroad"
	case len(c.verified) > c.independent:
		return lacks + "; the other verified contacts share an address or a phone number, or reach nobody in person"
	}
	return lacks
}

// verifiedInTime reports whether a contact was verified in time: its address or, where it has none, its phone.
func verifiedInTime(e *obligations.Supplier, c *model.Contact) bool {
	main, reachable := contactstate.MainWay(e, c)
	return reachable && (main.State == obligations.StateValid || main.State == obligations.StateDue)
}
