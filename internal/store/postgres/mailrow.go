package postgres

import (
	"context"
	"database/sql"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store/rowdata"
)

// mailRow is a row of the outbox.
type mailRow struct {
	seq                                                    int64
	id, kind, recipient, messageID, token, created, digest string
	notBefore                                              string
	attempts                                               int64
	lastError, result, settledAt                           string
	forgotten, sum                                         int64
}

// fields are where the values of mailColumns go.
func (m *mailRow) fields() []any {
	return []any{
		&m.seq, &m.id, &m.kind, &m.recipient, &m.messageID, &m.token, &m.created, &m.digest, &m.notBefore, &m.attempts, &m.lastError,
		&m.result, &m.settledAt, &m.forgotten, &m.sum,
	}
}

// checksum returns the sum that the row should have.
func (m *mailRow) checksum() int64 {
	return rowdata.Sum([]any{
		m.id, m.kind, m.recipient, m.messageID, m.token, m.created, m.digest, m.notBefore, m.attempts, m.lastError, m.result, m.settledAt, m.forgotten,
	})
}

func (m *mailRow) sound() bool { return m.sum == m.checksum() }

func (m *mailRow) queued() bool { return m.result == string(model.MailQueued) }

func scanMailRow(rows *sql.Rows) (m mailRow, err error) {
	err = rows.Scan(m.fields()...)
	return m, err
}

// updateMails writes what changes of rows, with their new checksums. A row that was damaged must not be among them: it would get a sum that fits.
func updateMails(ctx context.Context, tx *transaction, what string, changed []mailRow) error {
	rows := make([][]any, len(changed))
	for i, m := range changed {
		rows[i] = []any{m.seq, m.notBefore, m.attempts, m.lastError, m.result, m.settledAt, m.forgotten, m.checksum()}
	}
	return execRows(ctx, tx, what, updateMailsSQL, rows)
}

// letter is a row of the outbox with the text of its mail.
type letter struct {
	mailRow

	text    string
	textSum int64 // −1 where the text is missing
	began   string
}

// fields are where the values of letterColumns go.
func (l *letter) fields() []any { return append(l.mailRow.fields(), &l.text, &l.textSum, &l.began) }

func (l *letter) sound() bool { return l.mailRow.sound() && l.textSum == sumOfTexts(l.id, l.text) }

// mail returns the mail; the error for a damaged one is a *store.Damage.
func (l *letter) mail() (model.Mail, error) {
	if !l.sound() {
		return model.Mail{}, altered("mail", l.id)
	}
	return rowdata.ReadMail(l.text, l.notBefore, int(l.attempts), l.lastError, l.began)
}

func scanMail(rows *sql.Rows) (model.Mail, error) {
	l, err := scanLetter(rows)
	if err != nil {
		return model.Mail{}, err
	}
	return l.mail()
}

func scanLetter(rows *sql.Rows) (l letter, err error) {
	err = rows.Scan(l.fields()...)
	return l, err
}
