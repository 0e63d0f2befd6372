package model

import "time"

// State is everything that the state machine remembers between two evaluations.
type State struct {
	Alerts        map[string]Alert // by id: the open ones and the ended ones kept
	Notifications NotificationState
}

// NotificationState is what belongs to no single alert.
type NotificationState struct {
	// Started is set once the first start on an empty state is over.
	Started bool `json:"started"`
	// SummaryAt is when the next weekly summary is due; zero until first computed.
	SummaryAt time.Time `json:"letter_at"`
	// SummarySent is when the last summary was sent.
	SummarySent time.Time `json:"letter_sent"`
	// Queue holds notifications that wait for their group, hours or limit.
	Queue []Queued `json:"queue,omitempty"`
	// Sent lists the times of recent alert mails by recipient, for the limit of mails an hour.
	Sent map[string][]time.Time `json:"sent,omitempty"`
	// RateLimitNotices are the times of the last rate-limit notices by recipient.
	RateLimitNotices map[string]time.Time `json:"holding,omitempty"`
	// RemovalSeenAt is when a reload that removes many suppliers was first seen; zero when nothing is held.
	RemovalSeenAt time.Time `json:"removed_at"`
	// Suppliers are the ids that the registry had, sorted, before anything was held: what a reload removes is counted against them.
	Suppliers []string `json:"suppliers,omitempty"`
}

// Queued is one alert that waits for the mail to one recipient. Without an alert it is a mail of its own: the initial report with ReasonFirst,
// or the weekly summary with ReasonSummary.
type Queued struct {
	To     Recipient `json:"to"`
	Alert  string    `json:"alert"`
	Step   int       `json:"step"`
	Reason Reason    `json:"reason"`
	Since  time.Time `json:"since"`
	Until  time.Time `json:"until"` // not before; zero: now
	Held   Reason    `json:"held,omitempty"`
	// InNotice is set once a rate-limit notice has listed it.
	InNotice bool `json:"named,omitempty"`
	// Besides marks a mail on a key date: it starts no step.
	Besides bool `json:"besides,omitempty"`
}

// Change is what one evaluation writes in one transaction.
type Change struct {
	Facts         []Fact
	Alerts        []Alert            // new and changed ones
	Notifications *NotificationState // nil: unchanged
	Outbox        []Mail
	Positions     []FolderPosition // of the folders that the facts were read from
	Evaluated     int64            // the highest number of a fact that was acted on, for replicas that wait for it; 0: nobody waits
}

// Empty reports whether there is nothing to write.
func (c Change) Empty() bool {
	return len(c.Facts) == 0 && len(c.Alerts) == 0 && c.Notifications == nil && len(c.Outbox) == 0 && len(c.Positions) == 0 && c.Evaluated == 0
}
