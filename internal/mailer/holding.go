package mailer

import (
	"fmt"

	"supplierwatch/internal/watch"
)

// holding says that more is true than the mails of this hour may tell.
func (c *Composer) holding(d watch.Decision, v View, items []item) (document, string) {
	held := max(d.Held, len(items))
	title := several(held, "mail") + " held back for now"
	lead := fmt.Sprintf("There is more than you are mailed in an hour. %s wait and come as soon as the hour allows.", several(held, "mail"))
	if c.PerHour > 0 {
		lead = fmt.Sprintf("You get at most %s an hour. %s wait and come as soon as the hour allows.",
			several(c.PerHour, "mail"), several(held, "more mail"))
	}
	doc := document{Title: title, Badge: "HELD", Lead: []string{lead, "See all of them now: supplierwatch status"}}
	if len(items) > 0 {
		doc.Sections = []section{c.section(v, "WAITING", items, 0)}
	}
	return doc, subject("HELD", title)
}
