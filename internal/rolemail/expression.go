package rolemail

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"
)

// expression is a regular expression that is looked for only in texts with one of some words. Most sentences have none of them, and to look for a
// word costs far less.
type expression struct{ compiled func() compiledExpression }

type compiledExpression struct {
	re    *regexp.Regexp
	words []string // each match has one of them; nil: not known
}

// newExpression returns an expression that is compiled when it is first needed: most commands read no mail.
func newExpression(text string) expression {
	return expression{sync.OnceValue(func() compiledExpression { return compile(text) })}
}

func compile(text string) compiledExpression {
	tree, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		panic(err) // as regexp.MustCompile does
	}
	return compiledExpression{re: regexp.MustCompile(text), words: required(tree.Simplify())}
}

// MatchString reports whether a text has a match.
func (x expression) MatchString(s string) bool {
	c := x.compiled()
	return c.mayMatch(s) && c.re.MatchString(s)
}

// FindAllStringIndex returns the places of at most so many matches.
func (x expression) FindAllStringIndex(s string, most int) [][]int {
	c := x.compiled()
	if !c.mayMatch(s) {
		return nil
	}
	return c.re.FindAllStringIndex(s, most)
}

func (c compiledExpression) mayMatch(s string) bool {
	return c.words == nil || slices.ContainsFunc(c.words, func(word string) bool { return strings.Contains(s, word) })
}

// required returns texts of which each match of an expression has one; nil where there are none.
func required(tree *syntax.Regexp) []string {
	switch tree.Op { //nolint:exhaustive // every other operator requires nothing
	case syntax.OpLiteral:
		if tree.Flags&syntax.FoldCase == 0 {
			return []string{string(tree.Rune)}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return required(tree.Sub[0])
	case syntax.OpConcat:
		return longest(tree.Sub)
	case syntax.OpAlternate:
		var all []string
		for _, sub := range tree.Sub {
			words := required(sub)
			if words == nil {
				return nil
			}
			all = append(all, words...)
		}
		return all
	}
	return nil
}

// longest returns the texts that one of several parts requires, of the part whose shortest text is longest.
func longest(parts []*syntax.Regexp) (best []string) {
	shortest := func(words []string) int {
		return len(slices.MinFunc(words, func(a, b string) int { return len(a) - len(b) }))
	}
	for _, part := range parts {
		words := required(part)
		if words != nil && (best == nil || shortest(words) > shortest(best)) {
			best = words
		}
	}
	return best
}
