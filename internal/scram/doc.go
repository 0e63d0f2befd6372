// Package scram proves to a mail server that we know a password without sending
// it (SCRAM, RFC 5802 and RFC 7677), without channel binding.
//
//	Choose    the strongest mechanism that a server offers
//	Client    our side of one login, over IMAP or SMTP
//
// The messages are those of the mail library. Client adds what the library
// leaves out: the order of the messages, a limit to the work that a server can
// ask for, and that the login counts only once the server has proved that it
// knows the password, too.
package scram
