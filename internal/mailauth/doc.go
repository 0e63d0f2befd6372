// Package mailauth decides whether the author of a mail is who its From field
// says, by what our own mail server wrote into Authentication-Results (RFC 8601)
// about DMARC, SPF and DKIM. It verifies no signature itself.
package mailauth
