// Package dateinput reads a day as people write it in a short text, in six languages: 2027-01-15, 15.1.2027, 15 Jan, January 15, 2027, Monday, yesterday.
//
// Nothing is guessed where two days could be meant: slashes and two-digit years are refused with the form to write instead, and so is a weekday that
// does not fit its date.
package dateinput
