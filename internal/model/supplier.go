package model

import (
	"slices"
	"strings"
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
	WithoutEffect  []WithoutEffect
	Pos            Position // of the id
}

// Supply returns the supply with that id, or nil.
func (s *Supplier) Supply(id string) *Supply {
	for _, x := range s.Supplies {
		if x.ID == id {
			return x
		}
	}
	return nil
}

// Contact returns the contact with that id, or nil; so it does for no supplier.
func (s *Supplier) Contact(id string) *Contact {
	if s == nil {
		return nil
	}
	for _, c := range s.Contacts {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// Contract returns the contract with that id, or nil.
func (s *Supplier) Contract(id string) *Contract {
	for _, c := range s.Contracts {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// OrderWindow returns the order window with that id, or nil.
func (s *Supplier) OrderWindow(id string) *OrderWindow {
	for _, w := range s.OrderWindows {
		if w.ID == id {
			return w
		}
	}
	return nil
}

// Delivery returns the delivery with that id, or nil.
func (s *Supplier) Delivery(id string) *Delivery {
	for _, d := range s.Deliveries {
		if d.ID == id {
			return d
		}
	}
	return nil
}

// Has reports whether the supplier's entry contains a subject. It contains a domain as long as a contact uses it.
func (s *Supplier) Has(about Subject) bool {
	switch about.Kind {
	case KindContact:
		return s.Contact(about.ID) != nil
	case KindDomain:
		return slices.ContainsFunc(s.Contacts, func(c *Contact) bool { return strings.EqualFold(c.Domain, about.ID) })
	case KindEndpoint:
		return slices.ContainsFunc(s.Endpoints, func(e *Endpoint) bool { return e.ID == about.ID })
	case KindSupply:
		return s.Supply(about.ID) != nil
	case KindContract:
		return s.Contract(about.ID) != nil
	case KindOrderWindow:
		return s.OrderWindow(about.ID) != nil
	case KindDelivery:
		return s.Delivery(about.ID) != nil
	case KindIgnore:
		return slices.ContainsFunc(s.Ignores, func(i Ignore) bool { return i.Rule == about.ID })
	}
	return true
}

// Reviewed records that somebody read the whole entry.
type Reviewed struct {
	On  civil.Date
	By  string
	Pos Position
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
	Pos    Position
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

// WithoutEffect is an item of the registry with keys that have no effect, such as a renewal term of a contract that does not renew.
type WithoutEffect struct {
	Subject Subject // of the finding
	Item    string  // as people call it: the contract "Service"
	Pos     Position
	Keys    []IdleKey
}

// IdleKey is a key that has no effect where it is.
type IdleKey struct {
	Key string
	Why string // as it follows the key: needs `renewal: automatic`
	Do  string // a whole sentence
}
