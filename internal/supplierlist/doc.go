// Package supplierlist reads lists of suppliers that people keep elsewhere, such as in spreadsheets.
//
//	rows ─▶ columns (header names in English, German, French, or a map file) ─▶ cells, checked ─▶ List of entries, with all problems
//
// Every value is checked as the registry checks it, and every problem has the row and the column of its cell. What a spreadsheet has changed is refused.
package supplierlist
