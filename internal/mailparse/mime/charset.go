package mime

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
)

// DecodeText turns bytes of a charset into UTF-8. Of an unknown or wrong
// charset the best is made: UTF-8 where it is valid, else Windows-1252, which
// has a character for every byte.
func DecodeText(b []byte, charset string) string {
	charset = strings.ToLower(strings.Trim(charset, "\"' \t"))
	switch {
	case charset == "utf-7" || strings.HasSuffix(charset, "-utf-7"):
		return printable(decodeUTF7(string(b)))
	case !isStateful(charset) && utf8.Valid(b):
		return printable(string(b))
	case charset == "utf-8" && holdsUTF8(b):
		return printable(strings.ToValidUTF8(string(b), "\ufffd"))
	}
	text, err := encodingOf(charset).NewDecoder().Bytes(b)
	if err != nil {
		text = []byte(strings.ToValidUTF8(string(b), "\ufffd"))
	}
	return printable(string(text))
}

// isStateful reports whether a charset's text looks like ASCII or like UTF-8 and is
// neither.
func isStateful(charset string) bool {
	return strings.HasPrefix(charset, "iso-2022-") || strings.HasPrefix(charset, "hz") || strings.HasPrefix(charset, "utf-16")
}

// aliases are names that real mail uses and that are in no registry.
var aliases = map[string]string{
	"cp932": "shift_jis", "windows-31j": "shift_jis", "cp936": "gbk", "cp949": "euc-kr", "cp950": "big5", "cp1252": "windows-1252",
	"iso-8859-8-i": "iso-8859-8", "ansi": "windows-1252", "latin-1": "iso-8859-1", "iso_8859_1": "iso-8859-1",
}

func encodingOf(charset string) encoding.Encoding {
	if name, known := aliases[charset]; known {
		charset = name
	}
	if charset == "utf-8" {
		return charmap.Windows1252
	}
	if enc, err := htmlindex.Get(charset); err == nil && enc != encoding.Replacement {
		return enc
	}
	if enc, err := ianaindex.MIME.Encoding(charset); err == nil && enc != nil {
		return enc
	}
	return charmap.Windows1252
}

// holdsUTF8 reports whether some bytes are a character of UTF-8 beyond ASCII.
func holdsUTF8(b []byte) bool {
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if r != utf8.RuneError && size > 1 {
			return true
		}
		b = b[size:]
	}
	return false
}

// printable drops what no text may hold: NULs, and the marks that only the
// reader of HTML sets.
func printable(s string) string {
	if strings.IndexByte(s, 0) < 0 && strings.IndexByte(s, firstOfMarks) < 0 {
		return s
	}
	return unprintable.Replace(s)
}

// firstOfMarks is the byte with which both marks begin in UTF-8.
const firstOfMarks = 0xee

var unprintable = strings.NewReplacer("\x00", "", QuotedBelow, "", SignatureBelow, "")
