package mailer

import (
	"fmt"

	"supplierwatch/internal/watch"
)

// holding says that more is true than the mails of this hour may tell.
func (c *Composer) holding(d watch.Decision, v View, items []item, r room) document {
	held := heldBack(d, items)
	title := holdingTitle(held)
	lead := fmt.Sprintf("There is more than you are mailed in an hour. Held back until the hour allows: %s.", several(held, "alert"))
	if c.PerHour > 0 {
		lead = fmt.Sprintf("You get at most %s an hour. Held back until the hour allows: %s.",
			several(c.PerHour, "mail"), several(held, "alert"))
	}
	doc := document{Title: title, Badge: "HELD", Lead: []string{lead, "See all of them now: supplierwatch status"}}
	if len(items) > 0 {
		doc.Sections = []section{v.brief(d, r).section("WAITING", items, 0)}
	}
	return doc
}

// heldBack counts what waits.
func heldBack(d watch.Decision, items []item) int { return max(d.Held, len(items)) }

func holdingTitle(held int) string { return several(held, "alert") + " held back for now" }
