// Package directory writes mails as .eml files into a directory instead of sending them.
package directory
