package model

import (
	"cmp"
	"strings"

	"supplierwatch/internal/civil"
)

// DeadlineKind is what a computed date means.
type DeadlineKind string

// The kinds of deadlines.
const (
	DeadlineContractNotice DeadlineKind = "contract-notice"
	DeadlineContractEnd    DeadlineKind = "contract-end"
	DeadlineOrderWindow    DeadlineKind = "order-window"
	DeadlineNoticeTheirs   DeadlineKind = "notice-theirs"
	DeadlineOrderConfirm   DeadlineKind = "order-confirmation"
	DeadlineDelivery       DeadlineKind = "delivery-confirmation"
	DeadlineSession        DeadlineKind = "session"
	DeadlineReview         DeadlineKind = "review"
	DeadlineVerification   DeadlineKind = "verification"
)

// Deadline is one computed date with the dates it was computed from. Dates that do not apply are zero here and null in JSON.
type Deadline struct {
	Supplier string       `json:"supplier"`
	Subject  Subject      `json:"subject"`
	Kind     DeadlineKind `json:"kind"`
	Channel  string       `json:"channel,omitempty"` // email or phone, of a verification
	State    string       `json:"state"`
	Due      civil.Date   `json:"due"`
	DaysLeft *int         `json:"days_left"`
	*ContractDates
	*WindowDates
	HolidaysKnownUntil civil.Date `json:"holidays_known_until,omitzero"` // of a date beyond it; zero: the holidays are known

	Occurrence string         `json:"-"`
	Settled    bool           `json:"-"` // nothing is left to do about it
	Zones      civil.DayZones `json:"-"` // of Due
	Position   `json:"-"`
}

// ContractDates are the dates of a contract's current term.
type ContractDates struct {
	CurrentEnd         civil.Date `json:"current_end"`
	Renewals           int        `json:"renewals"`
	LastNoticeDate     civil.Date `json:"last_notice_date"`
	ReceiveBy          civil.Date `json:"receive_by"`
	SendBy             civil.Date `json:"send_by"`
	DecideBy           civil.Date `json:"decide_by"`
	NoticeFor          civil.Date `json:"notice_for"`
	CommittedUntil     civil.Date `json:"committed_until"`
	NextLastNoticeDate civil.Date `json:"next_last_notice_date"`
	EarliestEnd        civil.Date `json:"earliest_end"`
	NoticeEffect       string     `json:"notice_effect,omitempty"` // what becomes of our notices that do not do what was meant, in words
}

// WindowDates are the dates of one occurrence of an order window.
type WindowDates struct {
	Opens     civil.Date `json:"opens"`
	Closes    civil.Date `json:"closes"`
	OrderBy   civil.Date `json:"order_by"`
	RequestBy civil.Date `json:"request_by"`
	Binding   string     `json:"binding"` // window, lead-time or stock
}

// Compare orders deadlines: due with none last, supplier, subject, kind, channel, occurrence.
func (d *Deadline) Compare(e *Deadline) int {
	return cmp.Or(
		CompareDue(d.Due, e.Due),
		strings.Compare(d.Supplier, e.Supplier),
		d.Subject.Compare(e.Subject),
		strings.Compare(string(d.Kind), string(e.Kind)),
		strings.Compare(d.Channel, e.Channel),
		strings.Compare(d.Occurrence, e.Occurrence),
	)
}
