package strictyaml

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"supplierwatch/internal/model"
	"supplierwatch/internal/secretline"
)

// excerptWidth is how many columns of a terminal an excerpt takes.
const excerptWidth = 100

// Excerpts adds to problems of one file the line that each is about, where it has none yet.
func Excerpts(data []byte, problems []model.Problem) {
	lines := lineIndex{data: data}
	for i := range problems {
		if problems[i].Excerpt == "" {
			problems[i].Excerpt = lines.excerpt(problems[i].Position)
		}
	}
}

// excerpt returns the line of a place and, below it, a caret at its column. Of a long line it is the part around the column. What may be a secret
// is left out, and the line as a whole where the place is in a secret.
func (l *lineIndex) excerpt(at model.Position) string {
	text, caret := l.around(at.Line, at.Column-1)
	if strings.TrimSpace(text) == "" || l.belongsToSecret(at.Line) {
		return ""
	}
	text, caret, fit := secretline.Without(text, caret)
	if !fit {
		return ""
	}
	gutter := fmt.Sprintf("%5d | ", at.Line)
	shown, before := visible([]rune(text), utf8.RuneCountInString(text[:caret]))
	return gutter + shown + "\n" + strings.Repeat(" ", len(gutter)-2) + "| " + strings.Repeat(" ", before) + "^"
}

// How many bytes before and after a column are looked at: a file can be a single line of many megabytes, with many problems on it.
const (
	lookedBefore = 4 << 10
	lookedAfter  = 1 << 10
)

// around returns the text of a line around a column, counted from zero, and the offset of the column in it.
func (l *lineIndex) around(number, column int) (text string, caret int) {
	line := l.line(number)
	if l.passed.line != number || l.passed.column > column {
		l.passed = passedColumn{line: number}
	}
	for p := &l.passed; p.column < column && p.offset < len(line); p.column++ {
		_, size := utf8.DecodeRune(line[p.offset:])
		p.offset += size
	}
	at := min(l.passed.offset, len(line))
	from, to := max(0, at-lookedBefore), min(len(line), at+lookedAfter)
	for from > 0 && from < at && !utf8.RuneStart(line[from]) {
		from++
	}
	for to < len(line) && to > at && !utf8.RuneStart(line[to]) {
		to--
	}
	text = string(line[from:to])
	if from > 0 { // visible writes a mark where something is left out
		text = "…" + text
		from -= len("…")
	}
	return text, at - from
}

// passedColumn is a column of a line whose offset is known.
type passedColumn struct{ line, column, offset int }

// visible returns the part of a line around a column as a terminal can show it, and how many columns of the terminal lie before it.
func visible(runes []rune, column int) (text string, before int) {
	column = base(runes, max(0, min(column, len(runes))))
	first, taken := column, 0
	for first > 0 && taken < excerptWidth*2/3 {
		first--
		taken += columns(shownRune(runes[first], taken))
	}
	first = base(runes, first)
	var b strings.Builder
	if first > 0 {
		b.WriteString("…")
		before++
	}
	total := before
	for i, r := range runes[first:] {
		shown := shownRune(r, total)
		if total+columns(shown) > excerptWidth {
			b.WriteString("…")
			break
		}
		b.WriteString(shown)
		total += columns(shown)
		if first+i < column {
			before = total
		}
	}
	return strings.TrimRight(b.String(), " "), before
}

// base returns the index of the character that the one at an index is drawn on, such as the vowel below accents.
func base(runes []rune, i int) int {
	for i > 0 && i < len(runes) && columns(shownRune(runes[i], 0)) == 0 {
		i--
	}
	return i
}

// tabWidth is how wide a tab is shown.
const tabWidth = 4

// shownRune returns a character as it is shown at a column: a tab as spaces, and what nobody can see by its number.
func shownRune(r rune, at int) string {
	switch {
	case r == '\t':
		return strings.Repeat(" ", tabWidth-at%tabWidth)
	case isHidden(r) || unicode.IsControl(r):
		return fmt.Sprintf("<U+%04X>", r)
	}
	return string(r)
}

// columns returns how many columns of a terminal a text takes: two for the wide characters of East Asia, none for marks.
func columns(text string) int {
	n := 0
	for _, r := range text {
		switch kind := width.LookupRune(r).Kind(); {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

var (
	beginsWithKey = regexp.MustCompile(`^[ \t]*(- +)*["']?[A-Za-z_$][A-Za-z0-9_-]*["']?[ \t]*:`)
	indentOnly    = regexp.MustCompile(`^[ \t]*(- +)*`)
)

// belongsToSecret reports whether a line is below a key of a secret, or continues its value.
func (l *lineIndex) belongsToSecret(number int) bool {
	text := l.head(number)
	if !beginsWithKey.MatchString(text) && secretline.LeavesOpen(l.head(number-1)) {
		return true
	}
	indent := len(indentOnly.FindString(text))
	for above := number - 1; above > 0 && indent > 0 && number-above < maxAbove; above-- {
		outer := l.head(above)
		if strings.TrimSpace(outer) == "" {
			continue
		}
		if depth := len(indentOnly.FindString(outer)); depth < indent {
			if indent = depth; secretline.LeavesOpen(outer) {
				return true
			}
		}
	}
	return false
}

// maxAbove is how many lines above are searched for the key that a line belongs to.
const maxAbove = 500

// head returns the beginning of a line.
func (l *lineIndex) head(number int) string {
	line := l.line(number)
	return string(line[:min(len(line), lookedBefore)])
}
