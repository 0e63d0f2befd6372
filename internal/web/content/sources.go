package content

import (
	"context"
	"errors"

	"supplierwatch/internal/action"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/exposure"
	"supplierwatch/internal/model"
)

// ReadModel returns documents about suppliers, mailboxes and facts.
type ReadModel interface {
	// Edition is the same as long as all documents stay the same.
	Edition(context.Context) (any, error)
	// Suppliers returns at most limit suppliers whose ids follow one, by id.
	Suppliers(ctx context.Context, after string, limit int) (apidoc.SuppliersDocument, error)
	// Supplier returns the document of one supplier; known is false if no supplier has that id.
	Supplier(ctx context.Context, id string) (doc apidoc.SupplierDocument, known bool, err error)
	// SupplierDetail returns all that is known of one supplier; known is false if no supplier has that id.
	SupplierDetail(ctx context.Context, id string) (detail SupplierDetail, known bool, err error)
	// Coverage returns how many suppliers are covered, now and in past months; nil if that is not computed yet.
	Coverage() *exposure.CoverageHistory
	// Service returns how the parts of the service work, and what was skipped.
	Service(context.Context) Service
	// EscalationPaths returns the policies with the people whom they notify: a number of entries from the one at a place on.
	EscalationPaths(ctx context.Context, from, size int) (EscalationPaths, error)
	// Mailboxes returns our role mailboxes, by id.
	Mailboxes(context.Context) (apidoc.MailboxesDocument, error)
	// Facts returns what was recorded, in the order of recording.
	Facts(context.Context, FactQuery) (apidoc.FactsDocument, error)
}

// FactQuery is which facts are asked for.
type FactQuery struct {
	Supplier string        // empty: of any supplier, and of our own company
	Subject  model.Subject // zero: about anything
	After    int64         // only those that were recorded after the one with this sequence number
	Limit    int
}

// Recorder records facts from outside: all of them, or none. It returns them as they were recorded. A fact that cannot be recorded is a
// *model.Refusal.
type Recorder interface {
	Record(context.Context, []model.Fact) ([]model.Fact, error)
}

// Actions does what people ask for about alerts.
type Actions interface {
	// Act carries out requests, all of them or none, and returns what became of each. What is not done is a *model.Refusal.
	Act(ctx context.Context, requests ...action.Request) ([]action.Outcome, error)
}

// Mails finds mails by their links.
type Mails interface {
	// LinkedMail returns the mail whose link has this token. A token that we did not make, one of an unknown mail and one that has
	// expired are ErrNoLink, ErrNoMail and ErrExpired.
	LinkedMail(ctx context.Context, link string) (LinkedMail, error)
}

// Why a link shows nothing.
var (
	ErrNoLink  = errors.New("the link was not made by us")
	ErrNoMail  = errors.New("the mail of the link is not known")
	ErrExpired = errors.New("the link has expired")
)

// ConfigDocument is the configuration that the daemon runs on, without secrets.
type ConfigDocument struct {
	Version int            `json:"version"`
	File    string         `json:"file"`
	Config  map[string]any `json:"config"`
}
