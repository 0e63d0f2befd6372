// Package mailaddr reads mail addresses (RFC 5322, 3.4): the author and the
// recipients in header fields, and addresses anywhere in a text. It decides
// whether two addresses are the same, and whether two domains belong to one
// organization, and whether an address is disguised as another one.
//
// A field that programs could read in two ways has no address: a stranger must
// not be taken for somebody we know.
package mailaddr
