package reply

import (
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"supplierwatch/internal/mailparse/mime"
)

// sniffedBytes is how much of a file is looked at to see whether it is text, in bytes.
const sniffedBytes = 512

// looksReadable reports whether a file holds text although it is called something
// else, such as a text that is attached as a picture. Outlook's container of a
// mail is searched too: what is not compressed in it is plain text there.
func looksReadable(p mime.Part) bool {
	if p.IsShown() || p.MediaType == "message/rfc822" || p.MediaType == "text/rfc822-headers" || strings.HasPrefix(p.MediaType, "message/") {
		return false
	}
	if p.MediaType == "application/ms-tnef" || strings.EqualFold(p.Name, "winmail.dat") {
		return true
	}
	head := mime.DecodeTransfer(p.Body[:min(len(p.Body), 2*sniffedBytes)], p.Header.Get("content-transfer-encoding"), sniffedBytes)
	return looksLikeText(head)
}

// looksLikeText reports whether some bytes are UTF-8 without control characters. The
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

// unpacked returns the text of a file, with what its format hides in it: markup in
// the middle of a number, folded lines, and quoted bytes of business cards.
func unpacked(text, mediaType, extension string) string {
	switch {
	case strings.Contains(mediaType, "html"), extension == ".html", extension == ".htm":
		return mime.HTMLText(text) + "\n" + attributes(text)
	case strings.HasSuffix(mediaType, "xml"), extension == ".xml", extension == ".svg":
		return text + "\n" + mime.HTMLText(text)
	case strings.HasPrefix(text, `{\rtf`):
		return text + "\n" + controlWord.ReplaceAllString(text, "")
	case strings.Contains(text, "BEGIN:V"):
		text = foldedLine.ReplaceAllString(text, "")
		if quotedByte.MatchString(text) {
			text += "\n" + string(mime.DecodeTransfer([]byte(text), "quoted-printable", mime.MaxText))
		}
	}
	return strings.Map(func(r rune) rune {
		if r == 0 {
			return -1 // between the characters of UTF-16 in a container
		}
		return r
	}, text)
}

// wordsOfName returns the words of a file's name.
func wordsOfName(file string) string {
	return strings.NewReplacer("_", " ", "+", " ", "%20", " ", "-", " ", ".", " ").Replace(file) + "\n" + strings.TrimSuffix(file, path.Ext(file))
}

// isReadable reports whether a leaf is text, whatever it is called.
func isReadable(p mime.Part) bool {
	switch {
	case strings.HasPrefix(p.MediaType, "text/"), strings.HasSuffix(p.MediaType, "xml"), strings.HasSuffix(p.MediaType, "json"):
		return p.MediaType != "text/rfc822-headers"
	}
	switch strings.ToLower(path.Ext(p.Name)) {
	case ".txt", ".csv", ".htm", ".html", ".xml", ".json", ".md", ".rtf", ".vcf", ".ics", ".eml", ".text", ".log":
		return true
	}
	return false
}

// readable returns the text of such a leaf. Of HTML that is shown it gives the
// source: what it shows is read elsewhere, where its links lead is not.
func readable(p mime.Part) string {
	text := mime.DecodeText(p.Content(), p.Params["charset"])
	switch {
	case p.IsShown() && p.MediaType == "text/html":
		return attributes(text) + mime.VisibleText(text)
	case p.IsShown():
		return ""
	}
	return unpacked(text, p.MediaType, strings.ToLower(path.Ext(p.Name)))
}
