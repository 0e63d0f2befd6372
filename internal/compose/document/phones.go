package document

import (
	"html/template"
	"regexp"
	"strings"
)

// phoneNumber is an international number as people write it: +49 89 555 0190.
var phoneNumber = regexp.MustCompile(`\+[1-9][0-9]*(?:[ ()/.-]{1,2}[0-9]+)+|\+[1-9][0-9]{6,14}`)

// linkPhones returns a text in which each phone number is a link that a phone dials (RFC 3966).
func linkPhones(text string) template.HTML {
	var html strings.Builder
	from := 0
	for _, at := range phoneNumber.FindAllStringIndex(text, -1) {
		number := text[at[0]:at[1]]
		digits := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, number)
		if len(digits) < shortestNumber || len(digits) > longestNumber {
			continue
		}
		html.WriteString(template.HTMLEscapeString(text[from:at[0]]))
		html.WriteString(`<a href="tel:+` + digits + `">` + template.HTMLEscapeString(number) + `</a>`)
		from = at[1]
	}
	return template.HTML(html.String() + template.HTMLEscapeString(text[from:]))
}

// The fewest and the most digits of an international number (E.164).
const shortestNumber, longestNumber = 7, 15
