package compose

import (
	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/model"
)

// pageLimit is how many bytes the HTML of a mail may have: Gmail cuts off what comes after some 102 kB, and the foot with it.
const pageLimit = 98_000

// room is how much one mail tells of many alerts. What there is no room for is counted.
type sizeBudget struct {
	blocks  int // alerts in full
	entries int // alerts of each part in a few lines
	kinds   int // kinds of what is left of each part, one after the other
	lines   int // alerts of each kind in one line
	answers int // what suppliers wrote, and who would be written to
}

// nameCalls writes beside each alert that is told by more than a line whom the mail says to call first.
func recordCalls(v View, doc document.Document, numbered []item, r reader) {
	for i := range doc.Blocks {
		numbered[i].Call = contactToCall(v, numbered[i], r)
	}
	for _, s := range doc.Sections {
		for _, e := range s.Entries {
			numbered[e.Number-1].Call = contactToCall(v, numbered[e.Number-1], r)
		}
	}
}

// roomy is what a mail tells whose values are of ordinary length.
var fullBudget = sizeBudget{blocks: 10, entries: 12, kinds: 24, lines: 8, answers: 30}

// less gives a third of the room up.
func (r sizeBudget) less() sizeBudget {
	cut := func(n int) int { return max(1, n*2/3) }
	return sizeBudget{blocks: cut(r.blocks), entries: cut(r.entries), kinds: cut(r.kinds), lines: cut(r.lines), answers: cut(r.answers)}
}

// write composes the mail's two forms with as much room as the HTML's size allows, and gives its alerts in the order in which the mail numbers
// them. Values of great length leave room for fewer; at the least, one of each sort is told.
func writeWithin(c *Composer, d model.Decision, v View, items []item, subject string) (text, page string, numbered []item, err error) {
	asks := requestsOfTeam(d, v)
	for r := fullBudget; ; r = r.less() {
		numbered = append([]item(nil), items...)
		doc, err := documentOf(c, d, v, numbered, r)
		if err != nil {
			return "", "", nil, err
		}
		if len(asks) > 0 {
			doc.Sections = append(doc.Sections, requestsSection(c, asks, r.answers))
		}
		addressAnswers(c, &doc, d.Mail, subject)
		text, page, err = document.Render(doc, subject)
		if err != nil || len(page) <= pageLimit || r == r.less() {
			recordCalls(v, doc, numbered, readerOf(v, d.To))
			return text, page, numbered, err
		}
	}
}
