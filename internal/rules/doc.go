// Package rules computes what is wrong, late or about to be: from the registry, the facts recorded so far and one instant it computes the
// findings and the deadlines. It is pure: the same three values always give the same answer, whatever the order in which files and
// suppliers were read.
//
// A rule is two things of the same name: its data in package rulebook, and its condition here, in the file of its subject. The rule
// contact-bounced is contact_mail.go there and rules_contact_mail.go here. A condition reads what package obligations computed of a
// supplier and returns findings:
//
//	Registry ┐
//	Facts    ├─▶ obligations.Supplier ─▶ conditions ─▶ findings
//	now      ┘                       └─▶ rows       ─▶ deadlines
//
// Each subject also notes on which days and at which instants its answers may change (see subject.changes): a simulation skips the days between,
// and the engine evaluates a supplier again when its instant has come (see Incremental).
package rules
