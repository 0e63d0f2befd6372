package apidoc

import (
	"time"

	"supplierwatch/internal/model"
)

// OutboxStatus is what waits because the relays take no more mails than their rate.
type OutboxStatus struct {
	Waiting int           `json:"waiting"` // all of them
	Last    time.Time     `json:"last_leaves_at"`
	Mails   []WaitingMail `json:"mails"` // those that leave first
}

// WaitingMail is a mail that waits for the rate of a relay.
type WaitingMail struct {
	Kind      model.MailKind `json:"kind"`
	Recipient string         `json:"recipient"`
	Alerts    []string       `json:"alerts"` // ids
	CreatedAt time.Time      `json:"created_at"`
	LeavesAt  time.Time      `json:"leaves_at"` // about, if nothing more urgent comes meanwhile
}

// mostWaitingMails is how many waiting mails a document lists.
const mostWaitingMails = 100

// NewOutboxStatus returns the mails that wait, in the order in which they leave; nil if none waits.
func NewOutboxStatus(waiting []WaitingMail) *OutboxStatus {
	if len(waiting) == 0 {
		return nil
	}
	return &OutboxStatus{
		Waiting: len(waiting), Last: waiting[len(waiting)-1].LeavesAt, Mails: waiting[:min(len(waiting), mostWaitingMails)],
	}
}

// NewWaitingMail returns a mail that can leave at an instant.
func NewWaitingMail(m model.Mail, leaves time.Time) WaitingMail {
	w := WaitingMail{
		Kind: m.Kind, Recipient: m.To.String(), Alerts: []string{}, CreatedAt: m.CreatedAt.UTC(), LeavesAt: leaves.UTC(),
	}
	for _, item := range m.Alerts {
		w.Alerts = append(w.Alerts, item.Alert)
	}
	return w
}
