// Package apidoc defines the JSON documents that the command line prints and the API returns: check, deadlines, status, simulate, drill,
// verify, the exposure report, and what is known of suppliers, contacts and mailboxes. Names and meanings of their keys are part of the
// contract with users; the types of the program's own work are in package model.
package apidoc
