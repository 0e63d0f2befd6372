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
		Title: "Initial report on your suppliers",
		Lead:  []string{"Supplier Watch has started. Open for your team: " + initialReportCounts(pages, work) + "."},
	}
	if pages > 0 {
		doc.Badge = badge(items[0].finding.Severity)
		doc.Lead = append(doc.Lead, "Each alert escalates from now on until somebody acknowledges it.")
		doc.Blocks, doc.Sections = alertBlocks(c, d, v, items[:pages], r)
	}
	if pages > 1 {
		doc.Index, doc.Say = newDigestWriter(v, d, r).index(items[:pages]), withConfigOption(c, shellCommandForAll(c, items[:pages]))
		doc.Answer = answersToAll(c, d, pages, len(items))
	}
	if work > 0 {
		doc.Lead = append(doc.Lead, "The tasks do not escalate; the weekly summary lists them again.")
		doc.Sections = append(doc.Sections, newDigestWriter(v, d, r).section("TASKS", items[pages:], pages))
		if c.Replies {
			doc.Foot = taskAnswerHelp(c, pages+1)
		}
	}
	return doc
}

// paging counts the items that page; they come before the tasks.
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
		return prose.Count(pages, "alert")
	case pages == 0:
		return prose.Count(work, "task")
	}
	return prose.Count(pages, "alert") + ", " + prose.Count(work, "task")
}
