package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/retry"
	"supplierwatch/internal/store/rowdata"
)

// queueMails writes mails that are not known yet, each as a row and a text.
func queueMails(ctx context.Context, tx *sql.Tx, mails []model.Mail) error {
	if len(mails) == 0 {
		return nil
	}
	insert, err := tx.PrepareContext(ctx, insertMailSQL)
	if err != nil {
		return fmt.Errorf("queue mails: %w", err)
	}
	defer insert.Close()
	insertText, err := tx.PrepareContext(ctx, insertMailTextSQL)
	if err != nil {
		return fmt.Errorf("queue mails: %w", err)
	}
	defer insertText.Close()
	for _, m := range mails {
		if err := queueMail(ctx, tx, insert, insertText, m); err != nil {
			return fmt.Errorf("queue mail %q to %s: %w", m.ID, m.To, err)
		}
	}
	return nil
}

func queueMail(ctx context.Context, tx *sql.Tx, insert, insertText *sql.Stmt, m model.Mail) error {
	text, err := rowdata.MailText(m)
	if err != nil {
		return err
	}
	earliest, err := earliestAttempt(ctx, tx, m)
	if err != nil {
		return err
	}
	columns := rowdata.MailRow(m, text, earliest)
	result, err := insert.ExecContext(ctx, append(columns, rowdata.Sum(columns))...)
	if err != nil {
		return err
	}
	if inserted, err := result.RowsAffected(); err != nil || inserted == 0 {
		return err
	}
	seq, err := result.LastInsertId()
	if err != nil {
		return err
	}
	_, err = insertText.ExecContext(ctx, seq, text, rowdata.Sum([]any{m.ID, text}))
	return err
}

// earliestAttempt returns when a mail may be tried first. The posts to one webhook keep their order: a new one waits as long as those before it.
func earliestAttempt(ctx context.Context, tx *sql.Tx, m model.Mail) (string, error) {
	earliest := rowdata.Instant(m.NotBefore)
	if m.To.Channel != model.ChannelWebhook {
		return earliest, nil
	}
	var last string
	err := tx.QueryRowContext(ctx, lastPostSQL, rowdata.Clean(m.To.String())).Scan(&last)
	return max(earliest, last), err
}

// Due returns at most limit mails of one class that wait and may be tried now, those that wait longest first. One that waits for longer than
// any wait takes was written by a clock that ran ahead; it may be tried too.
func (s *Store) Due(ctx context.Context, class model.MailClass, now time.Time, limit int) ([]model.Mail, error) {
	if err := s.db.checkUndamaged(); err != nil {
		return nil, err
	}
	rows, err := s.db.reader.QueryContext(ctx, dueMailsSQL, rowdata.Instant(now), limit, rowdata.Instant(now.Add(retry.MaxAsked+time.Minute)), class)
	if err != nil {
		return nil, s.db.failed("read outbox", err)
	}
	defer rows.Close()
	var mails []model.Mail
	for rows.Next() {
		mail, err := scanMail(rows)
		if err != nil {
			return nil, s.db.failed("read outbox", err)
		}
		mails = append(mails, mail)
	}
	if err := rows.Err(); err != nil {
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

func (s *Store) mailBy(ctx context.Context, query, key string) (mail model.Mail, known bool, err error) {
	mail, err = scanMail(s.db.reader.QueryRowContext(ctx, query, key))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return model.Mail{}, false, nil
	case err != nil:
		return model.Mail{}, false, s.db.failed("find mail", err)
	}
	return mail, true, nil
}

// scanMail reads mailColumns and what comes behind them.
func scanMail(row interface{ Scan(...any) error }, behind ...any) (model.Mail, error) {
	var id, text, notBefore, lastError, began string
	var attempts int
	var sound bool
	if err := row.Scan(append([]any{&id, &text, &notBefore, &attempts, &lastError, &sound, &began}, behind...)...); err != nil {
		return model.Mail{}, err
	}
	if !sound {
		return model.Mail{}, altered("mail", id)
	}
	return rowdata.ReadMail(text, notBefore, attempts, lastError, began)
}

// Backlog counts the mails that wait and tells when the oldest of them was written; zero if none waits.
func (s *Store) Backlog(ctx context.Context) (pending int, oldest time.Time, err error) {
	var text string
	if err := s.db.reader.QueryRowContext(ctx, backlogSQL).Scan(&pending, &text); err != nil {
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
