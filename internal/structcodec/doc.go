// Package structcodec encodes Go values in few bytes and decodes them again, faster than a text could be read. What it decodes is deeply equal to
// what was encoded: nil and empty lists differ, and two pointers to one value are two pointers to one value again.
//
// The encoding is made for one version of a program. It holds neither names nor types of fields, so whoever stores it also stores which
// program wrote it, and a checksum.
//
//	struct   one bit for each field that is not zero, then these fields in order
//	pointer  0 for nil, 1 and the value where it comes first, then 2 + its number
//	list     0 for nil, else 1 + its length and the items; a map alike, sorted by key
//	string   its length and its bytes; a number as varint
package structcodec
