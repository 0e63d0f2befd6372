package mime

import (
	"regexp"
	"strings"
)

// Lines around text that PGP has signed or encrypted (RFC 9580, 6.2 and 7).
const (
	armorSigned    = "-----BEGIN PGP SIGNED MESSAGE-----"
	armorSignature = "-----BEGIN PGP SIGNATURE-----"
	armorMessage   = "-----BEGIN PGP MESSAGE-----"
	armorEnd       = "-----END PGP "
)

var (
	armorHeader = regexp.MustCompile(`^(Version|Comment|Hash|Charset|MessageID): .{0,100}$`)
	// armorData is a line of base64; the first one begins with a byte whose highest bit is set, as every packet of PGP does.
	armorData  = regexp.MustCompile(`^[A-Za-z0-9+/]{1,76}={0,2}$`)
	armorFirst = regexp.MustCompile(`^[g-z0-9+/]`)
	armorSum   = regexp.MustCompile(`^=[A-Za-z0-9+/]{4}$`)
)

// WithoutArmor returns a text without what PGP put around it, and reports whether some of it was encrypted, which is left out. People see
// whatever stands between such lines, so that only what PGP writes there is taken out: a sentence in a forged signature stays a sentence. A
// header line of PGP that keep reports true for stays as well: it says something to a reader.
func WithoutArmor(text string, keep func(line string) bool) (plain string, encrypted bool) {
	if !strings.Contains(text, "-----BEGIN PGP ") {
		return text, false
	}
	var kept []string
	signed := false
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); {
		taken := 1
		switch line := strings.TrimSpace(lines[i]); {
		case line == armorSigned:
			signed = true
			taken += armorHeaders(lines[i+1:], keep)
			kept = append(kept, "")
		case (line == armorSignature || line == armorMessage) && armorBlock(lines[i+1:], keep) > 0:
			taken += armorBlock(lines[i+1:], keep)
			signed, encrypted = false, encrypted || line == armorMessage
		case signed:
			kept = append(kept, strings.TrimPrefix(lines[i], "- "))
		default:
			kept = append(kept, lines[i])
		}
		i += taken
	}
	return strings.Join(kept, "\n"), encrypted
}

// armorHeaders returns how many lines at the beginning are those that PGP writes above data, with the empty one that ends them.
func armorHeaders(lines []string, keep func(line string) bool) int {
	for i, line := range lines {
		switch line = strings.TrimSpace(line); {
		case line == "":
			return i + 1
		case !armorHeader.MatchString(line) || keep(line):
			return i
		}
	}
	return len(lines)
}

// armorBlock returns how many lines at the beginning are data of PGP, down to its last line, to an empty one or to the end of the text; 0 if they
// are something else.
func armorBlock(lines []string, keep func(line string) bool) int {
	n := armorHeaders(lines, keep)
	width := 0
	for i, line := range lines[n:] {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, armorEnd) && width > 0:
			return n + i + 1
		case line == "" && width > 0:
			return n + i
		case line == "", armorSum.MatchString(line) && width > 0:
			continue
		case !armorData.MatchString(line) || width == 0 && !armorFirst.MatchString(line) || width > 0 && len(line) > width:
			return 0
		}
		width = len(line)
	}
	if width == 0 {
		return 0
	}
	return len(lines)
}
