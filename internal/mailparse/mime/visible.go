package mime

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// hidingStyle matches what makes an element invisible. Text hidden between the
// digits of an account would else keep it from being found.
var hidingStyle = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:[a-z%;\s]|$)|opacity\s*:\s*0(?:[;\s]|$)|max-height\s*:\s*0|mso-hide\s*:\s*all`)

// VisibleText returns the text of HTML that a reader sees, without line breaks
// inside lines; nothing if no element can be hidden.
func VisibleText(source string) string {
	if lower := strings.ToLower(source); !strings.Contains(lower, "style") && !strings.Contains(lower, "hidden") {
		return ""
	}
	var out strings.Builder
	hidden := 0
	tokens := html.NewTokenizer(strings.NewReader(source))
	for out.Len() < MaxText {
		switch tokens.Next() {
		case html.ErrorToken:
			return HTMLText(out.String())
		case html.StartTagToken:
			raw := string(tokens.Raw())
			token := tokens.Token()
			switch {
			case isVoid(token.Data):
			case hidden > 0 || hides(token):
				hidden++
			}
			if hidden == 0 {
				out.WriteString(raw)
			}
		case html.EndTagToken:
			if hidden == 0 {
				out.Write(tokens.Raw())
			}
			hidden = max(0, hidden-1)
		default:
			if hidden == 0 {
				out.Write(tokens.Raw())
			}
		}
	}
	return HTMLText(out.String())
}

func hides(token html.Token) bool {
	for _, a := range token.Attr {
		if a.Key == "hidden" || a.Key == "style" && hidingStyle.MatchString(a.Val) {
			return true
		}
	}
	return false
}

// isVoid reports whether elements of a name have no end.
func isVoid(name string) bool {
	switch name {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr":
		return true
	}
	return false
}
