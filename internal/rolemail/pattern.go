package rolemail

import (
	"path"
	"regexp"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"supplierwatch/internal/ascii"
	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailparse"
)

// Limits of what patterns are compared with, since anybody can send a mail of any length.
const (
	maxSubject = 500      // characters
	maxBody    = 64 << 10 // bytes
)

// truncated returns a message with at most maxSubject of its subject and maxBody of its text.
func truncated(m mailparse.Message) mailparse.Message {
	m.Subject = mailparse.Beginning(m.Subject, maxSubject)
	if len(m.Text) > maxBody {
		m.Text = strings.ToValidUTF8(m.Text[:maxBody], "")
	}
	return m
}

// texts are what patterns are compared with.
type texts struct {
	subject, body *text
	sender        string // in lower case
}

// text is a text as it was written and folded, with the regular expressions that were looked for in it: many suppliers use the same.
type text struct {
	plain  string
	folded func() string
	found  map[*phrase]bool
}

// newTexts prepares a message for being read; it is truncated already.
func newTexts(m mailparse.Message) texts {
	return texts{subject: newText(m.Subject), body: newText(m.Text), sender: strings.ToLower(m.From)}
}

func newText(s string) *text {
	return &text{plain: s, folded: sync.OnceValue(func() string { return fold(s) }), found: map[*phrase]bool{}}
}

func (t *text) has(folded string) bool { return strings.Contains(t.folded(), folded) }

// matches reports whether a phrase is in the text. To look for words costs less than to remember whether they were found.
func (t *text) matches(p *phrase) bool {
	if p.re == nil {
		return t.has(p.words) || p.apart != "" && t.has(p.apart)
	}
	found, known := t.found[p]
	if !known {
		found = p.re.MatchString(t.plain)
		t.found[p] = found
	}
	return found
}

// phrase is one phrase of a pattern: words, or a regular expression.
type phrase struct {
	words string         // folded
	apart string         // likewise, with ae for an ä and so on; empty: without any
	re    *regexp.Regexp // nil: words
}

// phrases has each phrase of a registry once.
type phrases map[string]*phrase

func (x phrases) of(s string) *phrase {
	if x[s] == nil {
		x[s] = newPhrase(s)
	}
	return x[s]
}

// newPhrase reads a phrase as the registry has it: /RE2/, or words of which case and accents do not count.
func newPhrase(s string) *phrase {
	if len(s) > 2 && strings.HasPrefix(s, "/") && strings.HasSuffix(s, "/") {
		if re, err := regexp.Compile(s[1 : len(s)-1]); err == nil { // checked when the registry was read
			return &phrase{re: re}
		}
	}
	p := &phrase{words: fold(s)}
	if apart := fold(umlauts.Replace(norm.NFC.String(s))); apart != p.words {
		p.apart = apart
	}
	return p
}

// umlauts are written with an e where a keyboard or a program lacks them.
var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "AE", "Ö", "OE", "Ü", "UE")

// fold takes case, accents and the width of spaces out of a text.
func fold(s string) string {
	if ascii.Only(s) {
		return strings.Join(strings.Fields(strings.ToLower(s)), " ")
	}
	accents := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	folded, _, err := transform.String(accents, strings.ToLower(s))
	if err != nil {
		folded = strings.ToLower(s)
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(folded, "ß", "ss")), " ")
}

// matchesGlob reports whether an address matches a glob, in which * matches any characters and ? one. What names a domain behind an @ is of
// that domain alone, since no address has two. An international domain without wildcards may be written in either of its forms.
func matchesGlob(glob, address string) bool {
	if plain := mailaddr.Canonical(glob); plain != "" {
		glob = plain
	}
	ok, err := path.Match(withoutSlashes.Replace(strings.ToLower(glob)), withoutSlashes.Replace(address))
	return err == nil && ok
}

// withoutSlashes makes of addresses like /CN=ORDERS/@gateway.example what has no parts, as a path has.
var withoutSlashes = strings.NewReplacer("/", "|")
