package registry

import (
	"fmt"

	"supplierwatch/internal/registry/scalar"
	"supplierwatch/internal/strictyaml"
)

// itemName is how an item of a supplier is named: by its own id or, without one, by a word.
type itemName struct {
	given    strictyaml.Value[scalar.ID]
	fallback string
}

// assignIDs returns each item its id. The same id twice is a problem. Ids that are left out are made from the words, so that the second
// contract without one is contract-2; those that are written are never taken.
func (s scope) assignIDs(kind string, items []itemName) []string {
	if len(items) == 0 {
		return []string{}
	}
	first := make(map[string]strictyaml.Place, len(items))
	for _, x := range items {
		name := string(x.given.V)
		if place, twice := first[name]; twice && x.given.Set {
			s.report(x.given.Place, "duplicate %s id `%s` (first used on line %d)", kind, name, place.Line)
		} else if x.given.Set {
			first[name] = x.given.Place
		}
	}
	ids := make([]string, len(items))
	for i, x := range items {
		ids[i] = string(x.given.V)
		if !x.given.Set {
			ids[i] = unusedID(x.fallback, first)
			first[ids[i]] = x.given.Place
		}
	}
	return ids
}

// unusedID returns the word or, if it is taken, the word with the first number that is not.
func unusedID(word string, taken map[string]strictyaml.Place) string {
	name := word
	for n := 2; ; n++ {
		if _, ok := taken[name]; !ok {
			return name
		}
		name = fmt.Sprintf("%s-%d", word, n)
	}
}
