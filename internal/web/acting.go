package web

import (
	"context"
	"errors"
	"net/http"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
)

// Actions does what people ask for about alerts.
type Actions interface {
	// Act carries out requests, all of them or none, and returns what became of each. What is not done is a *model.Refusal.
	Act(ctx context.Context, requests ...action.Request) ([]action.Outcome, error)
}

// Mails finds mails by their links.
type Mails interface {
	// LinkedMail finds the mail in whose link a token stands. A token that is not ours, one of a mail that nobody remembers and one that has
	// expired are ErrNoLink, ErrNoMail and ErrExpired.
	LinkedMail(ctx context.Context, link string) (LinkedMail, error)
}

// Why a link shows nothing.
var (
	ErrNoLink  = errors.New("the link was not made by us")
	ErrNoMail  = errors.New("the mail of the link is not known")
	ErrExpired = errors.New("the link has expired")
)

// refused is why a request is not answered, with the status that HTTP has for it.
type refused struct {
	status int
	why    string
}

// Error returns the words for whoever asked.
func (r *refused) Error() string { return r.why }

// refusal returns a request's refusal.
func refusal(status int, why string) *refused { return &refused{status: status, why: why} }

// LinkedMail is one of our mails to our own people, as its link shows it.
type LinkedMail struct {
	Mail    string // names it, and what is recorded by its link
	To      string
	Subject string // empty once its text was let go
	Sent    time.Time
	Zone    *time.Location // of its reader
	Alerts  []LinkedAlert  // in the order in which the mail numbers them
	Done    []Recorded     // by this link, the latest first
}

// LinkedAlert is the current state of one alert in a mail.
type LinkedAlert struct {
	apidoc.StatusAlert
	Ahead
	Kept  bool // whether anything is still known of it
	Notes []string
}

// Ahead is what would come of an alert.
type Ahead struct {
	Title    string    // what mails call it
	Next     string    // whom the next step tells; empty: nobody, or not known
	AckHolds time.Time // until when an acknowledgement would hold that is given now; zero: without an end
	Passes   bool      // whether there is anybody to pass it on to
}

// Recorded is an action that was recorded by a link.
type Recorded struct {
	ID      string
	Number  int // of the alert in the mail
	Kind    model.FactKind
	By      string
	At      time.Time
	Note    string
	Applied bool // whether an evaluation has applied it
}

// statusOf is the status that HTTP has for each kind of refusal.
var statusOf = map[model.RefusalKind]int{
	model.RefusedInvalid: http.StatusBadRequest, model.RefusedUnfit: http.StatusUnprocessableEntity, model.RefusedUnknown: http.StatusNotFound,
	model.RefusedConflict: http.StatusConflict, model.RefusedSender: http.StatusForbidden,
}

// failure returns the status of an error, and the words for the client. The details of an error that is not a refusal stay internal.
func (s server) failure(err error) (status int, why string) {
	if r, ok := errors.AsType[*refused](err); ok {
		return r.status, r.why
	}
	if r, ok := errors.AsType[*model.Refusal](err); ok {
		return statusOf[r.Kind], r.Why
	}
	s.Log.Error("A request could not be answered.", "error", err)
	return http.StatusInternalServerError, "this could not be done; the log says why"
}
