package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"supplierwatch/internal/model"
)

// begunRow is a mail of which an attempt begins.
type begunRow struct {
	ID      string `json:"id"`
	BeganAt string `json:"began_at"`
}

// Begin records that mails are about to be tried. What RecordResults does not take back, because the daemon died meanwhile or the result of
// an attempt is unknown, is returned by Due as unsure.
func (s *Store) Begin(ctx context.Context, mails []model.Mail, at time.Time) error {
	rows := make([]begunRow, 0, len(mails))
	for _, m := range mails {
		rows = append(rows, begunRow{ID: m.ID, BeganAt: instant(at)})
	}
	return s.write(ctx, "begin to send", func(tx *sql.Tx) error {
		for part := range slices.Chunk(rows, chunk) {
			if err := execSet(ctx, tx, s.dialect.beginMails, part); err != nil {
				return err
			}
		}
		return nil
	})
}

// end takes back what Begin wrote about mails whose outcome is known: all but those that may have been delivered and wait on.
func (s *Store) end(ctx context.Context, tx *sql.Tx, attempts []model.Attempt) error {
	var known []string
	for _, a := range attempts {
		if a.Result != model.MailQueued || !a.Ambiguous {
			known = append(known, a.Mail)
		}
	}
	return execSet(ctx, tx, s.dialect.endMails, known)
}

// Release lets all mails that were put off go now: the relays that they waited for are back. Posts are not among them.
func (s *Store) Release(ctx context.Context, now time.Time) error {
	return s.write(ctx, "release outbox", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, s.dialect.releaseMails, instant(now))
		return err
	})
}

// newsRow is a new mail that may make older ones superfluous.
type newsRow struct {
	ID        string   `json:"id"`
	Recipient string   `json:"recipient"`
	Alerts    []string `json:"alerts"`
}

// supersede closes what waits in vain to tell the same recipient about alerts of which a new mail tells as well, and gives the facts that
// this is. Whoever could not be reached for days gets what is, not all that was. A mail that nobody tried yet, or that may have arrived,
// goes nevertheless. The new mail's tries go on counting where those of the old one ended.
func (s *Store) supersede(ctx context.Context, tx *sql.Tx, mails []model.Mail) (counted []model.Mail, facts []model.Fact, err error) {
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
	old, by, err := s.olderMails(ctx, tx, news)
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
	return counted, facts, execSet(ctx, tx, s.dialect.recordResults, rows)
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
func (s *Store) olderMails(ctx context.Context, tx *sql.Tx, news []newsRow) (old []model.Mail, by []string, err error) {
	set, err := document(news)
	if err != nil {
		return nil, nil, err
	}
	rows, err := tx.QueryContext(ctx, s.dialect.olderMails, set)
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
