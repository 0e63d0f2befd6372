package apidoc

import (
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Assume is what our people do in a simulation.
type Assume string

// Silent: nobody ever answers. Answered: the first person notified of an alert
// acknowledges it a short while later, and nothing is done.
const (
	AssumeSilent   Assume = "silent"
	AssumeAnswered Assume = "answered"
)

// Simulation is what is simulated.
type Simulation struct {
	Version   int        `json:"version"`
	AsOf      time.Time  `json:"as_of,omitzero"` // when the daemon starts, if not with From
	From      civil.Date `json:"from"`
	Until     civil.Date `json:"until"` // the last day
	Timezone  string     `json:"timezone"`
	Assume    Assume     `json:"assume"`
	Suppliers int        `json:"suppliers"`
}

// EventKind is what an event of a simulation is.
type EventKind string

// The kinds. A finding begins, changes its rule, severity or route, and ends; a
// mail is sent; a notification is held or skipped; somebody acknowledges.
const (
	EventBegan   EventKind = "began"
	EventChanged EventKind = "changed"
	EventEnded   EventKind = "ended"
	EventMail    EventKind = "mail"
	EventHeld    EventKind = "held"
	EventSkipped EventKind = "skipped"
	EventAcked   EventKind = "acknowledged"
	EventOther   EventKind = "other"
)

// SimulationEvent is one thing that would happen.
type SimulationEvent struct {
	At     time.Time    `json:"at"` // UTC
	Kind   EventKind    `json:"event"`
	Reason model.Reason `json:"reason"`
	Detail string       `json:"detail,omitempty"`
	// Finding is what began, changed or ended; nil for other events.
	Finding *SimulationFinding `json:"finding,omitempty"`
	// Mail is what is sent, or what would have been sent if it were not held.
	Mail *SimulationMail `json:"mail,omitempty"`
	// Alerts are the alerts that an event is about, by id.
	Alerts []SimulationAlert `json:"alerts"`
}

// SimulationFinding is a finding as it is since an event, or was before it ended.
type SimulationFinding struct {
	Alert      string         `json:"alert"`
	Rule       string         `json:"rule"`
	Was        string         `json:"was,omitempty"` // the rule before, where it changed
	Severity   model.Severity `json:"severity"`
	Route      model.Route    `json:"route"`
	Supplier   string         `json:"supplier"`
	Subject    model.Subject  `json:"subject"`
	Occurrence string         `json:"occurrence"`
	Message    string         `json:"message"`
	Due        civil.Date     `json:"due"`
}

// Found returns the parts of a finding by which findings are sorted.
func (f *SimulationFinding) Found() model.Finding {
	return model.Finding{Severity: f.Severity, Due: f.Due, Supplier: f.Supplier, Subject: f.Subject, Rule: f.Rule, Occurrence: f.Occurrence}
}

// SimulationMail is a mail that would leave.
type SimulationMail struct {
	Kind    model.MailKind `json:"kind,omitempty"`
	To      string         `json:"to"`
	Team    string         `json:"team"`
	Subject string         `json:"subject,omitempty"`
	Until   time.Time      `json:"until,omitzero"` // of what is held: not before
	// Composed is the whole mail, where it was asked for; nil otherwise.
	Composed *model.Mail `json:"-"`
}

// SimulationCount is how many mails one recipient gets in a simulation: in all, and in each month such as 2027-01.
type SimulationCount struct {
	To     string         `json:"to"`
	Total  int            `json:"total"`
	Months map[string]int `json:"months"`
}

// SimulationAlert is one alert of an event.
type SimulationAlert struct {
	Alert    string       `json:"alert"`
	Supplier string       `json:"supplier"`
	Step     int          `json:"step"`
	Reason   model.Reason `json:"reason"`
}
