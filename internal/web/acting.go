package web

import (
	"context"
	"errors"
	"net/http"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
)

// Deed is what somebody does about one alert.
type Deed struct {
	ID     string         // names the fact: the same deed asked for twice is one; empty: it gets a name of its own
	Kind   model.FactKind // ack, snooze, not-mine or note
	Alert  string         // its id, or the beginning of one
	By     string         // who acts
	Source string         // over what: api, link or page
	Mail   string         // of a link: the mail that it stood in
	Note   string
	For    string // of a snooze: a period such as 3 days …
	Until  string // … or a day, or an instant of RFC 3339
}

// Acting does what people ask for about alerts.
type Acting interface {
	// Do records deeds, all of them or none, and gives their alerts as they stand after the pass that heard of them, in the same order.
	// Heard is false if that pass was not complete in time: the deeds are recorded, and what follows is not known yet. What cannot be done
	// is a *Refusal.
	Do(ctx context.Context, deeds ...Deed) (after apidoc.StatusDocument, heard bool, err error)
	// Letter finds the mail in whose link a token stands. A token that is not ours, one of a mail that nobody remembers and one that has
	// expired are ErrNoLink, ErrNoMail and ErrExpired.
	Letter(ctx context.Context, link string) (Letter, error)
}

// Why a link shows nothing.
var (
	ErrNoLink  = errors.New("the link was not made by us")
	ErrNoMail  = errors.New("the mail of the link is not known")
	ErrExpired = errors.New("the link has expired")
)

// Refusal says why what somebody asked for is not done, with the status that HTTP has for it.
type Refusal struct {
	Status int
	Why    string
}

func (r *Refusal) Error() string { return r.Why }

// refusal gives a request's refusal.
func refusal(status int, why string) *Refusal { return &Refusal{Status: status, Why: why} }

// Letter is a mail of ours to people of ours, as its link shows it.
type Letter struct {
	Mail    string // names it, and what is recorded by its link
	To      string
	Subject string // empty once its text was let go
	Sent    time.Time
	Zone    *time.Location // of its reader
	Alerts  []LetterAlert  // in the order in which the mail numbers them
	Done    []Recorded     // by this link, the latest first
}

// LetterAlert is one alert of a letter as it stands now.
type LetterAlert struct {
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

// Recorded is a deed that was recorded by a link.
type Recorded struct {
	ID     string
	Number int // of the alert in the mail
	Kind   model.FactKind
	By     string
	At     time.Time
	Note   string
	Heard  bool // whether a pass has acted on it
}

// statusOf is the status that HTTP has for each kind of refusal.
var statusOf = map[model.RefusalKind]int{
	model.RefusedInvalid: http.StatusBadRequest, model.RefusedUnfit: http.StatusUnprocessableEntity, model.RefusedUnknown: http.StatusNotFound,
	model.RefusedConflict: http.StatusConflict, model.RefusedSender: http.StatusForbidden,
}

// failure gives the status of an error, and the words for whoever asked. What is no refusal is ours to know.
func (s server) failure(err error) (status int, why string) {
	if refused, ok := errors.AsType[*Refusal](err); ok {
		return refused.Status, refused.Why
	}
	if refused, ok := errors.AsType[*model.Refusal](err); ok {
		return statusOf[refused.Kind], refused.Why
	}
	s.Log.Error("answer request", "error", err)
	return http.StatusInternalServerError, "this could not be done; the log says why"
}
