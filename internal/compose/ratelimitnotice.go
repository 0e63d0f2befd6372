package compose

import (
	"fmt"

	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// rateLimitNotice returns the mail that names the alerts held back by the hourly limit: what is urgent must not wait behind what is not.
func rateLimitNotice(c *Composer, d model.Decision, v View, items []item, r sizeBudget) document.Document {
	held := heldBackCount(d, items)
	lead := fmt.Sprintf("%s on hold, because you have been sent too many mails this hour.", prose.Count(held, "alert"))
	if c.PerHour > 0 {
		lead = fmt.Sprintf("%s on hold, because you are sent at most %s an hour.",
			prose.Count(held, "alert"), prose.Count(c.PerHour, "mail"))
	}
	doc := document.Document{Title: rateLimitTitle(held), Badge: rateLimitBadge(items), Lead: []string{lead, "To see all of them now, run: supplierwatch status"}}
	if len(items) > 0 {
		doc.Lead = append(doc.Lead, "The most urgent comes first. You can act now; the full mail follows.")
		doc.Sections = []document.Section{newDigestWriter(v, d, r).section("ON HOLD", items, 0)}
	}
	return doc
}

// heldBackCount counts what waits.
func heldBackCount(d model.Decision, items []item) int { return max(d.Held, len(items)) }

func rateLimitTitle(held int) string { return prose.Count(held, "alert") + " on hold" }

// rateLimitBadge returns the severity of the most severe alert that waits, where that is critical.
func rateLimitBadge(items []item) string {
	if len(items) > 0 && items[0].alert.State.Open() && items[0].finding.Severity == model.Critical {
		return badge(model.Critical)
	}
	return onHold
}

// onHold is the badge where nothing critical waits.
const onHold = "ON HOLD"

// rateLimitSubject returns a subject with the most severe alert that waits, where that is critical.
func rateLimitSubject(v View, held int, items []item) string {
	b := rateLimitBadge(items)
	if b == onHold {
		return envelope.Subject(b, rateLimitTitle(held))
	}
	return headlineSubject(v, b, prose.Count(held, "alert")+" on hold. ", items[0])
}
