package mailaddr

import "strings"

// SameMailbox reports whether two addresses lead to one mailbox: tags behind a plus do not count.
func SameMailbox(a, b string) bool { return Same(untagged(a), untagged(b)) }

func untagged(address string) string {
	local, domain, found := strings.Cut(address, "@")
	if !found {
		return address
	}
	local, _, _ = strings.Cut(local, "+")
	return local + "@" + domain
}
