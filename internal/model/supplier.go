package model

import (
	"time"

	"supplierwatch/internal/civil"
)

// Supplier is one critical supplier with all that is known about reaching it and about what is agreed with it.
type Supplier struct {
	ID             string
	Was            []string // former ids; facts and alerts under them are kept
	Name           string
	Tier           *Tier
	TierReason     string
	Owner          *Team // nil: nobody owns it
	Reviewed       *Reviewed
	Country        string          // ISO 3166-1 alpha-2
	Language       string          // ISO 639-1
	Calendar       *civil.Calendar // never nil
	CustomerNumber string
	Identifiers    map[string]string
	Labels         map[string]string
	Notes          string
	Fallback       string
	DoNotContact   bool
	TheyKnow       []MailboxNotice
	Authorized     []Authorization
	Supplies       []*Supply
	Contacts       []*Contact
	Endpoints      []*Endpoint
	Contracts      []*Contract
	OrderWindows   []*OrderWindow
	Deliveries     []*Delivery
	Sessions       *Sessions
	Thresholds     []Threshold
	Ignores        []Ignore
	Pos            Position // of the id
}

// Reviewed records that somebody read the whole entry.
type Reviewed struct {
	On civil.Date
	By string
}

// MailboxNotice records that the supplier was informed of one of our mailboxes.
type MailboxNotice struct {
	Mailbox *Mailbox
	On      civil.Date
	Pos     Position
}

// Authorization is one of our people whom the supplier accepts.
type Authorization struct {
	Who string // an address
	For string
	Pos Position
}

// Supply is what we buy.
type Supply struct {
	ID             string
	Item           string
	UsedIn         []UsedIn
	Alternatives   []string // ids of other suppliers
	AnnualQuantity string
	OrdersPerYear  float64      // zero: not known
	TimeToRecover  civil.Period // zero: not known
	LeadTime       civil.Period // zero: not known
	Safety         civil.Period
	Stock          *Stock
	StockCover     *StockCover
	Placed         []Placed // orders outside any window
	Notes          string
	Pos            Position
}

// UsedIn is one of our production lines or, where Line is nil, a place in free text.
type UsedIn struct {
	Line *Line
	Text string
}

// Stock is a count of what is on hand and what a day uses up, in one unit.
type Stock struct {
	OnHand       float64
	Unit         string
	DailyUsage   float64 // 0: nothing is used, unless it is not known
	UsageUnknown bool    // nobody wrote what a day uses up: how long the stock lasts is not known
	AsOf         civil.Date
	Pos          Position
}

// StockCover is a stock told as the time it lasts, where nobody counts pieces.
type StockCover struct {
	Period civil.Period
	AsOf   civil.Date
	Pos    Position
}

// Endpoint is a place where our machines meet theirs.
type Endpoint struct {
	ID      string
	Kind    EndpointKind
	Target  string // URL for http, host:port for tls, tcp and ssh
	HostKey string
	Run     string // for exec: the name of a command in the configuration
	Args    []string
	Team    *Team // nil: the owner
	Pos     Position
}

// EndpointKind is the protocol that a probe of the endpoint speaks.
type EndpointKind string

// The kinds of endpoints.
const (
	EndpointHTTP EndpointKind = "http"
	EndpointTLS  EndpointKind = "tls"
	EndpointTCP  EndpointKind = "tcp"
	EndpointSSH  EndpointKind = "ssh"
	EndpointExec EndpointKind = "exec"
)

// Sessions are the regular talks of the supplier with design, engineering and operations.
type Sessions struct {
	With []*Team
	Held []Session
	Pos  Position
}

// Session is one that was held.
type Session struct {
	On     civil.Date
	Topics string
}

// Ignore takes one rule away from one supplier, for a reason and for a time.
type Ignore struct {
	Rule    string
	Because string
	By      string
	Until   civil.Date // the last day it counts
	Pos     Position
}

// Moment is a day or, where people gave an offset, an instant on that day. Only an instant can be after a cut-off hour.
type Moment struct {
	Date    civil.Date
	Instant time.Time // zero for a plain date
}

// IsZero reports whether nothing was given.
func (m Moment) IsZero() bool { return m.Date.IsZero() }
