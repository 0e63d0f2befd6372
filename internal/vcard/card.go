package vcard

import (
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/sheet"
)

// Card is one contact.
type Card struct {
	Line       int
	Properties []Property
}

// maxCards is how many cards are read.
const maxCards = 200_000

// Parse returns the cards of a file.
func Parse(data []byte) ([]Card, error) {
	text, err := sheet.Text(data)
	if err != nil {
		return nil, err
	}
	var cards []Card
	open := false
	for _, line := range unfold(text) {
		p, ok, err := parseProperty(line)
		switch {
		case err != nil:
			return nil, sheet.PlaceError{Row: line.number, Column: 1, Why: fmt.Sprintf("%s: %s", p.Name, err)}
		case !ok:
		case p.Name == "BEGIN" && strings.EqualFold(p.Text(), "VCARD"):
			if open {
				return nil, sheet.PlaceError{Row: cards[len(cards)-1].Line, Column: 1, Why: "the card has no END:VCARD"}
			}
			if len(cards) == maxCards {
				return nil, sheet.PlaceError{Row: line.number, Column: 1, Why: fmt.Sprintf("the file has more than %d cards", maxCards)}
			}
			open, cards = true, append(cards, Card{Line: line.number})
		case p.Name == "END" && strings.EqualFold(p.Text(), "VCARD"):
			open = false
		case open:
			card := &cards[len(cards)-1]
			card.Properties = append(card.Properties, p)
		}
	}
	switch {
	case open:
		return nil, sheet.PlaceError{Row: cards[len(cards)-1].Line, Column: 1, Why: "the card has no END:VCARD: the file was not saved completely"}
	case len(cards) == 0:
		return nil, sheet.PlaceError{Row: 1, Column: 1, Why: "the file has no card: expected BEGIN:VCARD"}
	}
	return cards, nil
}

// all returns the properties with a name that have a value, the preferred ones first.
func (c Card) all(name string) []Property {
	var found []Property
	for _, p := range c.Properties {
		if p.Name == name && p.Text() != "" {
			found = append(found, p)
		}
	}
	slices.SortStableFunc(found, func(a, b Property) int {
		switch {
		case a.Pref == b.Pref:
			return 0
		case a.Pref:
			return -1
		}
		return 1
	})
	return found
}

// first returns the preferred property with a name.
func (c Card) first(name string) (Property, bool) {
	all := c.all(name)
	if len(all) == 0 {
		return Property{}, false
	}
	return all[0], true
}

// person returns the name of the person or desk: FN, or else N in the order of a name as people write it, since version 2.1 does not require FN.
func (c Card) person() Property {
	if p, given := c.first("FN"); given {
		return p
	}
	n, _ := c.first("N")
	var parts []string
	for _, component := range []int{3, 1, 2, 0, 4} { // prefix, given, additional, family, suffix (RFC 2426, 3.1.2)
		if part := n.Component(component); part != "" {
			parts = append(parts, part)
		}
	}
	return Property{Name: "N", Line: n.Line, values: escaper.Replace(strings.Join(parts, " "))}
}

// phones returns the numbers that a person answers: those of fax machines and pagers are left out.
func (c Card) phones() []Property {
	return slices.DeleteFunc(c.all("TEL"), func(p Property) bool {
		return (p.Is("fax") || p.Is("pager")) && !p.Is("voice")
	})
}
