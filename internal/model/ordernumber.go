package model

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

// orderPrefixes are the words that people write in front of an order number and systems leave out, without separators.
var orderPrefixes = []string{"purchaseorder", "bestellung", "pono", "ponr", "best", "po", "nr", "no"}

// SameOrder reports whether a number that a mail names is a recorded order number. Case, separators, leading zeros and a prefix such as "PO-"
// do not count, and the number of a line behind the number is ignored. A short number has to be written as it was recorded, unless the mail
// calls it the number of an order (named).
func SameOrder(recorded, read string, named bool) bool {
	short := len(orderNumber(recorded)) < distinctive
	if short && !named {
		return compact(recorded) != "" && compact(recorded) == compact(read)
	}
	for _, x := range orderReadings(recorded) {
		if x != "" && x == orderNumber(read) {
			return true
		}
	}
	for _, x := range orderReadings(read) {
		if x != "" && x == orderNumber(recorded) {
			return true
		}
	}
	return false
}

// ShapedLikeOrder reports whether a number has the shape of a recorded order number: the same letters, and as many digits in the same places.
func ShapedLikeOrder(recorded, read string) bool {
	want := orderShape(orderNumber(recorded))
	if strings.Count(want, "#") < shapely {
		return false
	}
	for _, x := range orderReadings(read) {
		if orderShape(x) == want {
			return true
		}
	}
	return false
}

// orderReadings returns the ways to read an order number: the whole, and without the number of a line at its end.
func orderReadings(number string) []string {
	found := []string{orderNumber(number)}
	if i := strings.LastIndexAny(number, "/-."); i > 0 {
		head, suffix := orderNumber(number[:i]), number[i+1:]
		if len(head) >= shapely && suffix != "" && len(suffix) <= longestSuffix && strings.Trim(suffix, "0123456789") == "" {
			found = append(found, head)
		}
	}
	return found
}

// orderNumber returns what tells an order number from others.
func orderNumber(number string) string {
	text := compact(number)
	for _, prefix := range orderPrefixes {
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

func orderShape(number string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '#'
		}
		return r
	}, number)
}

// MailNumber is a number that a mail names.
type MailNumber struct {
	Readings []string // more than one where it is written in groups
	Named    bool     // the mail calls it our order number
	Own      bool     // the mail calls it the number of their confirmation
}

// Is reports whether the number is a recorded order number.
func (n MailNumber) Is(recorded string) bool {
	for _, read := range n.Readings {
		if SameOrder(recorded, read, n.Named) {
			return true
		}
	}
	return false
}

// ShapedLike reports whether the number has the shape of a recorded order number.
func (n MailNumber) ShapedLike(recorded string) bool {
	for _, read := range n.Readings {
		if ShapedLikeOrder(recorded, read) {
			return true
		}
	}
	return false
}

// MailNumbers returns the numbers that the mail of a confirmation names. What an order response by machine names is all that it is about.
func (f Fact) MailNumbers() []MailNumber {
	if reference := f.Data[DataReference]; reference != "" {
		return []MailNumber{{Readings: []string{reference}, Named: true}}
	}
	var found []MailNumber
	for _, key := range []string{DataOrders, DataReferences, DataOwn} {
		for _, text := range strings.Fields(f.Data[key]) {
			found = append(found, MailNumber{Readings: strings.Split(text, "|"), Named: key == DataOrders, Own: key == DataOwn})
		}
	}
	return found
}

// QuotedNumbers returns the numbers that a mail repeats of another one. They count where it names no order by itself.
func (f Fact) QuotedNumbers() []MailNumber {
	var found []MailNumber
	for _, text := range strings.Fields(f.Data[DataQuoted]) {
		found = append(found, MailNumber{Readings: strings.Split(text, "|")})
	}
	return found
}
