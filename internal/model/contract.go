package model

import "supplierwatch/internal/civil"

// Renewal is what happens when the term of a contract ends.
type Renewal string

// The kinds of renewal; RenewalUnknown stands where nothing was written.
const (
	RenewalUnknown   Renewal = ""
	RenewalAutomatic Renewal = "automatic"
	RenewalManual    Renewal = "manual"
	RenewalNone      Renewal = "none"
)

// Contract is an agreement whose end or whose notice day must not pass unnoticed.
type Contract struct {
	ID           string
	Title        string
	Supplies     []*Supply // all of the supplier's where none was written
	Starts       civil.Date
	Term         civil.Period // zero: not given; of an open-ended one the minimum term
	Ends         civil.Date   // the last day in force; zero: from Starts and Term
	OpenEnded    bool
	Renewal      Renewal
	RenewalTerm  civil.Period
	MaxRenewals  *int          // nil: no limit
	Notice       *civil.Period // our notice; nil: unknown, which is not the same as no notice
	NoticeTheirs *civil.Period
	NoticeTo     civil.ExitPoint
	ClearDays    bool // counting: clear
	NoRoll       bool // roll: none
	Delivery     civil.Period
	DecideWithin civil.Period
	Remind       []civil.Period // before decide-by; the tier's where none was written
	NoticeGiven  civil.Date     // the day it was received by them
	NoticeFor    civil.Date     // the end that our notice names; zero: it names none
	NoticePos    Position       // of the day on which it was received
	Terminated   *Termination   // the supplier's notice; nil: it gave none
	Kept         []RenewalDecision
	Renewed      []Renewed
	Notes        string
	Pos          Position
}

// Termination records the supplier's notice.
type Termination struct {
	Received civil.Date // zero: not known
	Ends     civil.Date // the last day in force
	Pos      Position   // of Received
}

// RenewalDecision records the decision to let one term renew.
type RenewalDecision struct {
	Until   civil.Date // the end of the term it settles
	On      civil.Date
	By      string
	Because string
	Pos     Position
}

// Renewed records a manual renewal and the end it led to.
type Renewed struct {
	Until, On civil.Date
	Pos       Position
}

// Agreement returns the terms of a contract with the renewals by hand, without its notice period.
func (c *Contract) Agreement(renewed []Renewed) civil.Agreement {
	a := civil.Agreement{
		Start: c.Starts, Term: c.Term, Ends: c.Ends, Renews: c.Renewal == RenewalAutomatic, Renewal: c.RenewalTerm, MaxRenewals: c.MaxRenewals,
	}
	for _, r := range renewed {
		a = a.RenewedByHand(r.Until)
	}
	return a
}
