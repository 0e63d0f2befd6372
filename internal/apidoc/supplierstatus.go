package apidoc

import (
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// SuppliersDocument lists how well each supplier can be reached.
type SuppliersDocument struct {
	Version   int              `json:"version"`
	AsOf      time.Time        `json:"as_of"`
	Suppliers []SupplierStatus `json:"suppliers"`
}

// SupplierStatus is the state of one supplier.
type SupplierStatus struct {
	ID           string                 `json:"id"`
	Name         string                 `json:"name"`
	Tier         string                 `json:"tier"`
	Owner        string                 `json:"owner"` // a team; empty: nobody
	Ways         int                    `json:"ways"`  // independent contacts that are not known to fail
	LastAnswer   civil.Date             `json:"last_answer"`
	Reachability float64                `json:"reachability"` // from 0 to 1
	Findings     map[model.Severity]int `json:"findings"`
}

// SupplierDocument is everything that is known of one supplier.
type SupplierDocument struct {
	Version   int              `json:"version"`
	AsOf      time.Time        `json:"as_of"`
	Supplier  SupplierStatus   `json:"supplier"`
	Contacts  []ContactStatus  `json:"contacts"`
	Findings  Findings         `json:"findings"`
	Deadlines []model.Deadline `json:"deadlines"`
	Alerts    []StatusAlert    `json:"alerts"`
}

// MailboxesDocument lists our role mailboxes.
type MailboxesDocument struct {
	Version   int             `json:"version"`
	AsOf      time.Time       `json:"as_of"`
	Mailboxes []MailboxStatus `json:"mailboxes"`
}

// MailboxStatus is the state of one of our mailboxes. What is not known is null.
type MailboxStatus struct {
	ID           string        `json:"id"`
	Address      string        `json:"address"`
	Purpose      model.Purpose `json:"purpose"`
	Team         string        `json:"team"`
	Login        string        `json:"login"`         // ok, failed or unknown
	LoginAt      *time.Time    `json:"login_at"`      // of the last outcome
	LoginSays    string        `json:"login_says"`    // why it failed
	OldestUnread *time.Time    `json:"oldest_unread"` // null: nothing is unread, if it was looked at
	UnreadFrom   string        `json:"unread_from"`
	Looked       bool          `json:"looked"`     // whether anybody looked what is unread
	Used         *float64      `json:"used"`       // of the quota, from 0 to 1
	RoundTrip    *time.Time    `json:"round_trip"` // when the last one arrived
}

// FactsDocument is the form in which facts come and go.
type FactsDocument struct {
	Version int          `json:"version"`
	Facts   []model.Fact `json:"facts"`
}
