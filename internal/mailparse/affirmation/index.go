package affirmation

import (
	"slices"
	"strings"
	"sync"

	"supplierwatch/internal/mailparse/lexicon"
)

// entry is a word or phrase in its folded form.
type entry struct {
	text string
	does class
}

// index holds the entries of a language by their first word, the longest first.
type index map[string][]entry

// indexes are compiled when the first answer is read.
var indexes = sync.OnceValue(func() []index {
	var all []index
	for _, v := range []vocabulary{english, german, french, italian, spanish, dutch, portuguese, swedish, polish, czech} {
		all = append(all, v.index())
	}
	return all
})

func (v vocabulary) index() index {
	known := map[string]class{}
	for _, list := range []struct {
		words string
		does  class
	}{
		{v.particle, particle},
		{v.predicate, predicate},
		{v.mild, mild},
		{v.total, total},
		{v.still, still},
		{v.contact, contact},
		{v.identity, identity},
		{v.whole, whole},
		{v.glue, glue},
		{v.courtesy, courtesy},
		{v.closed, closed},
		{v.closes, closes},
		{v.yet, yet},
		{v.doubt, doubt},
		{v.place, place},
		{v.from, from},
		{v.bound, bound},
		{v.day, day},
		{"ok, okay", mild},
	} {
		for word := range strings.SplitSeq(list.words, ",") {
			if word = lexicon.Fold(word); word != "" {
				known[word] |= list.does
			}
		}
	}
	for month := range lexicon.Months() {
		known[month] |= day
	}
	found := index{}
	for text, does := range known {
		first := lexicon.FirstWord(text)
		found[first] = append(found[first], entry{text, does})
	}
	for _, entries := range found {
		slices.SortFunc(entries, func(a, b entry) int { return len(b.text) - len(a.text) })
	}
	return found
}

// prefix returns the longest entry that a folded text begins with.
func (x index) prefix(text string) (entry, bool) {
	for _, e := range x[lexicon.FirstWord(text)] {
		if strings.HasPrefix(text, e.text) && lexicon.EndsWord(text, len(e.text)) && !strings.HasPrefix(text[len(e.text):], "@") {
			return e, true
		}
	}
	return entry{}, false
}
