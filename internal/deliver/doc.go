// Package deliver sends mails from the outbox. Each channel is a package of its own below this one: relay, directory, webhook.
//
// A channel returns one Attempt for each mail: accepted, refused for good, or queued to be tried again. A mail has one recipient, and what
// happens to it never decides what happens to another.
package deliver
