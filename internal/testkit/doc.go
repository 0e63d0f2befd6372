// Package testkit provides real servers for tests on the loopback interface: a
// mail system (Postfix and Dovecot, with TLS, logins and plus addressing), a DNS
// server whose zones and failures are set by the test, a server for access tokens,
// and a certificate authority. Servers of SMTP and IMAP that fail on request are in
// testkit/faultyserver.
//
// It is test support: only _test.go files and the campaign of internal/testkit/chaos
// import it. It belongs to none of the layers, and the shipped program contains
// none of it. A test that needs a mail system calls StartMail, which skips the
// test where Debian's packages or the rights to run them are missing. Whatever is
// started belongs to the Host that started it and ends with that host. See
// janitor.go for the case of a killed test process.
//
// The parts are independent of each other, one a file:
//
//	host.go     Host: a test, or a program that acts as one
//	mail.go     Mail: the system of Postfix and Dovecot, its users and outages
//	supplier.go suppliers in that system: vacations, quotas, bounces later
//	mailbox.go  Mailbox: what a user finds in the mailbox, read over IMAP
//	message.go  Message: one mail found there, taken apart
//	dns.go      DNS: zones, answers that fail, counters
//	postgres.go Postgres: a database server, and PgBouncer before it
//	tokens.go   TokenServer: access tokens, and whether one is good
//	ca.go       CA: certificates with a chosen end of validity
package testkit
