package sheet

import (
	"fmt"
	"regexp"
	"strings"
)

// otherCodePage matches what Windows-1252 makes of letters in the code pages of MS-DOS (850) and of old Macintoshes: capital letters and signs within a
// word, as in MŸller and K„se. Apostrophes, dashes and the trademark sign occur there in other text too.
var otherCodePage = regexp.MustCompile(`\pL[ŠŽŸŒ]\p{Ll}|\pL[€‚ƒ„…†‡ˆ‰‹“”˜›¤§¥¦¬¨]\pL`)

// likelyWindows1252 refuses text that was read as Windows-1252 and has words that nobody writes: it is in another code page.
func likelyWindows1252(text string) error {
	at := otherCodePage.FindStringIndex(text)
	if at == nil {
		return nil
	}
	return fmt.Errorf("line %d has %q within a word, so the file is in the character set of MS-DOS or of an old Macintosh: save the list again as CSV UTF-8",
		1+strings.Count(text[:at[0]], "\n"), text[at[0]:at[1]])
}
