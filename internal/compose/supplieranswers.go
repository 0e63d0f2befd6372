package compose

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

const (
	// answersWithin is how old the answers in a weekly summary are at most: as old as the summary before.
	answersWithin = 7 * 24 * time.Hour
	// plainYesWords is how many words an answer has at most that says yes and nothing else.
	plainYesWords = 3
)

// supplierAnswers returns the part of a weekly summary with the answers of the reader's suppliers. They were asked whether anything is coming that
// we should know, and a yes may precede closing days or the end of a product. It is empty if nobody wrote more than a yes.
func supplierAnswers(v View, r reader, limit int) document.Section {
	s := document.Section{Title: "REPLIES FROM SUPPLIERS"}
	if v.Registry == nil || v.Facts == nil {
		return s
	}
	var known, unknown []string // by whether the sender is known, so that nobody's mail hides an answer
	team := ""
	if r.team != nil {
		team = r.team.ID
	}
	for _, supplier := range v.SuppliersOf[team] {
		for _, c := range supplier.Contacts {
			for _, f := range v.Facts.Kind(supplier.ID, model.KindContact.Subject(c.ID), model.FactConfirmed, model.FactReplied) {
				text := f.Reply()
				if v.Now.Sub(f.ObservedAt) > answersWithin || len(strings.Fields(text)) <= plainYesWords {
					continue
				}
				from, list := envelope.Plain(f.Actor), &known
				if !f.Authenticated() {
					from, list = from+" (our mail server could not verify the sender)", &unknown
				}
				*list = append(*list, fmt.Sprintf("%s (%s), %s, from %s: %q", envelope.Plain(orID(c.Name, titleCase(string(firstRole(c))), c.ID)), envelope.Plain(supplier.Name),
					r.day(r.today(f.ObservedAt), v.Now), from, envelope.Shorten(envelope.Plain(text), quoteLimit)))
			}
		}
	}
	all := slices.Concat(known, unknown)
	left := max(0, len(all)-limit)
	s.Lines = all[:len(all)-left]
	if left > 0 {
		s.More = fmt.Sprintf("And %d more, on the page.", left)
	}
	return s
}
