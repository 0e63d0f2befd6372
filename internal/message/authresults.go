package message

import "strings"

// DMARC gives what a server of ours found of the sender's authentication (RFC 7489), such as pass, fail or none, by the Authentication-
// Results (RFC 8601) that it wrote. Of several the topmost counts, since senders can write such fields too; empty if the server, by its
// name there, wrote none that tells.
func (m Message) DMARC(server string) string {
	for _, field := range m.AuthResults {
		parts := strings.Split(withoutComments(field), ";")
		name, _, _ := strings.Cut(strings.TrimSpace(parts[0]), " ")
		if server == "" || !strings.EqualFold(name, server) {
			continue
		}
		for _, part := range parts[1:] {
			method, result, _ := strings.Cut(part, "=")
			method, _, _ = strings.Cut(strings.TrimSpace(method), "/")
			if words := strings.Fields(result); len(words) > 0 && strings.EqualFold(strings.TrimSpace(method), "dmarc") {
				return strings.ToLower(words[0])
			}
		}
	}
	return ""
}

// withoutComments drops what stands in parentheses, which may be nested, and in quotes: there the sender may have chosen the words.
func withoutComments(field string) string {
	var b strings.Builder
	depth, quoted, escaped := 0, false, false
	for _, r := range field {
		switch {
		case escaped:
			escaped = false
		case r == '\\':
			escaped = quoted || depth > 0
		case r == '"' && depth == 0:
			quoted = !quoted
		case quoted:
		case r == '(':
			depth++
		case r == ')' && depth > 0:
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}
