package strictyaml

import (
	"regexp"
	"slices"
	"strings"
)

// hiddenSecret is what an excerpt shows in place of a secret.
const hiddenSecret = "<secret>"

var (
	keyOfLine     = regexp.MustCompile(`["']?([A-Za-z_$][A-Za-z0-9_-]*)["']?[ \t]*:`)
	beginsWithKey = regexp.MustCompile(`^[ \t]*(- +)*["']?[A-Za-z_$][A-Za-z0-9_-]*["']?[ \t]*:`)
	urlWithKey    = regexp.MustCompile(`(?i)\burl["']?[ \t]*:.*?://`) // the paths of some URLs are secrets
	indentOnly    = regexp.MustCompile(`^[ \t]*(- +)*`)
	refersOnly    = regexp.MustCompile(`^[ \t]*\{[ \t]*["']?(?:env|file)["']?[ \t]*:[^{}]*\}`)
	closedQuote   = regexp.MustCompile(`^[ \t]*(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*(?:[,}\]]|#|$)`)
	secretsInText = regexp.MustCompile(`(?i)(?:passw(?:or)?d\s*=|\b(?:Bearer|Basic) |\b(?:ghp|gho|glpat|xox[abp]|sk|AKIA)[-_A-Za-z0-9]{12}).*`)
	nameInURL     = regexp.MustCompile(`://([^/?#\s]*)@`)
	longToken     = regexp.MustCompile(`[A-Za-z0-9+/_=-]{32,}`)
)

// textSpan is a part of a text, by its offsets.
type textSpan struct{ from, to int }

// withoutSecrets returns a text with hiddenSecret in place of each part that may be a secret, and the caret in it. Nothing is left to be shown where
// the caret is within such a part.
func withoutSecrets(text string, caret int) (shown string, at int, fit bool) {
	if strings.Contains(text, "PRIVATE KEY") || strings.Contains(text, "-----BEGIN") {
		return "", 0, false
	}
	var b strings.Builder
	last, at := 0, caret
	for _, s := range secretsOf(text) {
		if s.from < last {
			continue
		}
		if s.from < caret && caret < s.to {
			return "", 0, false
		}
		b.WriteString(text[last:s.from])
		if s.to <= caret && s.to > s.from {
			at += len(hiddenSecret) - (s.to - s.from)
		}
		b.WriteString(hiddenSecret)
		last = s.to
	}
	b.WriteString(text[last:])
	return b.String(), at, true
}

// secretsOf returns the parts of a text that may be secrets, in their order; none reaches into another.
func secretsOf(text string) []textSpan {
	var all []textSpan
	for _, key := range keyOfLine.FindAllStringSubmatchIndex(text, -1) {
		if secretKey.MatchString(text[key[2]:key[3]]) {
			all = append(all, valueSpan(text, key[1])...)
		}
	}
	if url := urlWithKey.FindStringIndex(text); url != nil {
		all = append(all, textSpan{url[1], len(text)})
	}
	for _, name := range nameInURL.FindAllStringSubmatchIndex(text, -1) {
		all = append(all, textSpan{name[2], name[3]})
	}
	for _, found := range secretsInText.FindAllStringIndex(text, -1) {
		all = append(all, textSpan{found[0], found[1]})
	}
	for _, token := range longToken.FindAllStringIndex(text, -1) {
		if isRandom(text[token[0]:token[1]]) && !strings.HasSuffix(text[:token[0]], fingerprint) {
			all = append(all, textSpan{token[0], token[1]})
		}
	}
	return merged(all)
}

// fingerprint begins the fingerprint of a public key, which everybody may see.
const fingerprint = "SHA256:"

// valueSpan returns where the value of a secret key is that ends at an offset: to the end of the line, unless quotation marks show where it ends. A
// reference to a file or an environment variable is not a secret.
func valueSpan(text string, end int) []textSpan {
	rest := text[end:]
	if refersOnly.MatchString(rest) {
		return nil
	}
	from := end + len(rest) - len(strings.TrimLeft(rest, " \t"))
	if quoted := closedQuote.FindString(rest); quoted != "" {
		return []textSpan{{from, end + strings.LastIndexAny(quoted, `"'`) + 1}}
	}
	return []textSpan{{from, len(text)}}
}

// merged sorts spans and joins those that overlap.
func merged(all []textSpan) []textSpan {
	slices.SortFunc(all, func(a, b textSpan) int { return a.from - b.from })
	var joined []textSpan
	for _, s := range all {
		if s.from == s.to {
			continue
		}
		if n := len(joined); n > 0 && s.from < joined[n-1].to {
			joined[n-1].to = max(joined[n-1].to, s.to)
			continue
		}
		joined = append(joined, s)
	}
	return joined
}

// isRandom reports whether a long run of characters is one that a program made rather than words: letters in both cases and digits alternate
// all the time.
func isRandom(token string) bool {
	digits, changes, before := 0, 0, kindOfByte('-')
	for i := range len(token) {
		kind := kindOfByte(token[i])
		if kind == digit {
			digits++
		}
		if kind != separator && before != separator && kind != before {
			changes++
		}
		before = kind
	}
	return changes*3 >= len(token) || digits > 1 && changes*6 >= len(token)
}

// byteKind is what a character of a token is.
type byteKind int

const (
	separator byteKind = iota
	digit
	small
	capital
)

func kindOfByte(c byte) byteKind {
	switch {
	case c >= '0' && c <= '9':
		return digit
	case c >= 'a' && c <= 'z':
		return small
	case c >= 'A' && c <= 'Z':
		return capital
	}
	return separator
}

// belongsToSecret reports whether a line is below a key of a secret, or continues its value.
func (l *lineIndex) belongsToSecret(number int) bool {
	text := l.head(number)
	if !beginsWithKey.MatchString(text) && leavesSecretOpen(l.head(number-1)) {
		return true
	}
	indent := len(indentOnly.FindString(text))
	for above := number - 1; above > 0 && indent > 0 && number-above < maxAbove; above-- {
		outer := l.head(above)
		if strings.TrimSpace(outer) == "" {
			continue
		}
		if depth := len(indentOnly.FindString(outer)); depth < indent {
			if indent = depth; leavesSecretOpen(outer) {
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

// leavesSecretOpen reports whether the value of a secret key on a line may go on below it.
func leavesSecretOpen(line string) bool {
	for _, key := range keyOfLine.FindAllStringSubmatchIndex(line, -1) {
		if rest := line[key[1]:]; secretKey.MatchString(line[key[2]:key[3]]) && !refersOnly.MatchString(rest) && !closedQuote.MatchString(rest) {
			return true
		}
	}
	return strings.Contains(line, "PRIVATE KEY")
}
