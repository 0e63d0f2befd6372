// Package faultyserver provides servers for tests that fail on request: SMTP and
// IMAP with faults at chosen commands, a server that never stops sending, and a
// TCP proxy that hangs or resets connections. Each of them behaves well until a
// test sets a fault, and ends with the test.
//
//	server.go      server: the listener and the connections that all of them have
//	smtp.go        SMTP: scripted SMTP sessions
//	smtpaction.go  Action: what SMTP does instead of its usual answer
//	greylist.go    actions and faults of servers that delay mail
//	imap.go        IMAP: IMAP4rev1 without any extension
//	flood.go       Flood: sends without end
//	proxy.go       Proxy: forwards, hangs or resets
package faultyserver
