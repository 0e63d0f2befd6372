package mime

import (
	"bytes"
	"strings"
)

// DecodeTransfer decodes a Content-Transfer-Encoding (RFC 2045) and returns at
// most limit bytes. Unknown encodings are taken as none.
func DecodeTransfer(b []byte, encoding string, limit int) []byte {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "base64":
		return decodeBase64(b, limit)
	case "quoted-printable":
		return decodeQuotedPrintable(b, limit)
	}
	return b[:min(len(b), limit)]
}

// base64Values maps a byte to its six bits, or to 64 if it has none.
var base64Values = func() (values [256]byte) {
	for i := range values {
		values[i] = 64
	}
	for i := range len(base64Alphabet) {
		values[base64Alphabet[i]] = byte(i)
	}
	return values
}()

// decodeBase64 skips what is not base64 and needs no padding. What follows a
// line that ends in padding is text that somebody appended.
func decodeBase64(b []byte, limit int) []byte {
	out := make([]byte, 0, min(limit, len(b)*3/4+3))
	var bits uint32
	have := 0
	for i, c := range b {
		if len(out) >= limit || c == '=' && (i+1 == len(b) || b[i+1] != '=') {
			break
		}
		value := base64Values[c]
		if value == 64 {
			continue
		}
		bits = bits<<6 | uint32(value)
		if have += 6; have >= 8 {
			have -= 8
			out = append(out, byte(bits>>have))
		}
	}
	return out
}

// maxBlanks limits the blanks that may follow a soft line break.
const maxBlanks = 80

// decodeQuotedPrintable leaves incorrect escapes as they are.
func decodeQuotedPrintable(b []byte, limit int) []byte {
	if bytes.IndexByte(b, '=') < 0 {
		return b[:min(len(b), limit)]
	}
	out := make([]byte, 0, min(limit, len(b)))
	for i := 0; i < len(b) && len(out) < limit; i++ {
		if b[i] != '=' {
			out = append(out, b[i])
			continue
		}
		if n := softBreak(b[i+1:]); n > 0 {
			i += n
			continue
		}
		if i+2 < len(b) && isHex(b[i+1]) && isHex(b[i+2]) {
			out = append(out, unhex(b[i+1])<<4|unhex(b[i+2]))
			i += 2
			continue
		}
		out = append(out, '=')
	}
	return out
}

// softBreak returns the length of a line end with the blanks before it, or 0.
func softBreak(b []byte) int {
	n := 0
	for n < len(b) && n < maxBlanks && (b[n] == ' ' || b[n] == '\t') {
		n++
	}
	switch {
	case n == len(b) || b[n] == '\n':
		return n + 1
	case b[n] == '\r':
		return n + lineEnd(b[n:])
	}
	return 0
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'F' || c >= 'a' && c <= 'f'
}

func unhex(c byte) byte {
	switch {
	case c >= 'a':
		return c - 'a' + 10
	case c >= 'A':
		return c - 'A' + 10
	}
	return c - '0'
}
