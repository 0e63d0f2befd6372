package alert

import (
	"slices"

	"supplierwatch/internal/model"
)

// recentNotifications is how many of its last mails an alert remembers one by one. An alert that nobody answers for a year would otherwise
// hold thousands, and be stored again with all of them after each.
const recentNotifications = 64

// message is what one mail about an alert said to whom, and its result.
type message struct {
	recipient string
	step      int
	reason    model.Reason
	result    model.MailResult
	listener  bool
	rule      string
	severity  model.Severity
}

func messageOf(n model.Notification) message {
	return message{n.Recipient, n.Step, n.Reason, n.Result, n.Listener, n.Rule, n.Severity}
}

// CompactHistory shortens what an alert remembers of its mails once that is twice as many as are kept one by one. Of the older ones, each
// recipient's first stays, since its thread begins there, and the last of each message, which counts the others. No decision depends on the
// rest.
func CompactHistory(all []model.Notification, keep int) []model.Notification {
	if len(all) < 2*keep {
		return all
	}
	old, recent := all[:len(all)-keep], all[len(all)-keep:]
	last, begun := map[message]int{}, map[string]bool{}
	for i, n := range old {
		last[messageOf(n)] = i
	}
	var kept []model.Notification
	earlier := map[message]int{}
	for i, n := range old {
		m := messageOf(n)
		switch {
		case last[m] == i:
			n.Earlier += earlier[m]
			kept = append(kept, n)
		case !begun[n.Recipient]:
			kept = append(kept, n)
		default:
			earlier[m] += 1 + n.Earlier
		}
		begun[n.Recipient] = true
	}
	return append(slices.Clip(kept), recent...)
}
