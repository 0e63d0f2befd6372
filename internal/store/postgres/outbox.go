package postgres

import (
	"context"
	"fmt"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/retry"
	"supplierwatch/internal/store/rowdata"
)

// queueMails writes mails that are not known yet, each as a row and a text.
func queueMails(ctx context.Context, tx *transaction, mails []model.Mail) error {
	if len(mails) == 0 {
		return nil
	}
	q := queueing{tx: tx}
	if err := q.look(ctx, mails); err != nil {
		return fmt.Errorf("queue mails: %w", err)
	}
	for _, m := range mails {
		if err := q.add(m); err != nil {
			return fmt.Errorf("queue mail %q to %s: %w", m.ID, m.To, err)
		}
	}
	if err := execRows(ctx, tx, "queue mails", insertMailsSQL, q.rows); err != nil {
		return err
	}
	if err := execRows(ctx, tx, "queue texts of mails", insertMailTextsSQL, q.texts); err != nil {
		return err
	}
	return execRows(ctx, tx, "queue alerts of mails", saveMailAlertsSQL, q.alerts)
}

// queueing collects the rows of mails.
type queueing struct {
	tx       *transaction
	seen     map[string]bool   // ids that are known
	earliest map[string]string // by webhook, when its last post may be tried
	rows     [][]any
	texts    [][]any
	alerts   [][]any
}

// look reads what is known about the mails and about the webhooks among their recipients.
func (q *queueing) look(ctx context.Context, mails []model.Mail) (err error) {
	ids := make([]string, len(mails))
	var hooks []string
	for i, m := range mails {
		ids[i] = m.ID
		if m.To.Channel == model.ChannelWebhook {
			hooks = append(hooks, rowdata.Clean(m.To.String()))
		}
	}
	q.earliest = map[string]string{}
	if q.seen, err = known(ctx, q.tx, knownMailsSQL, ids); err != nil || len(hooks) == 0 {
		return err
	}
	rows, err := q.tx.sql.QueryContext(ctx, lastPostsSQL, hooks)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var hook, last string
		if err := rows.Scan(&hook, &last); err != nil {
			return err
		}
		q.earliest[hook] = last
	}
	return rows.Err()
}

// add adds a mail, unless it is known. The posts to one webhook keep their order: a new one waits as long as those before it.
func (q *queueing) add(m model.Mail) error {
	text, err := rowdata.MailText(m)
	if err != nil || q.seen[m.ID] {
		return err
	}
	q.seen[m.ID] = true
	q.tx.mails++
	earliest, to := rowdata.Instant(m.NotBefore), rowdata.Clean(m.To.String())
	if m.To.Channel == model.ChannelWebhook {
		earliest = max(earliest, q.earliest[to])
		q.earliest[to] = earliest
	}
	q.rows = append(q.rows, append(summed(rowdata.MailRow(m, text, earliest)), q.tx.mails))
	q.texts = append(q.texts, []any{q.tx.mails, text, sumOfTexts(m.ID, text)})
	for _, item := range m.Alerts {
		q.alerts = append(q.alerts, []any{q.tx.mails, rowdata.Clean(item.Alert)})
	}
	return nil
}

// Due returns at most limit mails of one class that wait and may be tried now, those that wait longest first. One that waits for longer than
// any wait takes was written by a clock that ran ahead; it may be tried too.
func (s *Store) Due(ctx context.Context, class model.MailClass, now time.Time, limit int) ([]model.Mail, error) {
	if err := s.db.checkUndamaged(); err != nil {
		return nil, err
	}
	ahead := rowdata.Instant(now.Add(retry.MaxAsked + time.Minute))
	mails, err := all(ctx, s.db.pool, scanMail, dueMailsSQL, rowdata.Instant(now), int64(limit), ahead, int64(class))
	if err != nil {
		return nil, s.db.failed("read outbox", err)
	}
	return mails, nil
}

// MailByToken finds the mail with a token, in lower case. Once its text was pruned it has no subject, texts and payload any more.
func (s *Store) MailByToken(ctx context.Context, token string) (mail model.Mail, known bool, err error) {
	return s.mailBy(ctx, mailByTokenSQL, token)
}

// MailByMessageID finds the mail with a Message-ID, without angle brackets, as MailByToken does.
func (s *Store) MailByMessageID(ctx context.Context, id string) (mail model.Mail, known bool, err error) {
	return s.mailBy(ctx, mailByMessageIDSQL, id)
}

// mailBy finds a mail by a key, which strangers write: no row has one that is not a valid text.
func (s *Store) mailBy(ctx context.Context, query, key string) (mail model.Mail, known bool, err error) {
	if key != rowdata.Clean(key) {
		return model.Mail{}, false, nil
	}
	found, err := all(ctx, s.db.pool, scanMail, query, key)
	switch {
	case err != nil:
		return model.Mail{}, false, s.db.failed("find mail", err)
	case len(found) == 0:
		return model.Mail{}, false, nil
	}
	return found[0], true, nil
}

// Backlog counts the mails that wait, and returns when the oldest of them was written; zero if none waits.
func (s *Store) Backlog(ctx context.Context) (pending int, oldest time.Time, err error) {
	var text string
	if err := s.db.pool.QueryRowContext(ctx, backlogSQL).Scan(&pending, &text); err != nil {
		return 0, time.Time{}, s.db.failed("read outbox", err)
	}
	if pending == 0 {
		return 0, time.Time{}, nil
	}
	oldest, err = rowdata.ParseInstant(text)
	if err != nil {
		return 0, time.Time{}, s.db.failed("read outbox", err)
	}
	return pending, oldest, nil
}
