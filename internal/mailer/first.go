package mailer

import (
	"fmt"

	"supplierwatch/internal/watch"
)

// first is the mail of a first start: everything that stands for a team, what
// must be acted on before what is work.
func (c *Composer) first(d watch.Decision, v View, items []item) (document, string) {
	pages := 0
	for pages < len(items) && items[pages].alert.Route != watch.RouteWork {
		pages++
	}
	work := len(items) - pages
	doc := document{
		Title: "First look at your suppliers",
		Badge: badge(items[0].finding.Severity),
		Lead: []string{
			"Supplier Watch has just started and this is all that it found for your team: " +
				several(pages, "alert") + " to act on now and " + several(work, "point") + " of work.",
		},
	}
	if pages > 0 {
		doc.Lead = append(doc.Lead, "The alerts escalate from now on until somebody acknowledges them.")
		doc.Blocks, doc.Sections = c.blocks(d, v, items[:pages])
	}
	if pages > 1 {
		doc.Index, doc.Say = v.index(items[:pages], v.reader(d.To)), c.configured(sayAll(items[:pages]))
	}
	if work > 0 {
		doc.Lead = append(doc.Lead, "The work comes back in the weekly letter.")
		doc.Sections = append(doc.Sections, v.section("WORK", items[pages:], pages, v.reader(d.To)))
	}
	text := fmt.Sprintf("First look at your suppliers: %d to act on, %d of work", pages, work)
	return doc, subject(doc.Badge, text)
}
