// Package content defines what the daemon shows over HTTP, and where it comes from.
package content
