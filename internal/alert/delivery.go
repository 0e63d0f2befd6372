package alert

import (
	"slices"

	"supplierwatch/internal/model"
)

// allUndelivered reports whether the mails to everybody whom the current step names itself were returned, and none of them is still to be
// sent. Mails to recipients of the steps before do not count. Once the operators were notified instead, there is nobody left to notify.
func allUndelivered(a model.Alert, named []model.Recipient, notices []model.Queued) bool {
	own := map[string]bool{}
	for _, r := range named {
		own[r.String()] = true
	}
	if slices.ContainsFunc(notices, func(q model.Queued) bool {
		return q.Reason == model.ReasonRefused || startsStep(q, a) || own[q.To.String()]
	}) {
		return false
	}
	mails := mailsOfStep(a)
	if slices.ContainsFunc(mails, func(n model.Notification) bool { return own[n.Recipient] }) {
		mails = slices.DeleteFunc(mails, func(n model.Notification) bool { return !own[n.Recipient] && n.Reason != model.ReasonRefused })
	}
	return len(mails) > 0 && !slices.ContainsFunc(mails, func(n model.Notification) bool {
		return !undelivered(n.Result) || n.Reason == model.ReasonRefused
	})
}

// mailsOfStep returns the mails of the current step since it was last sent, and those to the operators in its place.
func mailsOfStep(a model.Alert) (mails []model.Notification) {
	for _, n := range a.Notified {
		if n.Step == a.Step && !n.At.Before(a.StepAt) && !Ending(n.Reason) && n.Result != model.MailHeld && !n.Listener {
			mails = append(mails, n)
		}
	}
	return mails
}
