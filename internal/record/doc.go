// Package record takes down what people know: that an order was placed, that a contact answered a call, that notice was given. A Request is
// checked against the registry and the facts recorded so far; the Result has the fact to commit, or the place in the registry's files that it
// was written to, and what became of the findings.
//
// The package reads no clock and no state of its own: whoever calls it passes the instant, the registry and the facts.
package record
