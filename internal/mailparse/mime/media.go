package mime

import (
	"slices"
	"strings"
)

// maxParams limits the parameters of a field.
const maxParams = 50

// parseMedia reads "type/subtype; name=value" with the continuations and
// charsets of RFC 2231. Nothing is an error: what cannot be read is left out.
func parseMedia(value string) (string, map[string]string) {
	kind, rest, _ := strings.Cut(value, ";")
	params := map[string]string{}
	for rest != "" && len(params) < maxParams {
		var name, text string
		name, text, rest = cutParam(rest)
		if name != "" {
			if _, twice := params[name]; !twice {
				params[name] = text
			}
		}
	}
	joinContinued(params)
	kind, _, _ = strings.Cut(strings.TrimSpace(kind), " ")
	return strings.ToLower(kind), params
}

// cutParam reads one "name=value" or "name="quoted value"".
func cutParam(s string) (name, value, rest string) {
	name, s, ok := strings.Cut(s, "=")
	if !ok {
		return "", "", ""
	}
	name = strings.ToLower(strings.Trim(name, " \t;"))
	s = strings.TrimLeft(s, " \t")
	if strings.HasPrefix(s, "\"") {
		value, rest = cutQuoted(s[1:])
		_, rest, _ = strings.Cut(rest, ";")
		return name, value, rest
	}
	value, rest, _ = strings.Cut(s, ";")
	return name, strings.TrimSpace(value), rest
}

func cutQuoted(s string) (value, rest string) {
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			i++
			out.WriteByte(s[i])
		case s[i] == '"':
			return out.String(), s[i+1:]
		default:
			out.WriteByte(s[i])
		}
	}
	return out.String(), ""
}

// joinContinued puts name*0, name*1* and name* together as name (RFC 2231), and
// decodes encoded words, which do not belong here and are common.
func joinContinued(params map[string]string) {
	pieces := map[string][]string{}
	for name, value := range params {
		base, _, continued := strings.Cut(name, "*")
		if continued {
			pieces[base] = append(pieces[base], name)
		} else {
			params[name] = DecodeWords(value)
		}
	}
	for base, names := range pieces {
		slices.Sort(names)
		var text strings.Builder
		charset := ""
		for i, name := range names {
			value := params[name]
			if strings.HasSuffix(name, "*") {
				if fields := strings.SplitN(value, "'", 3); i == 0 && len(fields) == 3 {
					charset, value = fields[0], fields[2]
				}
				value = Unescape(value)
			}
			text.WriteString(value)
			delete(params, name)
		}
		if _, plain := params[base]; !plain {
			params[base] = DecodeText([]byte(text.String()), charset)
		}
	}
}

// Unescape undoes percent escapes; wrong ones stay.
func Unescape(s string) string {
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			out.WriteByte(unhex(s[i+1])<<4 | unhex(s[i+2]))
			i += 2
			continue
		}
		out.WriteByte(s[i])
	}
	return out.String()
}
