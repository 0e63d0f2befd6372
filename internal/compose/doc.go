// Package compose writes mails to our own people: alerts, digests, summaries, notices of ends, drills, receipts.
//
// It is pure. A decision and a View become a model.Mail: subject, text, HTML, payload and thread. The mail is kept in the outbox as it is, and
// is sent with the same bytes as often as it takes:
//
//	Decision + View ─▶ document ─▶ text and HTML ─▶ model.Mail ─▶ outbox ─▶ deliver
//
// A document is the content of a mail before any form: lead, numbered steps, contacts to call, reasons. One text template and one HTML template
// give it its two forms, so that both have the same content. The order is the order of need: what to do, whom to call, how to answer, why it
// matters, who was notified, on what basis.
//
// Every value from a registry, a mail or the network passes through envelope.Plain before it enters a document: one line, no control
// characters, nothing that reverses the direction of writing.
package compose
