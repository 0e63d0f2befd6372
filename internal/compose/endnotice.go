package compose

import (
	"fmt"

	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/resolution"
)

// endDocument is the notice that alerts are over: resolved by evidence, expired by
// their own date, or removed with their subject.
func endDocument(d model.Decision, v View, items []item, r sizeBudget) document.Document {
	top := items[0]
	word := endBadge(items)
	if len(items) > 1 {
		doc := document.Document{Title: prose.Count(len(items), "alert") + " ended", Badge: word}
		doc.Sections = []document.Section{newDigestWriter(v, d, r).section("ENDED", items, 0)}
		return doc
	}
	title := labelOf(v, top.alert, envelope.ValueLimit)
	who := readerOf(v, d.To)
	b := document.Block{
		Badge: word, Title: title, Lead: fmt.Sprintf("%s. The alert %q has ended. %s", endWord(endReason(top)), title, who.howEnded(v, top)), Ref: reference(top),
		Who: notifiedRows(v, top.alert, top.finding, d, who), Notes: notes(top.alert),
	}
	if d.Detail != "" {
		b.How = []string{envelope.Plain(d.Detail)}
	}
	return document.Document{Title: title, Badge: word, Blocks: []document.Block{b}}
}

// howEnded returns how an alert ended: who recorded what, and when.
func (r reader) howEnded(v View, x item) string {
	a := x.alert
	switch endReason(x) {
	case model.ReasonLapsed:
		a.State = model.StateLapsed
	case model.ReasonWithdrawn:
		a.State = model.StateWithdrawn
	}
	return envelope.Plain(resolution.Text(v, a, r.clockAt(v.Now)))
}

// endBadge is the badge of the mail: how its alerts ended, if all ended alike.
func endBadge(items []item) string {
	for _, x := range items[1:] {
		if endReason(x) != endReason(items[0]) {
			return "ENDED"
		}
	}
	return endWord(endReason(items[0]))
}

// endWord returns how an alert ended in one word.
func endWord(reason model.Reason) string {
	switch reason {
	case model.ReasonLapsed:
		return "EXPIRED"
	case model.ReasonWithdrawn:
		return "REMOVED"
	}
	return "RESOLVED"
}

func endReason(x item) model.Reason {
	if x.alert.State.Open() {
		return x.Reason
	}
	return model.Reason(x.alert.State)
}
