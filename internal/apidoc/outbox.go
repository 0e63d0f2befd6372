package apidoc

import (
	"maps"
	"slices"
	"time"

	"supplierwatch/internal/model"
)

// OutboxStatus is what waits because the relays take no more mails than their rate, and which relays take none for now.
type OutboxStatus struct {
	Waiting int           `json:"waiting"`                 // all of them
	Last    time.Time     `json:"last_leaves_at,omitzero"` // only if any waits
	Mails   []WaitingMail `json:"mails"`                   // those that leave first
	Paused  []PausedRelay `json:"paused_relays,omitempty"`
}

// PausedRelay is a relay that answered that it takes no mail for now.
type PausedRelay struct {
	Relay string    `json:"relay"`
	Until time.Time `json:"until"` // when it is tried again
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

// NewOutboxStatus returns the mails that wait, in the order in which they leave, and the relays that are paused; nil if there are none of both.
func NewOutboxStatus(waiting []WaitingMail, paused map[string]time.Time) *OutboxStatus {
	if len(waiting)+len(paused) == 0 {
		return nil
	}
	status := &OutboxStatus{Waiting: len(waiting), Mails: []WaitingMail{}}
	if len(waiting) > 0 {
		status.Last, status.Mails = waiting[len(waiting)-1].LeavesAt, waiting[:min(len(waiting), mostWaitingMails)]
	}
	for _, relay := range slices.Sorted(maps.Keys(paused)) {
		status.Paused = append(status.Paused, PausedRelay{Relay: relay, Until: paused[relay].UTC()})
	}
	return status
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
