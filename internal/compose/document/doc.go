// Package document renders the content of a mail as text and as HTML, by the templates that ship with the program.
package document
