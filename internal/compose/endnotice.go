package compose

import (
	"strings"
	"time"

	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// endDocument is the notice that alerts are over: resolved by evidence, lapsed by
// their own date, or withdrawn with their subject.
func endDocument(d model.Decision, v View, items []item, r sizeBudget) document.Document {
	top := items[0]
	word := endBadge(items)
	if len(items) > 1 {
		doc := document.Document{Title: prose.Count(len(items), "alert") + " ended", Badge: word}
		doc.Sections = []document.Section{newDigestWriter(v, d, r).section("OVER", items, 0)}
		return doc
	}
	title := labelOf(v, top.alert, envelope.ValueLimit)
	b := document.Block{
		Badge: word, Title: title, Lead: endLead(top, readerOf(v, d.To), v.Now), Ref: reference(top),
		Who: notifiedRows(v, top.alert, top.finding, d, readerOf(v, d.To)),
	}
	if d.Detail != "" {
		b.How = []string{envelope.Plain(d.Detail)}
	}
	return document.Document{Title: title, Badge: word, Blocks: []document.Block{b}}
}

// endBadge is the badge of the mail: how its alerts ended, if all ended alike.
func endBadge(items []item) string {
	for _, x := range items[1:] {
		if endReason(x) != endReason(items[0]) {
			return "ENDED"
		}
	}
	return strings.ToUpper(string(endReason(items[0])))
}

func endReason(x item) model.Reason {
	if x.Reason != "" {
		return x.Reason
	}
	return model.Reason(x.alert.State)
}

// endLead returns how an alert ended. A passed day is never reported as a finished task.
func endLead(x item, r reader, now time.Time) string {
	was := r.readable(x.alert.Message, now)
	switch endReason(x) {
	case model.ReasonLapsed:
		return "LAPSED. The day has passed; nothing says that it was done. It was: " + was
	case model.ReasonWithdrawn:
		return "WITHDRAWN. What it was about left the registry; nothing says that it was done. It was: " + was
	}
	return "RESOLVED. Nothing is left to do. It was: " + was
}
