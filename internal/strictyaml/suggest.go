package strictyaml

import (
	"strings"

	"supplierwatch/internal/editdistance"
)

// Suggest returns the known word nearest to a mistyped or shortened one, if one is near enough to be meant. Case and the difference
// between - and _ do not count; two letters that changed places count as one mistake, and so does a word that was only begun. Of equally
// near words the first is taken.
func Suggest(word string, known []string) (string, bool) {
	folded := fold(word)
	best, least := "", max(1, len([]rune(folded))/3)+1
	for _, k := range known {
		other := fold(k)
		n := editdistance.Between(folded, other, least)
		if len(folded) >= shortest && strings.HasPrefix(other, folded) {
			n = min(n, 1)
		}
		if n < least {
			best, least = k, n
		}
	}
	return best, best != ""
}

// shortest is how many letters the beginning of a word must have to mean it.
const shortest = 3

func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' {
			return '_'
		}
		return r
	}, strings.ToLower(s))
}
