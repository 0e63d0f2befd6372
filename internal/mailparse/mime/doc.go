// Package mime takes a received mail apart: its header fields, the leaves of
// its MIME tree (RFC 2045 to 2049), and the text that a reader sees. Transfer
// encodings, charsets, encoded words and HTML are decoded. What S/MIME or PGP
// has signed is read; what they have encrypted is named.
//
// Nothing is an error: what cannot be read is left out, and every size is
// limited by a constant. Nothing is interpreted here.
package mime
