package engine

import (
	"slices"

	"supplierwatch/internal/watch"
)

// letters is the Composer of a rehearsal: it adds to each letter the old news
// that its pass did not see.
type letters struct{ *stage }

// Compose composes a mail; a letter about all that the recipient's teams have to do.
func (l letters) Compose(d watch.Decision, v View) (watch.Mail, error) {
	if d.Kind != watch.MailLetter || l.everything {
		return l.Composer.Compose(d, v)
	}
	told := make(map[string]watch.Alert, len(d.Items))
	for _, x := range d.Items {
		told[x.Alert] = v.State.Alerts[x.Alert]
	}
	d.Items = slices.Clip(d.Items)
	for _, id := range l.oldNews(d.To) {
		if !l.focus[id] {
			told[id] = l.alerts[id]
			d.Items = append(d.Items, watch.DecisionItem{Alert: id, Step: told[id].Step, Reason: watch.ReasonLetter})
		}
	}
	v.State.Alerts = told
	return l.Composer.Compose(d, v)
}

// oldNews gives the alerts that a recipient's letter lists as the one before did.
func (l letters) oldNews(to watch.Recipient) []string {
	var ids []string
	for team, listed := range l.listed {
		if slices.Contains(l.Machine.Readers(l.Registry, watch.Alert{Team: team}), to) {
			ids = append(ids, listed...)
		}
	}
	return ids
}
