// Package mailbox looks into mailboxes of ours over IMAP (RFC 3501, RFC 9051),
// as a guest that changes nothing: folders are opened by EXAMINE, never by
// SELECT, so no mail loses its mark of being unread by being looked at.
//
//	Login    can the mailbox be logged into and its folder be read?
//
// The client library never gives up waiting by itself. So every exchange with
// the server is one step of a session, under a deadline and a limit of bytes;
// whatever breaks either loses the connection and with it everything that
// waits for it. One goroutine owns a session.
//
// What comes of it is one fact. A failure names its reason by a word of a
// closed list (see Reason), and the evidence tells the steps in a few lines,
// without any secret, even where the server repeats one.
package mailbox
