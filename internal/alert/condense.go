package alert

import (
	"slices"

	"supplierwatch/internal/model"
)

// verbatim is how many of its last mails an alert remembers one by one. An alert that nobody answers for a year would drag thousands along
// otherwise, and be written anew with all of them after each.
const verbatim = 64

// saying is what one mail about an alert told to whom, and what became of it.
type saying struct {
	recipient string
	step      int
	reason    model.Reason
	result    model.MailResult
	aside     bool
	rule      string
	severity  model.Severity
}

func sayingOf(n model.Notification) saying {
	return saying{n.Recipient, n.Step, n.Reason, n.Result, n.Listener, n.Rule, n.Severity}
}

// Condense shortens what an alert remembers of its mails once that is twice as many as are to be kept one by one. Of those before, each
// recipient's first stays, since its thread begins there, and the last of each saying, which counts the others: nothing is ever decided by
// them.
func Condense(all []model.Notification, keep int) []model.Notification {
	if len(all) < 2*keep {
		return all
	}
	old, recent := all[:len(all)-keep], all[len(all)-keep:]
	last, begun := map[saying]int{}, map[string]bool{}
	for i, n := range old {
		last[sayingOf(n)] = i
	}
	var kept []model.Notification
	earlier := map[saying]int{}
	for i, n := range old {
		x := sayingOf(n)
		switch {
		case last[x] == i:
			n.Earlier += earlier[x]
			kept = append(kept, n)
		case !begun[n.Recipient]:
			kept = append(kept, n)
		default:
			earlier[x] += 1 + n.Earlier
		}
		begun[n.Recipient] = true
	}
	return append(slices.Clip(kept), recent...)
}
