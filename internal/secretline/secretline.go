// Package secretline finds what of a line of YAML may be a secret: the value of a key such as password, a name or a parameter in a URL, the path of a
// webhook, a token that a program made, a password or a PIN in a sentence. What is shown of a file leaves it out.
package secretline

import (
	"regexp"
	"slices"
	"strings"

	"supplierwatch/internal/ascii"
)

// Hidden is what an excerpt shows in place of a secret.
const Hidden = "<secret>"

var (
	secretKey = regexp.MustCompile(`(?i)passw|passphrase|pwd|kennwort|contrase|mot_?de_?passe|secret|token|credential|api_?key|private_?key|^key$|^pw$`)

	keyOfLine     = regexp.MustCompile(`["']?([A-Za-z_$][A-Za-z0-9_-]*)["']?[ \t]*:`)
	urlWithKey    = regexp.MustCompile(`(?i)\burl["']?[ \t]*:.*?://`) // the paths of some URLs are secrets
	refersOnly    = regexp.MustCompile(`^[ \t]*\{[ \t]*["']?(?:env|file)["']?[ \t]*:[^{}]*\}`)
	closedQuote   = regexp.MustCompile(`^[ \t]*(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*(?:[,}\]]|#|$)`)
	secretsInText = regexp.MustCompile(`(?i)(?:passw(?:or)?d\s*=|\b(?:Bearer|Basic) |\b(?:ghp|gho|glpat|xox[abp]|sk|AKIA)[-_A-Za-z0-9]{12}).*`)
	nameInURL     = regexp.MustCompile(`://([^/?#\s]*)@`)
	longToken     = regexp.MustCompile(`[A-Za-z0-9+/_=-]{32,}`)
)

// textSpan is a part of a text, by its offsets.
type textSpan struct{ from, to int }

// Without returns a text with Hidden in place of each part that may be a secret, and the caret in it. Nothing is left to be shown where
// the caret is within such a part.
func Without(text string, caret int) (shown string, at int, fit bool) {
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
			at += len(Hidden) - (s.to - s.from)
		}
		b.WriteString(Hidden)
		last = s.to
	}
	b.WriteString(text[last:])
	return b.String(), at, true
}

// secretsOf returns the parts of a text that may be secrets, in their order; none reaches into another.
func secretsOf(text string) []textSpan {
	var all []textSpan
	for _, key := range keyOfLine.FindAllStringSubmatchIndex(text, -1) {
		if IsKey(text[key[2]:key[3]]) {
			all = append(all, valueSpan(text, key[1])...)
		}
	}
	if url := urlWithKey.FindStringIndex(text); url != nil {
		all = append(all, textSpan{url[1], len(text)})
	}
	for _, name := range nameInURL.FindAllStringSubmatchIndex(text, -1) {
		all = append(all, textSpan{name[2], name[3]})
	}
	all = append(all, secretsInsideText(text)...)
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
	case ascii.IsDigit(c):
		return digit
	case ascii.IsUpper(c):
		return capital
	case ascii.IsLetter(c):
		return small
	}
	return separator
}

// LeavesOpen reports whether the value of a secret key on a line may go on below it.
func LeavesOpen(line string) bool {
	for _, key := range keyOfLine.FindAllStringSubmatchIndex(line, -1) {
		if rest := line[key[1]:]; IsKey(line[key[2]:key[3]]) && !refersOnly.MatchString(rest) && !closedQuote.MatchString(rest) {
			return true
		}
	}
	return strings.Contains(line, "PRIVATE KEY")
}

// IsKey reports whether the value of a key is a secret.
func IsKey(key string) bool { return secretKey.MatchString(key) }
