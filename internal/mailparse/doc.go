// Package mailparse reads the bytes of a received mail and says what it is: a
// person's reply and what that person says, an auto-reply, a bounce, a warning
// of delay, a receipt, a complaint.
//
// A mail passes three floors, each of which knows nothing of the next:
//
//	bytes   → parts      header fields, MIME tree, transfer encodings, charsets
//	parts   → texts      what was written here, what is quoted, what is a signature
//	texts   → verdict    what it means, and the sentences of evidence for it
//
// Read never fails. Of broken mail it keeps what could be read, of huge mail
// what fits its bounds; time and memory are bounded by constants. Standards are
// asked first (RFC 3464 for bounces, RFC 3834 for auto-replies, RFC 8098 for
// receipts, RFC 5965 for complaints), then the status codes of RFC 3463 and
// RFC 5321, and the words of people and servers last.
//
// Two errors weigh more than all others: to call an address dead that lives,
// and to call something confirmed that nobody confirmed. Where the evidence is
// thin the verdict is ambiguous, and what a person meant is left to a person.
package mailparse
