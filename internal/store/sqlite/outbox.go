package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/retry"
)

// mailDocument is the part of a mail that never changes once it is queued, as its row keeps it. Pruning deletes the text, and keeps what an
// answer needs to find its mail.
type mailDocument struct {
	ID         string             `json:"id"`
	Kind       model.MailKind     `json:"kind"`
	To         model.Recipient    `json:"to"`
	MessageID  string             `json:"message_id"`
	Token      string             `json:"token,omitempty"`
	References []string           `json:"references,omitempty"`
	Subject    string             `json:"subject,omitempty"`
	Text       string             `json:"text,omitempty"`
	HTML       string             `json:"html,omitempty"`
	Payload    []byte             `json:"payload,omitempty"`
	Alerts     []mailDocumentItem `json:"alerts,omitempty"`
	About      []model.SubjectRef `json:"about,omitempty"`
	CreatedAt  time.Time          `json:"created_at"`
}

// mailDocumentItem is one alert that a mail is about.
type mailDocumentItem struct {
	Alert  string       `json:"alert"`
	Step   int          `json:"step"`
	Reason model.Reason `json:"reason"`
	Call   string       `json:"call,omitempty"`

	Severity model.Severity `json:"severity,omitempty"`
}

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
	if m.ID == "" {
		return errors.New("id is missing")
	}
	text, err := mailText(m)
	if err != nil {
		return err
	}
	earliest, err := earliestAttempt(ctx, tx, m)
	if err != nil {
		return err
	}
	columns := mailRow(m, text, earliest)
	result, err := insert.ExecContext(ctx, append(columns, sumOf(columns))...)
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
	_, err = insertText.ExecContext(ctx, seq, text, sumOf([]any{m.ID, text}))
	return err
}

// mailText returns the document of what never changes about a mail.
func mailText(m model.Mail) (string, error) {
	fixed := mailDocument{
		ID: m.ID, Kind: m.Kind, To: m.To, MessageID: m.MessageID, Token: m.Token, References: m.References, Subject: m.Subject,
		Text: m.Text, HTML: m.HTML, Payload: m.Payload, About: m.About, CreatedAt: m.CreatedAt.UTC(),
	}
	for _, item := range m.Alerts {
		fixed.Alerts = append(fixed.Alerts, mailDocumentItem(item))
	}
	return document(fixed)
}

// mailRow returns the columns of a mail's row. The digest of the text outlives it.
func mailRow(m model.Mail, text, earliest string) []any {
	digest := sha256.Sum256([]byte(text))
	return []any{
		m.ID, string(m.Kind), clean(m.To.String()), m.MessageID, m.Token, instant(m.CreatedAt), hex.EncodeToString(digest[:]),
		earliest, int64(m.Attempts), clean(m.LastError), string(model.MailQueued), none, int64(0),
	}
}

// earliestAttempt returns when a mail may be tried first. The posts to one webhook keep their order: a new one waits as long as those before it.
func earliestAttempt(ctx context.Context, tx *sql.Tx, m model.Mail) (string, error) {
	earliest := instant(m.NotBefore)
	if m.To.Channel != model.ChannelWebhook {
		return earliest, nil
	}
	var last string
	err := tx.QueryRowContext(ctx, lastPostSQL, clean(m.To.String())).Scan(&last)
	return max(earliest, last), err
}

// Due returns at most limit mails of one class that wait and may be tried now, those that wait longest first. One that waits for longer than
// any wait takes was written by a clock that ran ahead; it may be tried too.
func (s *Store) Due(ctx context.Context, class model.MailClass, now time.Time, limit int) ([]model.Mail, error) {
	if err := s.db.checkUndamaged(); err != nil {
		return nil, err
	}
	rows, err := s.db.reader.QueryContext(ctx, dueMailsSQL, instant(now), limit, instant(now.Add(retry.MaxAsked+time.Minute)), class)
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
	var fixed mailDocument
	docErr := json.Unmarshal([]byte(text), &fixed)
	earliest, timeErr := parseInstant(notBefore)
	unsure, beganErr := parseInstant(began)
	mail := model.Mail{
		ID: fixed.ID, Kind: fixed.Kind, To: fixed.To, MessageID: fixed.MessageID, Token: fixed.Token,
		References: fixed.References, Subject: fixed.Subject, Text: fixed.Text, HTML: fixed.HTML, Payload: fixed.Payload,
		About: fixed.About, CreatedAt: fixed.CreatedAt,
		NotBefore: earliest, Attempts: attempts, LastError: lastError, Unsure: unsure,
	}
	for _, item := range fixed.Alerts {
		mail.Alerts = append(mail.Alerts, model.DecisionItem(item))
	}
	return mail, errors.Join(docErr, timeErr, beganErr)
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
	oldest, err = parseInstant(text)
	if err != nil {
		return 0, time.Time{}, s.db.failed("read outbox", err)
	}
	return pending, oldest, nil
}
