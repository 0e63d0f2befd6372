package notify

import (
	"slices"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
)

// sendMail decides one mail to one recipient: about notices, the most urgent first, then about more alerts that are only listed.
func (d *dispatch) sendMail(kind model.MailKind, to model.Recipient, notices []model.Queued, listed []model.DecisionItem) {
	slices.SortStableFunc(notices, func(a, b model.Queued) int {
		return asFinding(d.alerts.Alerts[a.Alert]).Compare(asFinding(d.alerts.Alerts[b.Alert]))
	})
	mail := model.Decision{At: d.now, Kind: kind, To: to}
	for _, q := range notices {
		mail.Items = append(mail.Items, model.DecisionItem{Alert: q.Alert, Step: q.Step, Reason: q.Reason})
	}
	mail.Items = append(mail.Items, listed...)
	mail.Reason = mail.Items[0].Reason
	if kind == model.MailSummary {
		mail.Reason = model.ReasonSummary
	}
	mail.Mail = mailID(mail)
	for _, q := range notices {
		d.alerts.RecordSent(q, mail.Mail)
	}
	if kind != model.MailSummary {
		d.limit.count(to.String())
	}
	d.decideMail(mail)
}

// kindOf is the kind of a mail about so many alerts, the first of which has a reason.
func kindOf(first model.Reason, alerts int) model.MailKind {
	switch {
	case alert.Ending(first):
		return model.MailResolved
	case alerts == 1:
		return model.MailAlert
	}
	return model.MailDigest
}
