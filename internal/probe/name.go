package probe

import (
	"fmt"
	"strings"

	"github.com/miekg/dns"
	"golang.org/x/net/idna"

	"supplierwatch/internal/ascii"
)

// ASCIIName returns a domain name in the form that is looked up: ASCII, lower
// case, without the dot at its end. Names that are ASCII already are not held
// to the stricter rules of international ones (RFC 5891), for what people have
// registered is to be probed even with an underscore in it.
func ASCIIName(name string) (string, error) {
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	if !ascii.Only(name) {
		ascii, err := idna.Lookup.ToASCII(name)
		if err != nil {
			return "", fmt.Errorf("read name %q: %w", name, err)
		}
		name = ascii
	}
	if _, ok := dns.IsDomainName(name); !ok || name == "" || strings.ContainsAny(name, " \\[]:/@") {
		return "", fmt.Errorf("read name %q: not a domain name", name)
	}
	return name, nil
}
