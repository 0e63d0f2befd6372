// Package model holds the domain types of supplierwatch: the checked registry of
// suppliers, the facts observed about them, the findings of the rules, the
// alerts that findings become and the mails that alerts cause.
//
// The package has no behaviour beyond String, Validate and look-ups in its own
// values. Everything here is data that one part of the program passes to
// another:
//
//	registry files ─▶ Registry ┐
//	probes, mail, people ─▶ Fact ┼─▶ Finding ─▶ Alert ─▶ Decision ─▶ Mail
//	                       clock ┘   (rules)    (alert)   (engine)
//
// Values are built once by the part that owns them (the registry loader, the
// rules, the state machine) and are read-only for everybody after it.
package model
