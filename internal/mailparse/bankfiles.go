package mailparse

import (
	"encoding/base64"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sniffed is how much of a file is looked at to see whether it is text, in bytes.
const sniffed = 512

// looksReadable says that a file holds text although it is called something
// else, such as a text that is attached as a picture. Outlook's container of a
// mail is searched too: what is not compressed in it stands there as text.
func (p part) looksReadable() bool {
	if p.isShown() || p.mediaType == "message/rfc822" || p.mediaType == "text/rfc822-headers" || strings.HasPrefix(p.mediaType, "message/") {
		return false
	}
	if p.mediaType == "application/ms-tnef" || strings.EqualFold(p.name, "winmail.dat") {
		return true
	}
	head := decodeTransfer(p.body[:min(len(p.body), 2*sniffed)], p.header.get("content-transfer-encoding"), sniffed)
	return looksLikeText(head)
}

// looksLikeText says that some bytes are UTF-8 without control characters. The
// last character may be cut.
func looksLikeText(b []byte) bool {
	if len(b) == 0 || strings.HasPrefix(string(b), "%PDF-") {
		return false
	}
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && size == 1:
			return len(b) < utf8.UTFMax
		case unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t':
			return false
		}
		b = b[size:]
	}
	return true
}

var (
	controlWord = regexp.MustCompile(`\\[a-z]+-?\d* ?|\\[^a-z]|[{}]`)
	foldedLine  = regexp.MustCompile(`\r?\n[ \t]`)
	quotedByte  = regexp.MustCompile(`=[0-9A-F]{2}`)
)

// unpacked gives the text of a file, with what its format hides in it: markup in
// the middle of a number, folded lines, and quoted bytes of business cards.
func unpacked(text, mediaType, extension string) string {
	switch {
	case strings.Contains(mediaType, "html"), extension == ".html", extension == ".htm":
		return htmlText(text) + "\n" + attributes(text)
	case strings.HasSuffix(mediaType, "xml"), extension == ".xml", extension == ".svg":
		return text + "\n" + htmlText(text)
	case strings.HasPrefix(text, `{\rtf`):
		return text + "\n" + controlWord.ReplaceAllString(text, "")
	case strings.Contains(text, "BEGIN:V"):
		text = foldedLine.ReplaceAllString(text, "")
		if quotedByte.MatchString(text) {
			text += "\n" + string(decodeTransfer([]byte(text), "quoted-printable", maxText))
		}
	}
	return strings.Map(func(r rune) rune {
		if r == 0 {
			return -1 // between the letters of UTF-16 in a container
		}
		return r
	}, text)
}

// pathless gives what an address inside HTML says besides where it leads: a
// logo's address is no link at which somebody pays. Data in it is unpacked.
func pathless(link string) string {
	text := unescape(link)
	if head, data, found := strings.Cut(text, ";base64,"); found && strings.HasPrefix(head, "data:") {
		raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(data))
		if err != nil || !looksLikeText(raw[:min(len(raw), sniffed)]) {
			return "" // a picture
		}
		text = string(raw[:min(len(raw), maxText)])
	}
	if strings.HasPrefix(link, "data:image/svg") {
		text += "\n" + htmlText(text)
	}
	return outOfPaths.Replace(text)
}

// numbersOf gives what such an address, or a style sheet, says if it holds bank
// details. Its words alone say nothing.
func numbersOf(link string) string {
	if text := pathless(link); len(detailsIn(text)) > 0 {
		return text + "\n"
	}
	return ""
}

var outOfPaths = strings.NewReplacer("/", " ", ".", " ", "?", " ", "&", " ", "=", " ", ",", " ")
