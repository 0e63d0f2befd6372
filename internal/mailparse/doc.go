// Package mailparse reads the bytes of a received mail and returns what it is:
// a person's reply and what that person says, an auto-reply, a bounce, a
// warning of delay, a receipt, a complaint.
//
// Read puts together what four packages find, each of which knows nothing of
// those after it:
//
//	mime     bytes → header, parts and text
//	lexicon  the phrases of people and of mail servers
//	bounce   parts → why a mail was not delivered
//	reply    text → what a person answered; bank finds bank details in it
//
// Read never fails. Of broken mail it keeps what could be read, of huge mail
// what fits its limits; time and memory are limited by constants. Standards are
// asked first (RFC 3464 for bounces, RFC 3834 for auto-replies, RFC 8098 for
// receipts, RFC 5965 for complaints), then the status codes of RFC 3463 and
// RFC 5321, and the phrases of people and servers last.
//
// Two errors weigh more than all others: to call a working address gone, and to
// call something confirmed that nobody confirmed. Where the evidence is thin the
// verdict is ambiguous, and what a person meant is left to a person.
package mailparse
