// Package watchdogfinding finds and words what is to be said about the logins of this program itself: credentials that end, and mail relays that will
// no longer accept them.
package watchdogfinding
