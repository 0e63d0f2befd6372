package affirmation

// class is what a word does in an answer. A word may have several.
type class uint32

const (
	particle  class = 1 << iota // says yes by itself: yes, of course
	predicate                   // says it of something: correct, unchanged
	mild                        // says it of everything, and nothing by itself: fine, good
	total                       // everything, both
	still                       // still, remains
	contact                     // what is right or not: address, number, person
	identity                    // I am, that's us
	whole                       // a whole statement: nothing has changed
	glue                        // holds the others together
	courtesy                    // thanks, greetings, wishes, and that nothing is coming
	closed                      // closed, company holidays
	closes                      // closes: for a time if that has an end, else for good
	yet                         // still, as long as it lasts
	doubt                       // as yet, for now
	place                       // what is closed: office, plant
	from                        // from, as of
	bound                       // to, until, between
	day                         // weekday, month, holiday
)

// affirms reports whether the words of a clause, taken together, say yes.
func (c class) affirms() bool {
	switch {
	case c&(particle|predicate|whole) != 0:
		return true
	case c&still != 0:
		return c&(contact|identity|mild|total) != 0
	}
	return c&total != 0 && c&mild != 0
}

// isExplained reports whether a clause, all words of which are known, says nothing beyond yes, thanks and closing days. Details that are named
// without a word on them may be the only ones that are right.
func (c class) isExplained(dated bool) bool {
	switch {
	case c&doubt != 0, c&closes != 0 && c&bound == 0, c&yet != 0 && c&^(yet|still|glue) == 0:
		return false
	case c&(closed|closes) != 0:
		return c&(contact|predicate|particle) == 0 && dated && (c&from == 0 || c&bound != 0)
	case dated, c&(from|place) != 0:
		return false
	case c&contact != 0:
		return c&(predicate|still|identity|whole|courtesy) != 0 || c&(mild|total) == mild|total
	}
	return true
}
