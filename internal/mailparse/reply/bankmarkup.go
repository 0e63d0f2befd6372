package reply

import (
	"encoding/base64"
	"strings"

	"supplierwatch/internal/mailparse/bank"
	"supplierwatch/internal/mailparse/mime"

	"golang.org/x/net/html"
)

// attributes returns the attributes of HTML that can hold a text for readers.
func attributes(source string) string {
	var out strings.Builder
	tokens := html.NewTokenizer(strings.NewReader(source))
	for out.Len() < mime.MaxText {
		switch tokens.Next() {
		case html.ErrorToken:
			return out.String()
		case html.StartTagToken, html.SelfClosingTagToken:
			token := tokens.Token()
			if token.Data == "style" && tokens.Next() == html.TextToken {
				out.WriteString(numbersOf(string(tokens.Text()))) // style sheets show text too
			}
			for _, a := range token.Attr {
				switch a.Key {
				case "src", "srcset", "data", "poster", "background", "style":
					out.WriteString(numbersOf(a.Val))
				case "href", "alt", "title", "value", "placeholder", "aria-label", "content":
					out.WriteString(a.Val + "\n" + mime.Unescape(a.Val) + "\n")
				}
			}
		}
	}
	return out.String()
}

// textOfLink returns what an address inside HTML says besides its target: a
// logo's address is not a payment link. Data in it is unpacked.
func textOfLink(link string) string {
	text := mime.Unescape(link)
	if head, data, found := strings.Cut(text, ";base64,"); found && strings.HasPrefix(head, "data:") {
		raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(data))
		if err != nil || !looksLikeText(raw[:min(len(raw), sniffedBytes)]) {
			return "" // a picture
		}
		text = string(raw[:min(len(raw), mime.MaxText)])
	}
	if strings.HasPrefix(link, "data:image/svg") {
		text += "\n" + mime.HTMLText(text)
	}
	return pathSeparators.Replace(text)
}

// numbersOf returns what such an address, or a style sheet, says if it holds bank
// details. Its words alone are ignored.
func numbersOf(link string) string {
	if text := textOfLink(link); bank.HasNumbers(text) {
		return text + "\n"
	}
	return ""
}

var pathSeparators = strings.NewReplacer("/", " ", ".", " ", "?", " ", "&", " ", "=", " ", ",", " ")
