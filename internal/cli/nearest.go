package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// shortest is how many letters the beginning of a word must have to mean it.
const shortest = 3

// nearest returns the word that begins with what was typed, else the one that
// differs least from it, or nothing where none is close enough to be meant.
func nearest(typed string, words []string) string {
	best, found := len(typed)/2+1, ""
	for _, w := range words {
		if len(typed) >= shortest && strings.HasPrefix(w, typed) {
			return w
		}
		if d := distance(typed, w); d < best {
			best, found = d, w
		}
	}
	return found
}

// distance counts the letters to add, drop or change between two words.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}

func flagNames(cmd *cobra.Command) []string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return names
}
