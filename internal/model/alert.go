package model

import (
	"fmt"
	"slices"
	"time"

	"supplierwatch/internal/civil"
)

// AlertState is the state of an alert. It is stored as its word.
type AlertState string

// The states of an alert.
const (
	StatePending      AlertState = "pending"      // a probe failed, not yet often or long enough
	StateFiring       AlertState = "firing"       // somebody is or will be notified
	StateAcknowledged AlertState = "acknowledged" // somebody will act
	StateSnoozed      AlertState = "snoozed"      // put off until a time
	StateResolved     AlertState = "resolved"     // by evidence
	StateLapsed       AlertState = "lapsed"       // its own date ended it
	StateWithdrawn    AlertState = "withdrawn"    // its subject left the registry
)

// AlertStates are all of them.
var AlertStates = []AlertState{StatePending, StateFiring, StateAcknowledged, StateSnoozed, StateResolved, StateLapsed, StateWithdrawn}

// Validate rejects a word that is not a state.
func (s AlertState) Validate() error {
	if slices.Contains(AlertStates, s) {
		return nil
	}
	return fmt.Errorf("%q is not an alert state", string(s))
}

// Open reports whether the alert has not ended.
func (s AlertState) Open() bool {
	return s == StatePending || s == StateFiring || s == StateAcknowledged || s == StateSnoozed
}

// LongestSnooze is how long an alert can be put off at most.
const LongestSnooze = 30 * 24 * time.Hour

// Reason is why a decision was taken. Log, mail, page and tests show it.
type Reason string

// The reasons of decisions.
const (
	ReasonFirst            Reason = "first"
	ReasonWorse            Reason = "worse"
	ReasonEscalated        Reason = "escalated"
	ReasonReminder         Reason = "reminder"
	ReasonAckExpired       Reason = "acknowledgement expired"
	ReasonSnoozeOver       Reason = "snooze over"
	ReasonResolved         Reason = "resolved"
	ReasonLapsed           Reason = "lapsed"
	ReasonWithdrawn        Reason = "withdrawn"
	ReasonSkipped          Reason = "skipped"
	ReasonQuietHours       Reason = "held: quiet hours"
	ReasonRateLimited      Reason = "held: too many mails this hour"
	ReasonSummary          Reason = "summary"
	ReasonAcked            Reason = "acknowledged"
	ReasonSnoozed          Reason = "snoozed"
	ReasonNotMine          Reason = "not mine"
	ReasonRefused          Reason = "refused"
	ReasonIgnored          Reason = "ignored" // somebody asked for what cannot be done
	ReasonDrill            Reason = "drill"   // nothing is wrong
	ReasonSuppliersRemoved Reason = "held: many suppliers were removed"
)

// UnmarshalText reads a reason; "letter" is the name that versions before v0.1 stored for the weekly summary.
func (r *Reason) UnmarshalText(text []byte) error {
	*r = Reason(text)
	if *r == "letter" {
		*r = ReasonSummary
	}
	return nil
}

