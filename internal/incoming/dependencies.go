package incoming

import (
	"context"
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/imap"
	"supplierwatch/internal/model"
)

// Store is the part of the store that incoming mail needs.
type Store interface {
	// State returns the alerts.
	State(ctx context.Context) (model.State, error)
	// Positions returns how far folders have been read.
	Positions(ctx context.Context) ([]model.FolderPosition, error)
	// MailByToken returns the mail of the outbox that a token names.
	MailByToken(ctx context.Context, token string) (m model.Mail, known bool, err error)
	// Commit writes a change in one transaction.
	Commit(ctx context.Context, change model.Change) error
}

// FactIndex is what was recorded so far.
type FactIndex interface {
	// Facts returns facts that may be read while others are recorded.
	Facts(ctx context.Context) (*factindex.Index, error)
	// WithFacts shows the facts of this instant.
	WithFacts(ctx context.Context, look func(*factindex.Index)) error
}

// Logins know how to log in to an account on a mailbox server.
type Logins interface {
	Account(name string) (a imap.Account, known bool)
}

// ChangeNotices are the mails to known contacts that announced changes cause.
type ChangeNotices interface {
	Mails(facts []model.Fact, r *model.Registry, known *factindex.Index, now time.Time) []model.Mail
}

// ScanStates remembers how each folder was last read.
type ScanStates interface {
	FolderRead(account, folder string, at time.Time, err error)
}

// Metrics count what is read.
type Metrics interface {
	Scanned(mailbox string, at time.Time)
}
