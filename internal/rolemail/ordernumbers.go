package rolemail

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const (
	// maxNumbers limits how many numbers of each class are read from a mail.
	maxNumbers = 60
	// shortestNumber is how many characters the number of an order has at least, where no prefix shows that it is one.
	shortestNumber = 4
	// longestIncidental is how many digits a number has at most that is ignored where nothing announces it.
	longestIncidental = 5
	// longestNumber is how many digits a number that is written in groups has at most.
	longestNumber = 14
	// longestGroup is how many digits the first group of such a number has at most.
	longestGroup = 4
)

// numbers are what in a mail may be numbers of orders, by what the mail calls them. A number that is written in groups has several readings,
// parted by a bar.
type numbers struct {
	orders     []string // of our orders
	references []string // without a word about what they are
	own        []string // of their own confirmation
	quoted     []string // what may be an order in what they quote
}

// class is what a mail calls a number.
type class int

const (
	classNone   class = iota // nothing
	classOrder               // the number of our order
	classOwn                 // the number of their confirmation
	classTheirs              // another number of the supplier: of an invoice, a delivery note, a customer, a telephone
)

// textPlace is which of the texts of a mail is the one below its subject.
const textPlace = 1

// numbersIn reads the numbers of the subject of a mail, its text, and other texts. What one announces does not reach into the next.
func numbersIn(texts ...string) numbers {
	var s numberScan
	for i, text := range texts {
		s.words, s.at, s.class, s.prose = wordsOf(text), 0, classNone, i == textPlace
		for s.at < len(s.words) {
			s.step()
		}
	}
	return s.found
}

// numberScan goes through a text word by word and keeps in mind what the last words announced.
type numberScan struct {
	words []word
	at    int
	class class
	prose bool // it is the text of the mail
	exact bool // a word announced the number: "no.", "Nr."
	found numbers
}

func (s *numberScan) step() {
	w := s.words[s.at]
	if class, n := labelAt(s.words[s.at:]); n > 0 {
		s.class, s.exact, s.at = class, numberWords[s.words[s.at+n-1].folded], s.at+n
		return
	}
	s.at++
	switch {
	case !w.number():
		s.between(w)
	case w.date():
		if !s.incidental(w.plain) {
			s.found.add(classNone, []string{w.plain})
		}
	case w.amount() || s.at < len(s.words) && units[s.words[s.at].folded]:
		// A quantity or a price is not the number of an order.
	default:
		s.take(w)
	}
}

// between decides what a word between an announcement and its number does.
func (s *numberScan) between(w word) {
	switch {
	case s.class == classOwn && aboutWords[w.folded]:
		s.class = classOrder // their confirmation of, for, zu, pour … our order
	case numberWords[w.folded]:
		s.exact = true
	case !fillers[w.folded]:
		s.class = classNone
	}
}

// take adds a number. Words like "your orders" announce several, other words one.
func (s *numberScan) take(w word) {
	class, announced := s.class, s.class != classNone
	switch {
	case w.prefixed():
		class = classOrder
	case class == classOwn && !s.exact:
		class = classNone // "order confirmation 4500000001" may name our number as well as theirs
	}
	readings := []string{w.plain}
	joined, i := w.plain, s.at
	for i < len(s.words) && s.words[i].beside && digitsOnly(s.words[i].plain) && digitsOnly(joined) && len(joined)+len(s.words[i].plain) <= longestNumber {
		joined += s.words[i].plain
		readings = append(readings, joined)
		i++
	}
	if class == classTheirs || len(w.plain) <= longestGroup {
		s.at = i // its other groups belong to it
	}
	if class != classOrder {
		s.class = classNone
	}
	if len(compactDigits(readings[len(readings)-1])) < shortestNumber && !w.prefixed() {
		class = classNone
	}
	if class == classNone && !announced && !w.prefixed() && s.incidental(readings[len(readings)-1]) {
		return
	}
	s.found.add(class, readings)
}

// incidental reports whether a number in a text may be anything where nothing announces it: a year, a postal code, an extension.
func (s *numberScan) incidental(number string) bool {
	return s.prose && digitsOnly(number) && len(number) <= longestIncidental
}

func (n *numbers) add(c class, readings []string) {
	list := map[class]*[]string{classNone: &n.references, classOrder: &n.orders, classOwn: &n.own}[c]
	if list == nil || len(*list) == maxNumbers {
		return
	}
	if text := strings.Join(readings, "|"); !slices.Contains(*list, text) && len(readings[len(readings)-1]) >= shortestNumber {
		*list = append(*list, text)
	}
}

// word is a word of a text.
type word struct {
	plain  string // as written, without punctuation around it
	folded string // for comparing: in lower case, without accents and punctuation
	beside bool   // only a space is between the word before and it
}

// number reports whether a word may be a number: it has a digit.
func (w word) number() bool { return strings.ContainsFunc(w.plain, unicode.IsDigit) }

var (
	dayForm    = regexp.MustCompile(`^(\d{1,2}[./-]\d{1,2}([./-](\d{2}|\d{4})?)?|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|(19|20)\d{2})$`)
	amountForm = regexp.MustCompile(`^\d{1,3}(\.\d{3})*\.\d{2}$`)
	prefixForm = regexp.MustCompile(`^(po|pono|ponr|p\.?o\.?)[-_./]?\d`)
)

func (w word) date() bool   { return dayForm.MatchString(w.plain) }
func (w word) amount() bool { return amountForm.MatchString(w.plain) }

// prefixed reports whether the word itself says that it is the number of a purchase order: PO-7.
func (w word) prefixed() bool { return prefixForm.MatchString(strings.ToLower(w.plain)) }

func digitsOnly(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

// compactDigits returns a number without its separators.
func compactDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("-/._", r) {
			return -1
		}
		return r
	}, s)
}

// wordsOf cuts a text into words. A colon, a number sign and the dot behind an abbreviation end a word: Nr.:4500000001.
func wordsOf(text string) []word {
	text = norm.NFKC.String(text) // digits in full width, blanks of any kind
	var all []word
	beside := false
	flush := func(raw string) {
		raw = strings.Trim(raw, "-/._'’°º")
		if raw == "" {
			return
		}
		for i, part := range splitAbbreviation(raw) {
			all = append(all, word{plain: part, folded: foldedWord(part), beside: beside && i == 0})
		}
		beside = true
	}
	start := -1
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-/._'’°º", r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			flush(text[start:i])
			start = -1
		}
		if r != ' ' && r != '\u00a0' && r != '\u202f' && r != '\u2009' {
			beside = false
		}
	}
	if start >= 0 {
		flush(text[start:])
	}
	return all
}

// abbreviated is an abbreviation to which a number is glued.
var abbreviated = regexp.MustCompile(`^(\pL[\pL.-]*[.°º])(\d.*)$`)

func splitAbbreviation(raw string) []string {
	if !strings.ContainsAny(raw, ".°º") || !strings.ContainsFunc(raw, unicode.IsDigit) {
		return []string{raw} // most words
	}
	if m := abbreviated.FindStringSubmatch(raw); m != nil && !prefixForm.MatchString(strings.ToLower(raw)) {
		return []string{strings.Trim(m[1], "-.°º"), m[2]}
	}
	return []string{raw}
}

// foldedWord makes a word comparable: Bestell-Nr. is bestellnr, d'ordine is dordine.
func foldedWord(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, fold(s))
}
