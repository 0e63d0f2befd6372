package mime

import (
	"encoding/base64"
	"strings"
	"unicode/utf16"
)

// decodeUTF7 reads UTF-7 (RFC 2152), also known as unicode-1-1-utf-7. A run
// that is not base64 stays as it is.
func decodeUTF7(s string) string {
	var out strings.Builder
	for {
		plus := strings.IndexByte(s, '+')
		if plus < 0 {
			out.WriteString(s)
			return out.String()
		}
		out.WriteString(s[:plus])
		run := len(s[plus+1:]) - len(strings.TrimLeft(s[plus+1:], base64Alphabet))
		coded := s[plus+1 : plus+1+run]
		s = s[plus+1+run:]
		s = strings.TrimPrefix(s, "-")
		if coded == "" {
			out.WriteByte('+')
			continue
		}
		out.WriteString(utf16Text(coded))
	}
}

const base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

func utf16Text(coded string) string {
	b, err := base64.RawStdEncoding.DecodeString(coded)
	if err != nil && len(b) < 2 {
		return "+" + coded
	}
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
	}
	return string(utf16.Decode(units))
}