// Alert is an obligation's life: from the finding that began it to the evidence, the date or the edit that ended it.
type Alert struct {
	ID                 string     `json:"id"` // six or more hexadecimal characters, unique among all alerts kept
	Key                string     `json:"key,omitzero"`
	Supplier           string     `json:"supplier"`
	Subject            Subject    `json:"subject"`
	Group              string     `json:"line"`
	Occurrence         string     `json:"occurrence,omitzero"`
	Rule               string     `json:"rule,omitzero"` // of the worst current finding, as are the next five
	Severity           Severity   `json:"severity"`
	Route              Route      `json:"route"`
	Stage              int        `json:"stage,omitzero"`
	Message            string     `json:"message,omitzero"`
	Due                civil.Date `json:"due,omitzero"`
	Exposure           *Money     `json:"exposure,omitzero"`
	ExpiresOn          civil.Date `json:"ends,omitzero"`   // the last day of the obligation, as the finding last said; zero: none
	OverrideQuietHours bool       `json:"wakes,omitempty"` // rule and policy let it mail outside working hours
	Team               string     `json:"team,omitempty"`  // whose weekly summary lists it; empty: the operators'

	State  AlertState `json:"state,omitzero"`
	Since  time.Time  `json:"since"`
	Reason Reason     `json:"reason,omitzero"` // of the last decision
	// Step is the step that was last handed to the outbox; -1 before the first.
	Step   int       `json:"step"`
	StepAt time.Time `json:"step_at,omitzero"`
	// StepSince is when the first mail of the step was sent, StepAt when its last one was, reminders included.
	StepSince time.Time `json:"step_since,omitzero"`
	// Repeats counts the reminders sent since the last step was reached.
	Repeats int       `json:"repeats,omitzero"`
	NextAt  time.Time `json:"next_at,omitzero"` // when the next step is due; zero: none
	// NotBefore keeps the first step of an alert that fires again from being sent too soon after the one before; zero: at once.
	NotBefore    time.Time `json:"not_before,omitzero"`
	WorseAt      time.Time `json:"worse_at,omitzero"`  // when it last got worse
	SummarizedAt time.Time `json:"letter_at,omitzero"` // when a weekly summary last listed it

	AcknowledgedBy string     `json:"acknowledged_by,omitzero"`
	AcknowledgedAt time.Time  `json:"acknowledged_at,omitzero"`
	AckSeverity    Severity   `json:"ack_severity,omitzero"`  // that an acknowledgement or a snooze was given for
	HeldSince      time.Time  `json:"held_since,omitzero"`    // when it was given
	RequestedUntil time.Time  `json:"snoozed_until,omitzero"` // until when it was asked to be paused; zero: not said
	HeldUntil      time.Time  `json:"holds_until,omitzero"`   // end of an acknowledgement or a snooze
	KeyDate        civil.Date `json:"named_day,omitzero"`     // the named day that ends it, if one does
	EndedAt        time.Time  `json:"ended_at,omitzero"`

	ReturnedAt       time.Time `json:"returned_at,omitzero"`       // when it last fired again after its end
	KeyDateAt        time.Time `json:"named_day_at,omitzero"`      // when a key date causes a mail; zero: none does
	KeyDateMailed    time.Time `json:"named_day_mailed,omitzero"`  // when one last did
	UnacknowledgedAt time.Time `json:"unacknowledged_at,omitzero"` // when it counts as one that nobody acknowledges

	Points         []Point        `json:"points,omitempty"`   // reminder points already listed
	Notified       []Notification `json:"notified,omitzero"`  // of many mails the last ones, and one each for those before that said the same
	Members        []string       `json:"members,omitempty"`  // ids of the alerts that it lists
	LastFactSeq    int64          `json:"heard_to,omitempty"` // number of the last fact about it that was acted on
	ProcessedFacts []string       `json:"heard,omitempty"`    // ids of those before, as alerts of older versions remember them
	Notes          []string       `json:"notes,omitempty"`    // the last ones
}

// Mailed reports whether an alert has mails of its own: it pages, and is more than information. Others are tasks.
func (a *Alert) Mailed() bool { return a.Route != RouteWork && a.Severity != Info }

// Point is a reminder point that was listed. A deadline that moves makes new ones.
type Point struct {
	Deadline civil.Date   `json:"deadline"`
	Offset   civil.Period `json:"offset"`
	Missed   bool         `json:"missed,omitempty"`
	At       time.Time    `json:"at"`
}

// MailResult is what became of one mail to one recipient.
type MailResult string

// The results. Accepted means that a server took the mail, never that anybody read it.
const (
	MailQueued   MailResult = "queued"
	MailAccepted MailResult = "accepted"
	MailRefused  MailResult = "refused"
	MailBounced  MailResult = "bounced"
	MailHeld     MailResult = "held"
)

// Notification is the bookkeeping of one mail about an alert.
type Notification struct {
	Recipient string     `json:"recipient"`
	Team      string     `json:"team,omitempty"`
	Step      int        `json:"step"`
	Reason    Reason     `json:"reason"`
	At        time.Time  `json:"at"`
	Mail      string     `json:"mail"` // the outbox row
	MessageID string     `json:"message_id"`
	Result    MailResult `json:"result"`
	// Earlier counts the mails before this one that said the same to the same recipient and are not remembered one by one any more.
	Earlier  int  `json:"earlier,omitempty"`
	Twice    bool `json:"possibly_twice,omitempty"` // an attempt was cut off, so that the recipient may have got it twice
	Listener bool `json:"aside,omitempty"`          // it belongs to no step: a webhook hears of everything of its kind
	// Rule and Severity are what a webhook was told: whoever files alerts under them must be told when they no longer hold.
	Rule     string   `json:"rule,omitempty"`
	Severity Severity `json:"severity,omitempty"`
}

// To returns to whom the mail went.
func (n Notification) To() Recipient {
	to := ParseRecipient(n.Recipient)
	if to.ByMail() {
		to.Team = n.Team
	}
	return to
}

// Decision is one thing that the state machine decided, with its reason. A decision with a Kind causes exactly one mail to one recipient; one
// without changes state only.
type Decision struct {
	At     time.Time
	Reason Reason // of the most urgent item
	Kind   MailKind
	To     Recipient
	Mail   string // id of the outbox row; empty without Kind
	Items  []DecisionItem
	Held   int    // how many more mails wait because of the hourly limit
	Detail string // what a reason alone does not tell, such as why a step was skipped
}

// DecisionItem is one alert that a decision is about.
type DecisionItem struct {
	Alert  string // id
	Step   int
	Reason Reason
	Call   string // id of the contact that the mail says to call first; empty: none, or not composed yet
	// Severity is that of the alert when the mail was composed; empty: not composed yet, or by a version that did not record it.
	Severity Severity
}
