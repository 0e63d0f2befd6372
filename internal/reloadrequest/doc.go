// Package reloadrequest holds the facts by which a command asks a running daemon to read its registry again, and by which the daemon answers.
package reloadrequest
