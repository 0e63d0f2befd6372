package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"supplierwatch/internal/model"
)

// newsRow is a new mail that may make older ones superfluous.
type newsRow struct {
	ID        string   `json:"id"`
	Recipient string   `json:"recipient"`
	Alerts    []string `json:"alerts"`
}

// supersede closes what waits in vain to tell the same recipient about alerts of which a new mail tells as well, and gives the facts that
// this is. Whoever could not be reached for days gets what is, not all that was. A mail that nobody tried yet, or that may have arrived,
// goes nevertheless. The new mail's tries go on counting where those of the old one ended.
func supersede(ctx context.Context, tx *sql.Tx, mails []model.Mail) (counted []model.Mail, facts []model.Fact, err error) {
	place := map[string]int{}
	var news []newsRow
	for i, m := range mails {
		if row, ok := newNewsRow(m); ok {
			place[m.ID] = i
			news = append(news, row)
		}
	}
	if len(news) == 0 {
		return mails, nil, nil
	}
	old, by, err := olderMails(ctx, tx, news)
	if err != nil || len(old) == 0 {
		return mails, nil, err
	}
	counted = slices.Clone(mails)
	rows := make([]settledRow, 0, len(old))
	for i, m := range old {
		heir := &counted[place[by[i]]]
		heir.Attempts, heir.LastError = max(heir.Attempts, m.Attempts), m.LastError
		// A row knows no word for it; the facts do.
		rows = append(rows, settledRow{
			ID: m.ID, Result: model.MailRefused, Attempts: m.Attempts, LastError: "superseded by " + heir.ID,
			NotBefore: instant(m.NotBefore), SettledAt: instant(heir.CreatedAt),
		})
		for _, item := range m.Alerts {
			f := m.Delivery(item, model.MailHeld, heir.CreatedAt)
			f.Source, f.Evidence = "outbox", fmt.Sprintf("never sent in %d tries; the mail %s tells it: %s", m.Attempts, heir.ID, m.LastError)
			facts = append(facts, f)
		}
	}
	return counted, facts, execSet(ctx, tx, recordResultsSQL, rows)
}

func newNewsRow(m model.Mail) (row newsRow, ok bool) {
	if !m.To.ByMail() || (m.Kind != model.MailAlert && m.Kind != model.MailDigest && m.Kind != model.MailResolved) {
		return row, false
	}
	row = newsRow{ID: m.ID, Recipient: clean(m.To.String())}
	for _, item := range m.Alerts {
		row.Alerts = append(row.Alerts, item.Alert)
	}
	return row, len(row.Alerts) > 0
}

// olderMails returns the mails that new ones make superfluous, and for each by which. Of several new ones the first counts.
func olderMails(ctx context.Context, tx *sql.Tx, news []newsRow) (old []model.Mail, by []string, err error) {
	set, err := document(news)
	if err != nil {
		return nil, nil, err
	}
	rows, err := tx.QueryContext(ctx, olderMailsSQL, set)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	seen := map[string]bool{}
	for rows.Next() {
		var heir string
		m, err := scanMail(rows, &heir)
		if err != nil {
			return nil, nil, err
		}
		if !seen[m.ID] && m.ID != heir {
			seen[m.ID] = true
			old, by = append(old, m), append(by, heir)
		}
	}
	return old, by, rows.Err()
}
