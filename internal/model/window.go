package model

import "supplierwatch/internal/civil"

// OrderWindow is a time in which an order must be placed, once or again and again.
type OrderWindow struct {
	ID                string
	Title             string
	Supplies          []*Supply // what is ordered in it
	Dates             civil.Window
	Since             civil.Date // earlier occurrences are not evaluated; zero: not given
	Approval          civil.Period
	Approver          *Team
	EmergencyApprover *Team
	NeedBy            civil.Date
	Receiving         civil.Period
	Confirmation      *Confirmation
	Requested         []Requested
	Placed            []Placed
	Waived            []Waived
	Notes             string
	Pos               Position
}

// Requested records that the order of one occurrence was asked for inside our company. Window is the day on which the occurrence opens.
type Requested struct {
	Window    civil.Date // zero: an order outside any window
	At        Moment
	Reference string
	Pos       Position
}

// Placed records that the order of one occurrence is out.
type Placed struct {
	Window    civil.Date
	At        Moment
	Reference string
	Confirmed civil.Date // zero: not confirmed
	Pos       Position
}

// Waived records that one occurrence is left out on purpose.
type Waived struct {
	Window  civil.Date
	Because string
	By      string
}

// Delivery is a regular delivery that wants a confirmation each time.
type Delivery struct {
	ID           string
	Title        string
	Schedule     civil.Recurrence
	Since        civil.Date
	Confirmation *Confirmation
	Notes        string
	Pos          Position
}

// Confirmation defines who confirms to whom, by when, and how the mail is recognised.
type Confirmation struct {
	ByUs    bool         // they wait for ours
	Mailbox *Mailbox     // where theirs arrives; nil when ByUs
	Within  civil.Period // after placing
	Before  civil.Period // before the delivery
	From    string       // a glob over the sender
	Subject []string     // phrases, or /RE2/; any of them
	Body    []string
	Pos     Position
}
