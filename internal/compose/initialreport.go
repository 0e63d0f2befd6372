package compose

import (
	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// initialReport returns the mail of a first start: everything that is open for a team, alerts before tasks.
func initialReport(c *Composer, d model.Decision, v View, items []item, r sizeBudget) document.Document {
	pages := paging(items)
	work := len(items) - pages
	doc := document.Document{
		Title: "First look at your suppliers",
		Lead:  []string{"Supplier Watch has just started, and this is all that it found for your team: " + initialReportCounts(pages, work) + "."},
	}
	if pages > 0 {
		doc.Badge = badge(items[0].finding.Severity)
		doc.Lead = append(doc.Lead, "What is to act on escalates from now on until somebody acknowledges it.")
		doc.Blocks, doc.Sections = alertBlocks(c, d, v, items[:pages], r)
	}
	if pages > 1 {
		doc.Index, doc.Say = newDigestWriter(v, d, r).index(items[:pages]), withConfigOption(c, shellCommandForAll(c, items[:pages]))
		doc.Answer = answersToAll(c, d, pages, len(items))
	}
	if work > 0 {
		doc.Lead = append(doc.Lead, "The work is listed again in the weekly summary.")
		doc.Sections = append(doc.Sections, newDigestWriter(v, d, r).section("WORK", items[pages:], pages))
		if c.Replies {
			doc.Foot = taskAnswerHelp(c, pages+1)
		}
	}
	return doc
}

// paging counts the items that page; they stand before those that are work.
func paging(items []item) int {
	pages := 0
	for pages < len(items) && items[pages].alert.Route != model.RouteWork {
		pages++
	}
	return pages
}

// initialReportCounts returns how many alerts and tasks an initial report has.
func initialReportCounts(pages, work int) string {
	switch {
	case work == 0:
		return prose.Count(pages, "alert") + " to act on"
	case pages == 0:
		return prose.Count(work, "point") + " of work"
	}
	return prose.Count(pages, "alert") + " to act on, " + prose.Count(work, "point") + " of work"
}
