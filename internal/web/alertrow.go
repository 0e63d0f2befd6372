package web

import "supplierwatch/internal/apidoc"

// alertRow is an alert as pages show it.
type alertRow struct {
	apidoc.StatusAlert
	Ahead
	Name string // of the supplier
	Form *form  // to do something about it; nil: the reader may not
}

// Says returns the state of an alert and what comes next in a sentence.
func (a alertRow) Says() string { return stateText(a.StatusAlert, a.Next, clock) }
