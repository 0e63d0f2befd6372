// Package envelope holds what every mail of ours has in common: the identity it is sent by, its Message-ID, and text that is safe in a header
// or on a line of its own.
package envelope
