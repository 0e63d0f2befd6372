package outbox

import (
	"cmp"
	"slices"

	"supplierwatch/internal/model"
)

// mostWaiting is how many due mails of a class are compared with each other at most.
const mostWaiting = 10_000

// byUrgency sorts mails of one class: what somebody must learn now before reminders, these before answers and what is over. Mails of the same
// urgency keep their order, the oldest first.
func byUrgency(mails []model.Mail) {
	slices.SortStableFunc(mails, func(a, b model.Mail) int {
		return cmp.Or(cmp.Compare(urgency(a), urgency(b)), a.CreatedAt.Compare(b.CreatedAt))
	})
}

// urgency returns the place of a mail among those of its class; zero goes first.
func urgency(m model.Mail) int {
	switch m.Kind {
	case model.MailAlert, model.MailDigest, model.MailInitialReport:
		return alertUrgency(m)
	case model.MailRateLimitNotice:
		return 0 // it may name alerts that nobody was notified of otherwise
	case model.MailReceipt, model.MailOperators:
		return 2
	}
	return 3
}

// alertUrgency is lower for mails that carry news than for those that only remind.
func alertUrgency(m model.Mail) int {
	for _, item := range m.Alerts {
		switch item.Reason {
		case model.ReasonReminder, model.ReasonAckExpired, model.ReasonSnoozeOver:
		default:
			return 0
		}
	}
	if len(m.Alerts) == 0 {
		return 0 // a mail such as an emergency notification, which is about no recorded alert
	}
	return 1
}
