package apidoc

import (
	"fmt"
	"strconv"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// DocumentVersion is the version of every JSON document the program writes.
const DocumentVersion = 1

// FailOnNever is the threshold that no finding reaches.
const FailOnNever model.Severity = "never"

// CheckDocument is what `check --format json` prints.
type CheckDocument struct {
	Version  int             `json:"version"`
	AsOf     time.Time       `json:"as_of"` // UTC
	Vantage  *bool           `json:"vantage"`
	Summary  *Summary        `json:"summary"` // nil when nothing was evaluated
	Findings Findings        `json:"findings"`
	Errors   []model.Problem `json:"errors"`
	Diff     *Diff           `json:"diff,omitempty"` // only with --diff
	// Configuration is there only where a configuration was tried out.
	Configuration []Tried `json:"configuration,omitempty"`
}

// Tried is what came of trying out one part of a configuration.
type Tried struct {
	Item   string      `json:"item"` // the key of the part and what was tried of it
	Result TriedResult `json:"result"`
	Detail string      `json:"detail"`
	Next   string      `json:"next"` // what the administrator does now; empty: nothing
}

// TriedResult is whether a part works.
type TriedResult string

// It works, it does not, or nobody can tell.
const (
	TriedOK      TriedResult = "ok"
	TriedFailed  TriedResult = "failed"
	TriedUnknown TriedResult = "unknown"
)

// Summary counts what a check found.
type Summary struct {
	Suppliers    int      `json:"suppliers"`
	Critical     int      `json:"critical"`
	Warning      int      `json:"warning"`
	Info         int      `json:"info"`
	NotEvaluated int      `json:"not_judged"` // rules that need facts when none are given
	Exposure     Estimate `json:"exposure"`
	Coverage     Coverage `json:"coverage"`
}

// Count counts the findings by severity anew.
func (s *Summary) Count(findings []model.Finding) {
	s.Critical, s.Warning, s.Info = 0, 0, 0
	for _, f := range findings {
		switch f.Severity {
		case model.Critical:
			s.Critical++
		case model.Warning:
			s.Warning++
		case model.Info:
			s.Info++
		}
	}
}

// Estimate is a sum of money with how many suppliers it could be estimated for.
// Amount is nil where none could.
type Estimate struct {
	Amount    *model.Money
	Estimated int
	Of        int
}

// Coverage is the share of critical and important suppliers that have the
// independent contacts their tier wants, verified in time.
type Coverage struct {
	Covered int `json:"covered"`
	Of      int `json:"of"`
}

// DeadlinesDocument is what `deadlines --format json` prints.
type DeadlinesDocument struct {
	Version   int              `json:"version"`
	AsOf      time.Time        `json:"as_of"`
	Deadlines []model.Deadline `json:"deadlines"`
}

// StatusDocument is what `status --format json` prints and /api/v1/alerts answers.
type StatusDocument struct {
	Version int           `json:"version"`
	AsOf    time.Time     `json:"as_of"`
	Alerts  []StatusAlert `json:"alerts"`

	Outbox   *OutboxStatus   `json:"outbox,omitempty"`     // only while mails wait for the rate of a relay
	Replicas []StatusReplica `json:"replicas,omitempty"`   // only where several daemons may share the state
	LeftToDo []string        `json:"left_to_do,omitempty"` // after an accepted change: what to write into the registry, in lines
}

// StatusAlert is an alert as the outside sees it.
type StatusAlert struct {
	ID             string               `json:"id"`
	Key            string               `json:"key"`
	Rule           string               `json:"rule"`
	Severity       model.Severity       `json:"severity"`
	Route          model.Route          `json:"route"`
	Supplier       string               `json:"supplier"`
	Subject        model.Subject        `json:"subject"`
	State          model.AlertState     `json:"state"`
	Step           int                  `json:"step"`
	Since          time.Time            `json:"since"`
	Reason         model.Reason         `json:"reason"`
	AcknowledgedBy *string              `json:"acknowledged_by"`
	SnoozedUntil   *time.Time           `json:"snoozed_until"`
	NextAt         *time.Time           `json:"next_at"`
	EndedAt        *time.Time           `json:"ended_at"` // null while it is open
	Exposure       *model.Money         `json:"exposure"`
	Message        string               `json:"message"`
	Due            civil.Date           `json:"due"`
	Notified       []StatusNotification `json:"notified"`
}

// StatusNotification is one mail about an alert as the outside sees it.
type StatusNotification struct {
	Recipient string           `json:"recipient"`
	Step      int              `json:"step"`
	At        time.Time        `json:"at"`
	MessageID string           `json:"message_id"` // in angle brackets; empty while it is held
	Result    model.MailResult `json:"result"`
	Twice     bool             `json:"possibly_twice,omitempty"`
}

// MarshalJSON returns {"amount": …, "currency": …, "estimated": 9, "of": 12}, the
// first two null where nothing could be estimated.
func (e Estimate) MarshalJSON() ([]byte, error) {
	amount, currency := "null", "null"
	if e.Amount != nil {
		amount, currency = e.Amount.Amount(), strconv.Quote(e.Amount.Currency)
	}
	return fmt.Appendf(nil, `{"amount":%s,"currency":%s,"estimated":%d,"of":%d}`, amount, currency, e.Estimated, e.Of), nil
}
