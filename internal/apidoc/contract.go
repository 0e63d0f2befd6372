package apidoc

import (
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// ContractDocument is what `explain contract --format json` prints.
type ContractDocument struct {
	Version  int            `json:"version"`
	AsOf     time.Time      `json:"as_of"`
	Contract ContractDetail `json:"contract"`
}

// ContractDetail is one contract with the days on which it can end. Dates that do not apply are null.
type ContractDetail struct {
	Supplier     string           `json:"supplier"`
	Subject      model.Subject    `json:"subject"`
	Title        string           `json:"title"`
	State        string           `json:"state"` // as in deadlines
	Missing      []string         `json:"missing"`
	Terms        []string         `json:"terms"` // how the ends follow from the contract, one sentence each
	Rolling      bool             `json:"rolling"`
	CurrentEnd   civil.Date       `json:"current_end"`
	ReachableEnd civil.Date       `json:"reachable_end"` // the first end that a notice received today reaches
	EarliestEnd  civil.Date       `json:"earliest_end"`  // open-ended: its end if notice goes today
	Notices      []ContractNotice `json:"notices"`
	Ends         []ContractEnd    `json:"ends"` // ascending
	More         bool             `json:"more"` // other ends are possible beside those listed
	Zones        civil.DayZones   `json:"-"`    // where the contract ends, and where its owner decides
}

// ContractNotice is a notice of either side and what it leads to.
type ContractNotice struct {
	By       string     `json:"by"` // us or them
	Received civil.Date `json:"received"`
	For      civil.Date `json:"for"`    // the end that it names
	Ends     civil.Date `json:"ends"`   // the end that it leads to; null: it has no effect
	Effect   string     `json:"effect"` // in words
}

// ContractEnd is a day on which the contract can end, with the days for a notice to it.
type ContractEnd struct {
	End            civil.Date `json:"end"`
	Renewals       *int       `json:"renewals"` // that precede it; null where it follows from no term
	LastNoticeDate civil.Date `json:"last_notice_date"`
	ReceiveBy      civil.Date `json:"receive_by"`
	SendBy         civil.Date `json:"send_by"`
	DecideBy       civil.Date `json:"decide_by"`
	Reachable      bool       `json:"reachable"` // a notice received today is in time for it
	State          EndState   `json:"state"`
	KnownUntil     civil.Date `json:"known_until"` // the last day with known holidays, where one of the dates is later
}

// EndState is what is known or decided about one end of a contract.
type EndState string

// The states of an end. The first that holds is taken, in this order.
const (
	EndTerminated EndState = "terminated" // the supplier's notice ends it
	EndNoticed    EndState = "noticed"    // our notice ends it
	EndKept       EndState = "kept"       // we decided to let it renew
	EndOver       EndState = "over"       // its day is past
	EndUnknown    EndState = "unknown"    // something is missing in the contract
	EndLast       EndState = "last"       // it comes by itself, without a notice
	EndMissed     EndState = "missed"     // its last notice day is past
	EndOpen       EndState = "open"       // a notice can still reach it
)
