// Package callout asks mail servers whether they accept mail for an address, as far as an SMTP dialogue goes before there is a mail (RFC 5321). Nothing
// is ever sent.
//
//	Prober   groups the addresses by mail host and asks all of one host over one connection
//	session  the dialogue with one mail host
//	verdict  what a refusal means
//	memory   which hosts and addresses must not be asked yet
package callout
