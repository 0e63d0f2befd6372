package mailer

import (
	"fmt"
	"strings"
	"time"

	"supplierwatch/internal/watch"
)

const (
	// wroteWithin is how far back a letter tells what suppliers wrote: as far as weekly letters lie apart.
	wroteWithin = 7 * 24 * time.Hour
	// bareYes is how many words an answer has at most that says yes and nothing besides.
	bareYes = 3
)

// wrote is the part of a letter that tells what people of the reader's suppliers answered. They were asked whether anything is coming that we
// should know, and a yes may stand before closing days or the end of a product. It is empty if nobody wrote more than a yes.
func (v View) wrote(r reader, limit int) section {
	s := section{Title: "WHAT SUPPLIERS WROTE"}
	if v.Registry == nil || v.Facts == nil {
		return s
	}
	left := 0
	for _, supplier := range v.Registry.Suppliers {
		if supplier.Owner != r.team {
			continue
		}
		for _, c := range supplier.Contacts {
			for _, f := range v.Facts.Kind(supplier.ID, "contact/"+c.ID, watch.FactConfirmed, watch.FactReplied) {
				text := f.Data[watch.DataReply]
				if v.Now.Sub(f.ObservedAt) > wroteWithin || len(strings.Fields(text)) <= bareYes {
					continue
				}
				if len(s.Lines) == limit {
					left++
					continue
				}
				s.Lines = append(s.Lines, fmt.Sprintf("%s (%s), %s, from %s: %q", plain(orID(c.Name, titled(string(firstRole(c))), c.ID)), plain(supplier.Name),
					dateText(r.today(f.ObservedAt)), plain(f.Actor), shorten(plain(text), quoteLimit)))
			}
		}
	}
	if left > 0 {
		s.More = fmt.Sprintf("And %s more, on the page.", several(left, "answer"))
	}
	return s
}
