package mailauth

import (
	"strings"

	"supplierwatch/internal/mailaddr"
)

// Proof is how far our own mail server vouches for the author of a message.
type Proof string

// The proofs, from the least to the most.
const (
	Failed     Proof = "failed"      // our server found otherwise, or what it found cannot be read, or nobody is the author
	NotStamped Proof = "not stamped" // our server says nothing, as is usual for mail inside a company
	Proven     Proof = "proven"      // DMARC passed, or SPF or DKIM passed for the author's own domain
)

// Authorizer decides who wrote a message, by what our own mail server wrote about it, for our people and for suppliers alike.
type Authorizer struct {
	Servers  []string                  // names of our servers in Authentication-Results (RFC 8601, 2.5); "none": fields that name no server
	Internal bool                      // our border stamps all mail from outside, so that mail without a stamp from our address is ours
	Ours     func(address string) bool // whether an address belongs to us; nil: none is
}

// Authorize returns the proof that a message is from its author, an address that may be empty, by its Authentication-Results, topmost first. DMARC (RFC 7489) decides; where the domain has no DMARC, SPF (RFC 7208) or
// DKIM (RFC 6376) that passed for the author's domain does.
func (z Authorizer) Authorize(author string, results []string) Proof {
	if author == "" {
		return Failed
	}
	s, stamped := stampOf(results, z.Servers)
	if !stamped {
		return z.unstamped(author)
	}
	if !s.sound {
		return Failed
	}
	proof := s.proof(mailaddr.Domain(author))
	if proof == NotStamped && len(s.of("spf")) == 0 {
		return z.unstamped(author)
	}
	return proof // SPF is looked at where mail comes from outside: whatever it says, the border has stamped this mail
}

// unstamped returns the proof of a message of which our server says nothing.
func (z Authorizer) unstamped(author string) Proof {
	if z.Internal && z.Ours != nil && z.Ours(author) {
		return Proven
	}
	return NotStamped
}

// proof weighs the results for a message whose author has a domain.
func (s stamp) proof(author string) Proof {
	if verdict, decided := s.dmarc(author); decided {
		return verdict
	}
	silent := true
	for _, r := range s.results {
		if !decides(r.method) || r.method == "dmarc" {
			continue
		}
		if r.result == "pass" && mailaddr.SameOrganization(r.domain(), author) {
			return Proven
		}
		silent = silent && saysNothing(r.result)
	}
	if silent {
		return NotStamped
	}
	return Failed
}

// dmarc returns the verdict of DMARC; decided is false where the domain has none. Two results that differ are a sender's words in one of them.
func (s stamp) dmarc(author string) (verdict Proof, decided bool) {
	for _, r := range s.of("dmarc") {
		from := r.properties["header.from"]
		switch {
		case r.result == "pass" && (from == "" || mailaddr.SameOrganization(afterAt(from), author)):
			if verdict == "" {
				verdict = Proven
			}
		case r.result == "none", r.result == "bestguesspass":
		case saysNothing(r.result) && s.quiet():
		default:
			verdict = Failed
		}
	}
	return verdict, verdict != ""
}

// quiet reports whether no method came to a result.
func (s stamp) quiet() bool {
	for _, r := range s.results {
		if decides(r.method) && !saysNothing(r.result) {
			return false
		}
	}
	return true
}

func saysNothing(result string) bool {
	return result == "none" || result == "neutral" || result == "temperror" || result == "bestguesspass"
}

// domain returns the domain that SPF or DKIM passed for: of the envelope sender, never of the greeting, or of the signature.
func (r authResult) domain() string {
	names := []string{"smtp.mailfrom", "smtp.mfrom"}
	if r.method == "dkim" {
		names = []string{"header.d", "header.i"}
	}
	for _, name := range names {
		if value := r.properties[name]; value != "" {
			return afterAt(value)
		}
	}
	return ""
}

// afterAt returns the domain of an address, or the value itself where that is a domain. With two @ there is none: servers differ in which they
// went by.
func afterAt(value string) string {
	local, domain, found := strings.Cut(value, "@")
	switch {
	case !found:
		return local
	case strings.Contains(domain, "@"):
		return ""
	}
	return domain
}
