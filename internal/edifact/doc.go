// Package edifact reads EDIFACT order responses (ORDRSP): a supplier's
// machine-written answer to an order.
package edifact
