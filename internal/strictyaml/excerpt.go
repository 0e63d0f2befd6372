package strictyaml

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"supplierwatch/internal/model"
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

// excerpt returns the line of a place and, below it, a caret at its column. A line that may hold a secret is not shown.
func (l *lineIndex) excerpt(at model.Position) string {
	text := string(l.line(at.Line))
	if strings.TrimSpace(text) == "" || l.mayHoldSecret(at.Line) {
		return ""
	}
	gutter := fmt.Sprintf("%5d | ", at.Line)
	shown, before := visible([]rune(text), at.Column-1)
	return gutter + shown + "\n" + strings.Repeat(" ", len(gutter)-2) + "| " + strings.Repeat(" ", before) + "^"
}

// visible returns the part of a line around a column as a terminal can show it, and how many columns of the terminal lie before it.
func visible(runes []rune, column int) (text string, before int) {
	column = max(0, min(column, len(runes)))
	first, taken := column, 0
	for first > 0 && taken < excerptWidth*2/3 {
		first--
		taken += columns(shownRune(runes[first], taken))
	}
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
	keyOfLine     = regexp.MustCompile(`["']?([A-Za-z_$][A-Za-z0-9_-]*)["']?[ \t]*:`)
	longToken     = regexp.MustCompile(`[A-Za-z0-9+/_=-]{32,}`)
	beginsWithKey = regexp.MustCompile(`^[ \t]*(- +)*["']?[A-Za-z_$][A-Za-z0-9_-]*["']?[ \t]*:`)
	urlWithKey    = regexp.MustCompile(`(?i)\burl["']?[ \t]*:.*://`) // the paths of some URLs are secrets
	indentOnly    = regexp.MustCompile(`^[ \t]*(- +)*`)
)

// mayHoldSecret reports whether a line names a key of a secret, lies below one, or has a text that looks like a secret.
func (l *lineIndex) mayHoldSecret(number int) bool {
	text := string(l.line(number))
	if holdsSecretKey(text) || !beginsWithKey.MatchString(text) && holdsSecretKey(string(l.line(number-1))) || secretValue.MatchString(text) || userinfo.MatchString(text) || longToken.MatchString(text) || urlWithKey.MatchString(text) {
		return true
	}
	indent := len(indentOnly.FindString(text))
	for above := number - 1; above > 0 && indent > 0 && number-above < maxAbove; above-- {
		outer := string(l.line(above))
		if strings.TrimSpace(outer) == "" {
			continue
		}
		if depth := len(indentOnly.FindString(outer)); depth < indent {
			if indent = depth; holdsSecretKey(outer) {
				return true
			}
		}
	}
	return false
}

// maxAbove is how many lines above are searched for the key that a line belongs to.
const maxAbove = 500

func holdsSecretKey(line string) bool {
	for _, key := range keyOfLine.FindAllStringSubmatch(line, -1) {
		if secretKey.MatchString(key[1]) {
			return true
		}
	}
	return strings.Contains(line, "PRIVATE KEY")
}
