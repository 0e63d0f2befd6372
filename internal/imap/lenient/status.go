package lenient

import (
	"hash/crc32"
	"strings"
)

// isStatus reports whether a word says how a command ended, or how the server is.
func isStatus(word string) bool {
	switch strings.ToUpper(word) {
	case "OK", "NO", "BAD", "BYE", "PREAUTH":
		return true
	}
	return false
}

// statusResponse returns a status with its text for people and, if it is needed,
// its code (RFC 3501, 7.1).
func statusResponse(status, text string) string {
	code := ""
	if strings.HasPrefix(text, "[") {
		code, text = cutCode(text[1:])
	}
	text = clean(text)
	switch {
	case code != "":
		text = "[" + code + "] " + text
	case strings.HasPrefix(text, "["):
		text = " " + text // so that nobody takes it for a code
	}
	return strings.TrimRight(strings.ToUpper(status)+" "+text, " ")
}

// cutCode returns the code of a status without its brackets, as far as it is needed,
// and the text after it. Keywords may contain brackets, so nobody knows where a list of
// them ends: no text follows it.
func cutCode(text string) (code, rest string) {
	inner, rest, closed := strings.Cut(text, "]")
	if !closed {
		return "", text
	}
	name, args := cutWord(inner)
	switch name = strings.ToUpper(name); name {
	case "PERMANENTFLAGS":
		return "", ""
	case "UIDVALIDITY":
		return name + " " + decimal(uint64(validity(args))), rest
	case "HIGHESTMODSEQ":
		if n, ok := number(args, 63); ok {
			return name + " " + decimal(n), rest
		}
		return "", rest
	case "CAPABILITY":
		if list := capabilities(args); list != "" {
			return name + list, rest
		}
		return "", rest
	case "UIDNEXT", "COPYUID", "APPENDUID":
		return "", rest
	}
	if !isAtom(name) {
		return "", rest
	}
	return name, rest
}

// validity returns a UIDVALIDITY. Of one that is not a number of 32 bits a checksum takes
// its place: all that counts is whether it is the same as before.
func validity(text string) uint32 {
	text = strings.Trim(text, ` "`)
	if n, ok := number(text, 32); ok {
		return uint32(n)
	}
	return max(crc32.ChecksumIEEE([]byte(text)), 1)
}

// capabilities returns those of a list that are atoms, each after a space.
func capabilities(args string) string {
	var list strings.Builder
	for _, name := range strings.Fields(args) {
		if isAtom(name) {
			list.WriteString(" " + name)
		}
	}
	return list.String()
}
