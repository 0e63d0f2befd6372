package model

import (
	"fmt"

	"supplierwatch/internal/civil"
)

// CanEnd reports whether a contract with its renewals by hand can end on a day: by itself or by a notice for that day. Ends from before a renewal are
// among them.
func (c *Contract) CanEnd(day civil.Date, renewed []Renewed) bool {
	if c.OpenEnded {
		return civil.NewOpenEnded(c.Starts, c.Term, c.NoticeTo).Allows(day)
	}
	_, now := c.Agreement(renewed).EndOn(day)
	_, once := c.Agreement(nil).EndOn(day)
	return now || once
}

// NearestEnds returns the days next to a day on which a contract can end, for a sentence: the last one before it and the first one after it.
func (c *Contract) NearestEnds(day civil.Date, renewed []Renewed) string {
	before, after := c.endsAround(day, renewed)
	switch {
	case !before.IsZero() && !after.IsZero():
		return fmt.Sprintf("the nearest ends are %s and %s", before, after)
	case !before.IsZero() || !after.IsZero():
		return fmt.Sprintf("the nearest end is %s%s", before, after)
	}
	return "no end can be computed, because its dates are incomplete"
}

func (c *Contract) endsAround(day civil.Date, renewed []Renewed) (before, after civil.Date) {
	if c.OpenEnded {
		return civil.NewOpenEnded(c.Starts, c.Term, c.NoticeTo).NearestExits(day)
	}
	a := c.Agreement(renewed)
	if a.EndAfter(0).IsZero() {
		return before, after
	}
	return a.NearestEnds(day)
}
