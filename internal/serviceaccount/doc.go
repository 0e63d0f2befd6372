// Package serviceaccount reads the key file of a Google service account and
// signs with it the assertions that a token server exchanges for access tokens
// (RFC 7523).
//
//	Parse          a key file → a Key
//	Key.Assertion  a signed JSON Web Token that asks for access to one mailbox
package serviceaccount
