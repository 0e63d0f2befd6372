package mailbox

import (
	"encoding/base64"
	"fmt"
	"strings"
	"unicode"
)

// maxLine is how many characters of a line are kept.
const maxLine = 300

// transcript collects what was done and what came of it, without secrets.
type transcript struct {
	lines []string
	scrub *strings.Replacer
}

// newTranscript returns a transcript that hides the account's password, in
// each form in which it goes over the wire.
func newTranscript(a Account) *transcript {
	t := &transcript{scrub: strings.NewReplacer()}
	if a.Password != "" {
		plain := string(a.Password)
		response := "\x00" + a.Username + "\x00" + plain
		t.scrub = strings.NewReplacer(
			base64.StdEncoding.EncodeToString([]byte(response)), hidden,
			strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(plain), hidden,
			plain, hidden,
		)
	}
	return t
}

func (t *transcript) note(format string, args ...any) {
	runes := []rune(strings.ToValidUTF8(t.scrub.Replace(fmt.Sprintf(format, args...)), "?"))
	if len(runes) > maxLine {
		runes = append(runes[:maxLine:maxLine], '…')
	}
	for i, r := range runes {
		if !unicode.IsPrint(r) {
			runes[i] = ' '
		}
	}
	t.lines = append(t.lines, string(runes))
}

func (t *transcript) String() string { return strings.Join(t.lines, "\n") }
