package prose

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"supplierwatch/internal/civil"
)

// isoTime is a day as findings write it, or an instant of one.
var isoTime = regexp.MustCompile(`\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2} UTC)?`)

// named is text in quotation marks or backticks: a name, or something to copy.
var named = regexp.MustCompile("\"[^\"]*(?:\"|$)|`[^`]*(?:`|$)")

// Local returns a sentence of a finding as its reader writes dates: days in words, instants by the reader's clock. Text in quotation marks or
// backticks stays as it is.
func (c Clock) Local(sentence string) string { return c.InWords(sentence, c.Instant) }

// InWords returns a sentence with its days in words and each instant as write returns it. Text in quotation marks or backticks stays as it is.
func (c Clock) InWords(sentence string, write func(time.Time) string) string {
	var text strings.Builder
	from := 0
	for _, at := range named.FindAllStringIndex(sentence, -1) {
		text.WriteString(c.datesInWords(sentence[from:at[0]], write))
		text.WriteString(sentence[at[0]:at[1]])
		from = at[1]
	}
	text.WriteString(c.datesInWords(sentence[from:], write))
	return text.String()
}

func (c Clock) datesInWords(part string, write func(time.Time) string) string {
	var text strings.Builder
	from := 0
	for _, at := range isoTime.FindAllStringIndex(part, -1) {
		if joined(part[:at[0]], part[at[1]:]) {
			continue
		}
		text.WriteString(part[from:at[0]] + c.inWords(part[at[0]:at[1]], write))
		from = at[1]
	}
	return text.String() + part[from:]
}

// joined reports whether what looks like a date is part of a longer word, such as the name of a file.
func joined(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	next, size := utf8.DecodeRuneInString(after)
	if next == '.' || next == ':' {
		next, _ = utf8.DecodeRuneInString(after[size:])
	}
	return partOfWord(last) || partOfWord(next)
}

func partOfWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_/.:@", r))
}

func (c Clock) inWords(iso string, write func(time.Time) string) string {
	if t, err := time.Parse("2006-01-02 15:04 MST", iso); err == nil {
		return write(t)
	}
	d, err := civil.ParseDate(iso)
	if err != nil {
		return iso
	}
	return c.Day(d)
}
