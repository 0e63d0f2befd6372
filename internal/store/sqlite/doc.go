// Package sqlite keeps the store in one file of SQLite: a write-ahead log that is synchronised at every commit, one handle with one
// connection that writes, another handle that only reads. A program started from the shell may write beside a running daemon; Lock keeps a
// second daemon away.
package sqlite
