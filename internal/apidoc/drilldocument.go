package apidoc

import (
	"fmt"
	"time"

	"supplierwatch/internal/model"
)

// DrillState is how far a drill has come.
type DrillState string

// The states of a drill.
const (
	DrillPlanned DrillState = "planned" // nobody has asked for it
	DrillAsked   DrillState = "asked"   // the daemon has not taken it up
	DrillRunning DrillState = "running" // answers are awaited
	DrillOver    DrillState = "over"    // all have answered, or their time is over
)

// DrillDocument is the state of a drill, and what `drill --format json` prints.
type DrillDocument struct {
	Version    int              `json:"version"`
	AsOf       time.Time        `json:"as_of"`
	Drill      string           `json:"drill"` // its id; empty: only planned
	State      DrillState       `json:"state"`
	Why        string           `json:"why"` // it is over
	AskedBy    string           `json:"asked_by"`
	AskedAt    time.Time        `json:"asked_at"`
	Policies   []DrillPolicy    `json:"policies"`
	Recipients []DrillRecipient `json:"recipients"`
	Summary    DrillSummary     `json:"summary"`
}

// DrillPolicy is a path that a drill goes along.
type DrillPolicy struct {
	ID       string `json:"id"`
	Asked    int    `json:"asked"` // recipients that can answer
	Answered int    `json:"answered"`
}

// DrillRecipient is one recipient of a drill, and what came of it.
type DrillRecipient struct {
	Number     int              `json:"number"`
	Recipient  string           `json:"recipient"`
	Team       string           `json:"team"`
	Policies   []string         `json:"policies"`
	OpensAt    time.Time        `json:"opens_at"` // when the mail may leave: its team's hours begin
	AnswerBy   time.Time        `json:"answer_by"`
	SentAt     *time.Time       `json:"sent_at"`
	Result     model.MailResult `json:"result"`
	Detail     string           `json:"detail"` // what a server said that did not take it
	AnsweredAt *time.Time       `json:"answered_at"`
	AnsweredBy string           `json:"answered_by"`
	How        string           `json:"how"`     // mail, shell or api
	Seconds    *int64           `json:"seconds"` // from the mail to the answer
}

// DrillSummary counts recipients that can answer: a webhook cannot.
type DrillSummary struct {
	Asked    int `json:"asked"`
	Answered int `json:"answered"`
	Returned int `json:"returned"` // refused or came back, webhooks too
	Silent   int `json:"silent"`   // neither, and their time is over
	Waiting  int `json:"waiting"`
}

// Took returns a duration as people write it: 40 seconds, 4 minutes, 2 h 5 min.
func Took(seconds int64) string {
	switch {
	case seconds == 1:
		return "1 second"
	case seconds < 2*60:
		return fmt.Sprintf("%d seconds", seconds)
	case seconds < 2*60*60:
		return fmt.Sprintf("%d minutes", seconds/60)
	}
	return fmt.Sprintf("%d h %d min", seconds/3600, seconds/60%60)
}

// Passed reports whether everybody has answered and no mail was returned.
func (d *DrillDocument) Passed() bool {
	s := d.Summary
	return d.State != DrillAsked && s.Asked > 0 && s.Answered == s.Asked && s.Returned+s.Silent+s.Waiting == 0
}
