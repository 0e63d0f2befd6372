// Package store defines the durable memory of the daemon: facts, alerts, the state of the scheduler, the outbox and how far each mailbox
// was read. It names what an engine does and the types of its answers. The engines are packages of their own: store/sqlite keeps
// everything in one file. Package storetest checks that an engine behaves as this package says.
//
// The decisions of one evaluation are written by Commit in one transaction, mails included, before any mail leaves. Deliver then works off
// the outbox, and RecordResults writes the results of the mails together with the facts that follow. A process killed at any instant
// leaves each of these transactions wholly there or not at all.
//
//	Commit ──▶ facts    appended, never changed; a fact recorded twice is one
//	       ──▶ alerts   one document each, replaced as a whole
//	       ──▶ scheduler  one document
//	       ──▶ outbox ──Due──▶ mails ──RecordResults──▶ outbox (accepted, refused, or later) and facts
//	       ──▶ positions  how far folders were read, with the facts that came of it
//
// A mail that was sent stays findable for ever by its token and its Message-ID: answers may come months later. Only its text is pruned.
package store
