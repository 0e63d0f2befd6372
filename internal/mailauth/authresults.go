package mailauth

import (
	"regexp"
	"slices"
	"strings"

	"supplierwatch/internal/ascii"
)

// authResult is the result of one method in an Authentication-Results field (RFC 8601, 2.2).
type authResult struct {
	method, result string // in lower case, such as dmarc and pass
	properties     map[string]string
}

// stamp is what a field of our own server says; sound is false where it cannot be read with certainty, as where a sender's words were copied
// into it without quotes.
type stamp struct {
	results []authResult
	sound   bool
}

// stampOf returns what our own server wrote about a message: its topmost field, since senders can write such fields too. Each field below
// that bears our name can only make matters worse. ok is false where there is none.
func stampOf(fields, servers []string) (top stamp, ok bool) {
	for _, field := range fields {
		if !writtenBy(field, servers) {
			continue
		}
		read := readStamp(field)
		if !ok {
			top, ok = read, true
		} else if read.says("dmarc", "fail") || !read.sound {
			top.results = append(top.results, authResult{method: "dmarc", result: "fail"})
		}
	}
	return top, ok
}

// noServer is how the configuration names fields that begin with no server's name, as Exchange Online writes them.
const noServer = "none"

// StampedBy returns the name of the server that wrote the topmost of a message's Authentication-Results, as the configuration names it; ok is
// false where there is none.
func StampedBy(results []string) (server string, ok bool) {
	if len(results) == 0 {
		return "", false
	}
	name, named := serverOf(results[0])
	if !named {
		return noServer, true
	}
	return name, true
}

// SameServer reports whether two names of servers are the same.
func SameServer(a, b string) bool { return ascii.Lower(a) == ascii.Lower(b) }

// writtenBy reports whether a field begins with the name of one of our servers. A field that cannot be read is ours if it begins like ours.
func writtenBy(field string, servers []string) bool {
	name, named := serverOf(field)
	return slices.ContainsFunc(servers, func(server string) bool {
		if SameServer(server, noServer) {
			return !named
		}
		return named && server != "" && SameServer(name, server)
	})
}

// serverOf returns the name that a field begins with (authserv-id, RFC 8601, 2.5); named is false where it begins with a result.
func serverOf(field string) (name string, named bool) {
	first, _, _ := strings.Cut(field, ";")
	if plain, sound := withoutComments(first); sound {
		first = plain
	}
	words := strings.Fields(first)
	if len(words) == 0 || strings.Contains(words[0], "=") || len(words) > 1 && strings.HasPrefix(words[1], "=") {
		return "", false
	}
	return strings.Trim(words[0], `"`), true
}

// aroundEquals finds the blanks that may be around an equals sign (RFC 8601, 2.2).
var aroundEquals = regexp.MustCompile(`\s*=\s*`)

// readStamp reads the results of a field.
func readStamp(field string) stamp {
	plain, sound := withoutComments(field)
	parts := strings.Split(plain, ";")
	if first := strings.Fields(parts[0]); len(first) > 0 && !strings.Contains(parts[0], "=") {
		parts = parts[1:]
	}
	s := stamp{sound: sound}
	for _, part := range parts {
		words := strings.Fields(aroundEquals.ReplaceAllString(part, "="))
		if len(words) == 0 || len(words) == 1 && strings.EqualFold(words[0], noServer) {
			continue
		}
		r, ok := readResult(words)
		s.results, s.sound = append(s.results, r), s.sound && ok
	}
	return s
}

// readResult reads one result: method[/version]=result, then properties. ok is false for words that no server writes there: they are a
// sender's, copied without quotes.
func readResult(words []string) (r authResult, ok bool) {
	method, result, found := strings.Cut(ascii.Lower(words[0]), "=")
	method, _, _ = strings.Cut(method, "/")
	r = authResult{method: method, result: result, properties: map[string]string{}}
	ok = found && method != "" && (!decides(method) || slices.Contains(resultWords, result))
	for _, word := range words[1:] {
		ok = r.addProperty(word) && ok
	}
	return r, ok
}

// addProperty takes over one property. It reports whether a server may have written it: it has a name and a value, it is not another result
// that nothing divides from this one, and where it decides, it does not say two things.
func (r authResult) addProperty(word string) bool {
	name, value, found := strings.Cut(word, "=")
	name, value = ascii.Lower(name), strings.Trim(value, `"`)
	known, twice := r.properties[name]
	if !twice || known == "" {
		r.properties[name] = value
	}
	return found && name != "" && !decides(name) && (!twice || !decides(r.method) || !namesDomain(name) || strings.EqualFold(known, value))
}

// namesDomain reports whether a property says for whom a result is.
func namesDomain(property string) bool {
	return slices.Contains([]string{"header.from", "header.d", "header.i", "smtp.mailfrom", "smtp.mfrom"}, property)
}

func decides(method string) bool { return method == "dmarc" || method == "spf" || method == "dkim" }

// resultWords are the results that servers write (RFC 8601, 2.7; hardfail and bestguesspass are older or Exchange's own).
var resultWords = []string{
	"pass", "fail", "softfail", "hardfail", "neutral", "none", "policy", "temperror", "permerror", "bestguesspass", "invalid", "error", "unknown", "discard", "reject", "quarantine",
}

// says reports whether a method has a result.
func (s stamp) says(method, result string) bool {
	return slices.ContainsFunc(s.results, func(r authResult) bool { return r.method == method && r.result == result })
}

// of returns the results of a method.
func (s stamp) of(method string) []authResult {
	return slices.DeleteFunc(slices.Clone(s.results), func(r authResult) bool { return r.method != method })
}

// withoutComments drops what is in parentheses, which may be nested, and the quotes around values with all that could end a value:
// in both places the sender may have chosen the words. Sound is false where quotes or parentheses do not end, or end without a beginning.
func withoutComments(field string) (plain string, sound bool) {
	var b strings.Builder
	depth, quoted, escaped, sound := 0, false, false, true
	for _, r := range field {
		switch {
		case r < ' ' && r != '\t' || r == 0x7f:
			sound = false // no server writes control characters, and one stands where a value was cut off
		case escaped:
			escaped = false
		case r == '\\':
			escaped = quoted || depth > 0
			sound = sound && escaped
		case r == '"' && depth == 0:
			quoted = !quoted
		case quoted:
			if isWordRune(r) {
				b.WriteRune(r)
			} else {
				b.WriteByte('?')
			}
		case r == '(':
			depth++
		case r == ')':
			if depth--; depth < 0 {
				depth, sound = 0, false
			}
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String(), sound && depth == 0 && !quoted && !escaped
}

func isWordRune(r rune) bool { return r > ' ' && r < 0x7f && !strings.ContainsRune(`;=()<>\"`, r) }
