// Package store is the durable memory of the daemon: facts, alerts, the desk of the state machine, the outbox and how far each mailbox was
// read, over database/sql.
//
// The decisions of one evaluation are written by Commit in one transaction, mails included, before any mail leaves. Deliver then works off
// the outbox, and RecordResults writes the results of the mails together with the facts that follow. A process killed at any instant
// leaves each of these transactions wholly there or not at all.
//
//	Commit ──▶ facts    appended, never changed; a fact recorded twice is one
//	       ──▶ alerts   one document each, replaced as a whole
//	       ──▶ desk     one document
//	       ──▶ outbox ──Due──▶ mails ──RecordResults──▶ outbox (accepted, refused, or later) and facts
//	       ──▶ positions  how far folders were read, with the facts that came of it
//
// A mail that was sent stays findable for ever by its token and its Message-ID: answers may come months later. Only what it said is pruned.
//
// The engine is SQLite: a write-ahead log that is synchronised at every commit, one handle with one connection that writes, another
// handle that only reads. A program started from the shell may write beside a running daemon; Lock keeps a second daemon away. All
// statements are in a dialect, and all behaviour is in one suite of tests, so that another engine is a dialect and a run of the suite.
package store
