// Package resolution says how an alert ended: who recorded what, and when, with the reference.
package resolution
