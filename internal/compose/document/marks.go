package document

import "strings"

// The marks of ways that may lead nowhere: nobody has ever seen it work, nobody
// answered the last call, somebody else did.
const (
	NeverTried  = "never verified"
	NoAnswer    = "no answer"
	WrongNumber = "wrong number"
	NotWorking  = "does not work" // an open alert speaks against it
)

// warns reports whether a text begins with a mark of a way that may lead nowhere; the HTML sets these in bold.
func warns(known string) bool {
	for _, mark := range []string{NeverTried, NoAnswer, WrongNumber, NotWorking} {
		if strings.HasPrefix(known, mark) {
			return true
		}
	}
	return false
}
