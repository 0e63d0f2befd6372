// Package model holds the words of supplierwatch: the checked registry of
// suppliers, the facts observed about them, the findings judged from both, the
// alerts that findings become and the mails that alerts cause.
//
// The package has no verbs beyond String, Validate and look-ups in its own
// values. Everything here is data that one part of the program hands to
// another:
//
//	registry files ─▶ Registry ┐
//	probes, mail, people ─▶ Fact ┼─▶ Finding ─▶ Alert ─▶ Decision ─▶ Mail
//	                       clock ┘   (judge)    (alert)   (engine)
//
// Values are built once by the part that owns them (the registry loader, the
// judge, the state machine) and are read-only for everybody after it.
package model
