package inbox

import (
	"path"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"supplierwatch/internal/message"
)

// texts are what patterns are held against.
type texts struct {
	subject, body text
	sender        string // in lower case
}

// text is a text as it was written, and folded.
type text struct{ plain, folded string }

func newTexts(m message.Message) texts {
	return texts{subject: newText(m.Subject), body: newText(m.Text), sender: strings.ToLower(m.From)}
}

func newText(s string) text { return text{plain: s, folded: fold(s)} }

func (t text) has(folded string) bool { return strings.Contains(t.folded, folded) }

// phrase is one phrase of a pattern: words, or a regular expression.
type phrase struct {
	words string         // folded
	re    *regexp.Regexp // nil: words
}

// newPhrase reads a phrase as the registry has it: /RE2/, or words of which case and accents do not count.
func newPhrase(s string) phrase {
	if len(s) > 2 && strings.HasPrefix(s, "/") && strings.HasSuffix(s, "/") {
		if re, err := regexp.Compile(s[1 : len(s)-1]); err == nil { // checked when the registry was read
			return phrase{re: re}
		}
	}
	return phrase{words: fold(s)}
}

func (p phrase) in(t text) bool {
	if p.re != nil {
		return p.re.MatchString(t.plain)
	}
	return t.has(p.words)
}

// fold takes case, accents and the width of spaces out of a text.
func fold(s string) string {
	accents := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	folded, _, err := transform.String(accents, strings.ToLower(s))
	if err != nil {
		folded = strings.ToLower(s)
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(folded, "ß", "ss")), " ")
}

// globbed reports whether an address matches a glob, in which * stands for any characters and ? for one. What names a domain behind an @ is of
// that domain alone, since no address has two.
func globbed(glob, address string) bool {
	ok, err := path.Match(slashless.Replace(strings.ToLower(glob)), slashless.Replace(address))
	return err == nil && ok
}

// slashless makes of addresses like /CN=ORDERS/@gateway.example what has no parts, as a path has.
var slashless = strings.NewReplacer("/", "|")
