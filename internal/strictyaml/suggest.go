package strictyaml

import "strings"

// Suggest returns the known word nearest to a mistyped or shortened one, if one is near enough to be meant. Case and the difference
// between - and _ do not count; two letters that changed places count as one mistake, and so does a word that was only begun. Of equally
// near words the first is taken.
func Suggest(word string, known []string) (string, bool) {
	folded := fold(word)
	best, least := "", max(1, len([]rune(folded))/3)+1
	for _, k := range known {
		other := fold(k)
		n := distance(folded, other, least)
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

// distance counts the characters to insert, delete, replace or swap with their neighbour to turn a into b, up to limit.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if max(len(x), len(y))-min(len(x), len(y)) >= limit {
		return limit
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+differ(x[i-1], y[j-1]))
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return min(last[len(y)], limit)
}

func differ(a, b rune) int {
	if a == b {
		return 0
	}
	return 1
}
