// Package imap reads our mailboxes over IMAP (RFC 3501, RFC 9051),
// as a guest that changes nothing: folders are opened by EXAMINE, never by
// SELECT, so no mail loses its mark of being unread by being looked at.
//
//	Login    can the mailbox be logged into and its folder be read?
//	Scan     what is new in a folder, in batches, each with the position behind it
//	Inspect  the oldest unread message, and the quota
//	Await    whether mails of our own, known by their Message-IDs, have arrived
//	Watch    a word when something may have come, where the server offers IDLE
//	Expunge  the one exception: deletes messages of our own, named by their UIDs
//
// The client library never gives up waiting by itself. So every exchange with
// the server is one step of a session, under a deadline and a limit of bytes;
// whatever breaks either loses the connection and with it everything that
// waits for it. One goroutine owns a session.
//
// Servers differ and messages are broken. A folder connects again where its
// connection broke; a message that cannot be read together with others is asked
// for alone, and quarantined where others can be read and it cannot. Nothing is
// asked of a server that it does not offer, besides plain IMAP4rev1.
//
// What comes of a login is one fact. A failure names its reason by a word of a
// closed list (see Reason), and the evidence lists the steps in a few lines,
// without any secret, even where the server repeats one.
package imap
