// Package bounce reads delivery reports: what mail servers, and programs that
// report like them, say about our mail. It returns why a mail was not
// delivered and the words or the code that say so.
//
// A standard report (RFC 3464, RFC 5965, RFC 8098) is read field by field. About
// half of all real bounces are a text only; they are recognized by their phrases.
// In both cases the failed recipient's diagnostic counts before its codes, and
// these before the rest of the text.
package bounce
