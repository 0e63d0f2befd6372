package replies

import (
	"context"
	"log/slog"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
	"supplierwatch/internal/token"
)

// Message is a received message with our mail that it answers.
type Message struct {
	ID      string // names it for good
	Parsed  mailparse.Message
	Arrived time.Time
	Cut     bool           // only its beginning was read
	Mail    *model.Mail    // nil: it answers none
	Own     bool           // it is that mail itself, and no answer
	Late    bool           // it answers long after anybody should
	Proof   mailauth.Proof // how far our own server vouches for its sender
}

// MailFinder finds our mails by the tokens that name them.
type MailFinder interface {
	MailByToken(ctx context.Context, token string) (model.Mail, bool, error)
}

// Metrics counts mails.
type Metrics interface {
	Mail(kind model.MailKind, result model.MailResult, reason string)
}

// Handler handles replies. Its fields are set once; the limit of answers is its only state.
type Handler struct {
	Actions  *action.Service
	Mails    MailFinder
	Key      token.Key
	Identity envelope.Identity
	IsOurs   func(address string) bool
	PerDay   int // verification mails a day at most, named in receipts of releases
	Metrics  Metrics
	Log      *slog.Logger

	Limit AnswerLimit
}

// receiptID returns the id of a receipt by what it answers, so that one message gets one answer wherever and however often it is read.
func receiptID(parts ...string) string {
	return "receipt-" + model.Digest(parts...)[:20]
}
