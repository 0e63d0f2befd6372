package mailparse

import (
	"slices"
	"strings"
	"unicode"
)

// Bank is what a mail holds of bank details: accounts, and words about them. An
// account is secret to whoever need not know it: it is compared by a keyed hash
// and never shown.
type Bank struct {
	Accounts  []string // in one spelling each, such as iban:DE89370400440532013000
	Obscured  bool     // something is meant as bank details and cannot be compared
	Mentioned bool     // words speak of a bank account beside the numbers
	Announced bool     // it is said to be another one than before
	Changing  bool     // something is said to change in the text that holds the account
	Partial   bool     // the mail is too long to be examined as a whole
}

// kinds names what a mail holds, for its evidence: the countries of its IBANs
// and the like, never a number.
func (b Bank) kinds() string {
	var kinds []string
	for _, account := range b.Accounts {
		kind, rest, _ := strings.Cut(account, ":")
		switch kind {
		case "iban":
			kind = "IBAN of " + rest[:2]
		case "bic":
			kind = "BIC"
		case "ifsc":
			kind = "IFSC"
		case "link":
			kind = "payment link"
		}
		if !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	if len(kinds) == 0 {
		return ""
	}
	return " (" + strings.Join(kinds, ", ") + ")"
}

// Any reports whether a mail holds bank details, or speaks of them.
func (b Bank) Any() bool { return len(b.Accounts) > 0 || b.Obscured || b.Mentioned || b.Announced }

// Announces reports whether the bank details are said to be others than before, or
// may be. Of an account that is known only Announced counts.
func (b Bank) Announces() bool { return b.Announced || b.Changing }

// with joins what two texts of a mail hold.
func (b Bank) with(other Bank) Bank {
	b.Accounts = slices.Clone(b.Accounts)
	for _, account := range other.Accounts {
		if !slices.Contains(b.Accounts, account) && len(b.Accounts) < maxAccounts {
			b.Accounts = append(b.Accounts, account)
		} else if len(b.Accounts) == maxAccounts {
			b.Obscured = true
		}
	}
	b.Obscured = b.Obscured || other.Obscured
	b.Mentioned = b.Mentioned || other.Mentioned
	b.Announced = b.Announced || other.Announced
	b.Changing = b.Changing || other.Changing
	b.Partial = b.Partial || other.Partial
	return b
}

// maxAccounts bounds the accounts of a mail that are told apart.
const maxAccounts = 30

var (
	wordsBank       = tableOf(foreignBank, listed(func(l language) []string { return l.bank }))
	wordsBankChange = tableOf(foreignBankChange, listed(func(l language) []string { return l.bankChange }))
	wordsBankSame   = spoken(func(l language) []string { return l.bankSame })
)

// detailsIn finds all bank details in a text, in their order and not one inside
// another.
func detailsIn(source string) []found {
	p := plainOf(source)
	all := slices.Concat(ibansIn(p.text), accountsIn(p.text), walletsIn(p.text), linksIn(p.text))
	slices.SortStableFunc(all, func(a, b found) int { return a.start - b.start })
	var kept []found
	for _, f := range all {
		if n := len(kept); n == 0 || f.start >= kept[n-1].end {
			kept = append(kept, f)
		}
	}
	for i, f := range kept {
		kept[i].start, kept[i].end = p.from[f.start], p.from[f.end]
	}
	return kept
}

// accountMark stands in a text for an account. It is one word.
const accountMark = "bankaccountnumberhere"

// Masked returns a text with a note in place of all bank details.
func Masked(text string) string { return marked(text, detailsIn(text), "[account number]") }

func marked(text string, details []found, mark string) string {
	if len(details) == 0 {
		return text
	}
	var out strings.Builder
	at := 0
	for _, f := range details {
		out.WriteString(text[at:f.start] + mark)
		at = f.end
	}
	out.WriteString(text[at:])
	return out.String()
}

// reach is how far the words of a text count.
type reach int

const (
	nearby reach = iota // words of change in the next sentence count, and words about an account alone
	strict              // those in the same sentence count: an address in a signature may be "Neue Straße"
)

// maxExamined bounds how much of a text is examined, in bytes: half of it from
// the beginning and half from the end.
const maxExamined = 128 << 10

// bankIn returns what a text holds.
func bankIn(text string, r reach) Bank {
	var b Bank
	if other := turned(text); other != "" {
		b = bankIn(other, r)
	}
	if len(text) > maxExamined {
		b.Partial = true
		text = strings.ToValidUTF8(text[:maxExamined/2]+"\n"+text[len(text)-maxExamined/2:], "")
	}
	details := detailsIn(text)
	for _, f := range details {
		if f.account == "" {
			b.Obscured = true
		} else {
			b = b.with(Bank{Accounts: []string{f.account}})
		}
	}
	hidden := marked(text, details, " "+accountMark+" ")
	b = b.said(withoutDisguise(hidden), r, len(details) > 0)
	if slices.ContainsFunc([]rune(hidden), func(c rune) bool { return c > unicode.MaxLatin1 && unicode.IsLetter(c) }) {
		b = b.said(hidden, r, len(details) > 0) // words that are Cyrillic or Greek, and no disguise
	}
	return b
}

// said adds what a text says of bank accounts in words. Marks stand in it for
// accounts, if it holds any.
func (b Bank) said(text string, r reach, holds bool) Bank {
	sentences := sentencesOf(respaced(text))
	for i, sentence := range sentences {
		sentence = wordsBankSame.blanked(sentence)
		numbered := strings.Contains(sentence, accountMark)
		speaks := speaksOfBank(sentence) || i+1 < len(sentences) && speaksOfBank(sentence+" "+sentences[i+1])
		b.Changing = b.Changing || r == nearby && holds && wordsBankChange.in(sentence)
		if !numbered && !speaks {
			continue
		}
		b.Announced = b.Announced || wordsBankChange.in(sentence) || r == nearby && wordsBankChange.in(around(sentences, i))
		b.Mentioned = b.Mentioned || r == nearby && !numbered && !labels(sentences, i)
	}
	return b
}

// apart are marks that may stand between two words in place of a blank.
var apart = strings.NewReplacer("-", " ", "_", " ", "/", " ", ".", " ", "*", "", "'", "")

func speaksOfBank(sentence string) bool {
	return wordsBank.in(sentence) || wordsBank.in(strings.Join(strings.Fields(apart.Replace(sentence)), " "))
}

// around returns the sentences before and behind one.
func around(sentences []string, i int) string {
	near := append([]string{}, sentences[max(0, i-1):i]...)
	near = append(near, sentences[i+1:min(len(sentences), i+2)]...)
	return wordsBankSame.blanked(strings.Join(near, " . "))
}

// longestLabel is how many words the name of a number has.
const longestLabel = 4

// labels reports whether a few words name the number that follows.
func labels(sentences []string, i int) bool {
	return words(sentences[i]) <= longestLabel &&
		slices.ContainsFunc(sentences[i+1:min(len(sentences), i+3)], func(s string) bool { return strings.Contains(s, accountMark) })
}

// respaced joins words whose letters are parted, such as "b a n k".
func respaced(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = joinLetters(line)
	}
	return strings.Join(lines, "\n")
}

// spacedLetters is how many parted letters in a row are taken for a word.
const spacedLetters = 4

func joinLetters(line string) string {
	fields := strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == '\t' || r == '\u00a0' })
	var out []string
	for i := 0; i < len(fields); {
		n := i
		for n < len(fields) && len([]rune(strings.Trim(fields[n], ".-_*"))) == 1 {
			n++
		}
		if n-i >= spacedLetters {
			var word strings.Builder
			for _, letter := range fields[i:n] {
				word.WriteString(strings.Trim(letter, ".-_*"))
			}
			out, i = append(out, word.String()), n
			continue
		}
		out, i = append(out, fields[i]), i+1
	}
	if len(out) == len(fields) {
		return line
	}
	return strings.Join(out, " ")
}
