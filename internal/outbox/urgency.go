package outbox

import (
	"cmp"
	"slices"

	"supplierwatch/internal/model"
)

// mostWaiting is how many due mails of a class are compared with each other at most.
const mostWaiting = 10_000

// byUrgency sorts mails of one class: what somebody must learn now before reminders, these before answers and what is over; of the same urgency
// the more severe first, then the oldest.
func byUrgency(mails []model.Mail) {
	slices.SortStableFunc(mails, func(a, b model.Mail) int {
		return cmp.Or(cmp.Compare(urgency(a), urgency(b)), cmp.Compare(severity(a), severity(b)), a.CreatedAt.Compare(b.CreatedAt))
	})
}

// urgent returns how many of the sorted mails of a class carry news that somebody must learn now.
func urgent(class model.MailClass, sorted []model.Mail) int {
	if class != model.MailClassAlerts {
		return 0
	}
	n := slices.IndexFunc(sorted, func(m model.Mail) bool { return urgency(m) > 0 })
	if n < 0 {
		return len(sorted)
	}
	return n
}

// severity ranks a mail by the most severe of its alerts; zero goes first. A mail of which nothing is known is not delayed.
func severity(m model.Mail) int {
	worst := model.Info.Rank()
	for _, item := range m.Alerts {
		if item.Severity == "" {
			return 0
		}
		worst = min(worst, item.Severity.Rank())
	}
	if len(m.Alerts) == 0 {
		return 0
	}
	return worst
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
