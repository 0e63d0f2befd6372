// Package numberingplan reads common phone numbers as the library phonenumbers does, and much faster: the library matches a dozen regular expressions
// for each number. It uses the library's own tables. Where a number is not a common one it says so, and the caller asks the library.
package numberingplan
