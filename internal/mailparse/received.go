package mailparse

import (
	"regexp"
	"strings"
)

// relayed finds the host that a server names in its Received field (RFC 5321, 4.4): by the address that it saw, not by the greeting, which
// the other side chose.
var relayed = regexp.MustCompile(`(?i)^from\s+\S+\s+\([^()]*\[(?:ipv6:)?([0-9a-f.:]+)\]`)

// handedOverBy returns the network address of the host that handed a mail over, by the topmost Received field that names one. Fields below
// it may be the sender's.
func handedOverBy(received []string) string {
	for _, field := range received {
		if found := relayed.FindStringSubmatch(strings.TrimSpace(field)); found != nil {
			return strings.ToLower(found[1])
		}
	}
	return ""
}
