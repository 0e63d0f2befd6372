// Package sheet reads and writes the tables that people keep in spreadsheets.
//
//	bytes ─▶ Text (charset) ─▶ ReadCSV (delimiter, rows, cells) ─▶ Cell.Damage (what a spreadsheet did to it)
//
// A value that a spreadsheet has changed, such as a long number in exponential notation, is reported and never repaired: what it was cannot be known.
package sheet
