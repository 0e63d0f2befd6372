package rowdata

import (
	"fmt"
	"slices"

	"supplierwatch/internal/model"
)

// NewsRow is a new mail that may make older ones superfluous.
type NewsRow struct {
	ID        string   `json:"id"`
	Recipient string   `json:"recipient"`
	Alerts    []string `json:"alerts"`
}

// News returns those of new mails that may make older ones superfluous, in their order.
func News(mails []model.Mail) []NewsRow {
	var news []NewsRow
	for _, m := range mails {
		if row, ok := newNewsRow(m); ok {
			news = append(news, row)
		}
	}
	return news
}

func newNewsRow(m model.Mail) (row NewsRow, ok bool) {
	if !m.To.ByMail() || (m.Kind != model.MailAlert && m.Kind != model.MailDigest && m.Kind != model.MailResolved) {
		return row, false
	}
	row = NewsRow{ID: m.ID, Recipient: Clean(m.To.String())}
	for _, item := range m.Alerts {
		row.Alerts = append(row.Alerts, item.Alert)
	}
	return row, len(row.Alerts) > 0
}

// Older collects the mails that new ones make superfluous.
type Older struct {
	mails []model.Mail
	by    []string // for each the new mail that tells the same
	seen  map[string]bool
}

// Add adds an older mail and the new one that tells the same. Of several new ones the first counts; none supersedes itself.
func (o *Older) Add(m model.Mail, by string) {
	if o.seen[m.ID] || m.ID == by {
		return
	}
	if o.seen == nil {
		o.seen = map[string]bool{}
	}
	o.seen[m.ID] = true
	o.mails, o.by = append(o.mails, m), append(o.by, by)
}

// Supersede closes older mails, and returns the new mails whose tries go on counting where those of the older ones ended, the rows that are to
// be closed, and the facts that report it.
func (o *Older) Supersede(mails []model.Mail) (counted []model.Mail, closed []SettledRow, facts []model.Fact) {
	if len(o.mails) == 0 {
		return mails, nil, nil
	}
	place := map[string]int{}
	for i, m := range mails {
		if _, ok := newNewsRow(m); ok {
			place[m.ID] = i
		}
	}
	counted = slices.Clone(mails)
	for i, m := range o.mails {
		heir := &counted[place[o.by[i]]]
		heir.Attempts, heir.LastError = max(heir.Attempts, m.Attempts), m.LastError
		// A row knows no word for it; the facts do.
		closed = append(closed, SettledRow{
			ID: m.ID, Result: model.MailRefused, Attempts: m.Attempts, LastError: "superseded by " + heir.ID,
			NotBefore: Instant(m.NotBefore), SettledAt: Instant(heir.CreatedAt),
		})
		for _, item := range m.Alerts {
			f := m.Delivery(item, model.MailHeld, heir.CreatedAt)
			f.Source, f.Evidence = "outbox", fmt.Sprintf("never sent in %d tries; the mail %s tells it: %s", m.Attempts, heir.ID, m.LastError)
			facts = append(facts, f)
		}
	}
	return counted, closed, facts
}
