// Package envelope holds what all our mails have in common: the identity it is sent by, its Message-ID, and text that is safe in a header
// or on a line of its own.
package envelope
