package notify

import (
	"cmp"
	"slices"
	"strings"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
)

// recipientQueue holds the notices that wait for one recipient.
type recipientQueue struct {
	to      model.Recipient
	notices []model.Queued
}

// byRecipient divides notices by their recipient.
func byRecipient(notices map[string][]model.Queued) map[string]*recipientQueue {
	found := map[string]*recipientQueue{}
	for _, waiting := range notices {
		for _, n := range waiting {
			name := n.To.String()
			if found[name] == nil {
				found[name] = &recipientQueue{}
			}
			found[name].notices = append(found[name].notices, n)
		}
	}
	for _, q := range found {
		slices.SortStableFunc(q.notices, compareNotices)
		q.to = q.notices[0].To
	}
	return found
}

func compareNotices(a, b model.Queued) int {
	return cmp.Or(
		strings.Compare(a.To.String(), b.To.String()),
		a.Since.Compare(b.Since),
		strings.Compare(a.Alert, b.Alert),
		cmp.Compare(a.Step, b.Step),
	)
}

// take removes and returns the notices that are wanted.
func (q *recipientQueue) take(wanted func(model.Queued) bool) []model.Queued {
	var taken, left []model.Queued
	for _, n := range q.notices {
		if wanted(n) {
			taken = append(taken, n)
		} else {
			left = append(left, n)
		}
	}
	q.notices = left
	return taken
}

// isDigest returns a condition for mails of their own: initial reports, weekly summaries.
func isDigest(reason model.Reason) func(model.Queued) bool {
	return func(q model.Queued) bool { return q.Alert == "" && q.Reason == reason }
}

// isFiring reports whether a notice is about an alert that is open.
func isFiring(q model.Queued) bool { return q.Alert != "" && !alert.Ending(q.Reason) }

// isResolved reports whether a notice is about an alert that ended.
func isResolved(q model.Queued) bool { return q.Alert != "" && alert.Ending(q.Reason) }
