// Package mailer writes the mails of the watchdog and sends them.
//
// Writing and sending are apart. Compose turns a decision into a model.Mail:
// subject, text, HTML and thread, all from what one pass knew, without a clock
// and without any I/O. The mail is then kept in the outbox and handed to a
// Sender as often as it takes, always the same bytes:
//
//	Decision + View ─▶ document ─▶ text and HTML ─▶ model.Mail ─▶ (outbox)
//	                                                                  │
//	           Attempt ◀─ Relays | Directory | Webhooks ◀─ Router ◀───┘
//
// A document is what a mail says, before any form: lead, numbered steps, people
// to call, reasons. One text template and one HTML template give it its two
// forms, so that both always say the same. The order is the order of need: what
// to do, whom to call, how to answer, why it matters, who knows, how we know.
//
// Every value that comes from a registry, a mail or the network passes through
// plain before it enters a document: one line, no control characters, nothing
// that turns the direction of writing around.
//
// A sender gives one Attempt for each mail: accepted, refused for good, or
// queued to be tried again. A mail has one recipient, and what happens to it
// never decides what happens to another.
package mailer
