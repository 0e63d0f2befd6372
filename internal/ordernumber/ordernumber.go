// Package ordernumber compares the numbers of orders as people and systems write
// them: with and without a prefix, separators and leading zeros.
package ordernumber

import (
	"strings"
	"unicode"
)

const (
	// distinctive is how many characters an order number needs to be recognised without its prefix.
	distinctive = 5
	// shapely is how many digits an order number needs for its shape to tell order numbers from other numbers.
	shapely = 6
	// longestSuffix is how many digits the number of an order's line has at most.
	longestSuffix = 6
)

// prefixes are the words that people write in front of an order number and systems leave out, without separators.
var prefixes = []string{"purchaseorder", "bestellung", "pono", "ponr", "best", "po", "nr", "no"}

// Same reports whether a number that a mail names is a recorded order number. Case, separators, leading zeros and a prefix such as "PO-"
// do not count, and the number of a line behind the number is ignored. A short number has to be written as it was recorded, unless the mail
// calls it the number of an order (named).
func Same(recorded, read string, named bool) bool {
	short := len(significant(recorded)) < distinctive
	if short && !named {
		return compact(recorded) != "" && compact(recorded) == compact(read)
	}
	for _, x := range readings(recorded) {
		if x != "" && x == significant(read) {
			return true
		}
	}
	for _, x := range readings(read) {
		if x != "" && x == significant(recorded) {
			return true
		}
	}
	return false
}

// ShapedLike reports whether a number has the shape of a recorded order number: the same letters, and as many digits in the same places.
func ShapedLike(recorded, read string) bool {
	want := shape(significant(recorded))
	if strings.Count(want, "#") < shapely {
		return false
	}
	for _, x := range readings(read) {
		if shape(x) == want {
			return true
		}
	}
	return false
}

// readings returns the ways to read an order number: the whole, and without the number of a line at its end.
func readings(number string) []string {
	found := []string{significant(number)}
	if i := strings.LastIndexAny(number, "/-."); i > 0 {
		head, suffix := significant(number[:i]), number[i+1:]
		if len(head) >= shapely && suffix != "" && len(suffix) <= longestSuffix && strings.Trim(suffix, "0123456789") == "" {
			found = append(found, head)
		}
	}
	return found
}

// significant returns what tells an order number from others.
func significant(number string) string {
	text := compact(number)
	for _, prefix := range prefixes {
		if rest, ok := strings.CutPrefix(text, prefix); ok && rest != "" && unicode.IsDigit(rune(rest[0])) {
			text = rest
			break
		}
	}
	return strings.TrimLeft(text, "0")
}

// compact returns a number without everything but letters and digits, in lower case.
func compact(number string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, number)
}

func shape(number string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '#'
		}
		return r
	}, number)
}

// Number is a number that a mail names, which may be that of an order.
type Number struct {
	Readings []string // more than one where it is written in groups
	Named    bool     // the mail calls it our order number
	Own      bool     // the mail calls it the number of their confirmation
}

// Is reports whether the number is a recorded order number.
func (n Number) Is(recorded string) bool {
	for _, read := range n.Readings {
		if Same(recorded, read, n.Named) {
			return true
		}
	}
	return false
}

// ShapedLike reports whether the number has the shape of a recorded order number.
func (n Number) ShapedLike(recorded string) bool {
	for _, read := range n.Readings {
		if ShapedLike(recorded, read) {
			return true
		}
	}
	return false
}
