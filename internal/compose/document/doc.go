// Package document gives the content of a mail its two forms, text and HTML, by the templates that ship with the program.
package document
