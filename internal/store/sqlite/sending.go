package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store/rowdata"
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
		rows = append(rows, begunRow{ID: m.ID, BeganAt: rowdata.Instant(at)})
	}
	return s.db.write(ctx, "begin to send", func(tx *sql.Tx) error {
		for part := range slices.Chunk(rows, chunk) {
			if err := execSet(ctx, tx, beginMailsSQL, part); err != nil {
				return err
			}
		}
		return nil
	})
}

// RecordResults writes in one transaction what attempts came to and the facts that this is. An accepted or refused mail is never due again.
// A queued one is due after the wait of model.Mail.Waits, or refused when it was tried for long enough; the posts to a webhook wait for the
// one before them. One that was untried waits as before. A row that was settled before keeps its result; an attempt at a mail that is not in the outbox is an error.
func (s *Store) RecordResults(ctx context.Context, attempts []model.Attempt, facts []model.Fact) error {
	return s.db.write(ctx, "settle outbox", func(tx *sql.Tx) error {
		for part := range slices.Chunk(attempts, chunk) {
			if err := end(ctx, tx, part); err != nil {
				return err
			}
			if err := settlePart(ctx, tx, part); err != nil {
				return err
			}
		}
		return appendFacts(ctx, tx, facts)
	})
}

// Release lets all mails that were put off go now: the relays that they waited for are back. Posts are not among them.
func (s *Store) Release(ctx context.Context, now time.Time) error {
	return s.db.write(ctx, "release outbox", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, releaseMailsSQL, rowdata.Instant(now))
		return err
	})
}

// HandedOver returns when mails were handed to a relay since an instant, or begun where the result is not known.
func (s *Store) HandedOver(ctx context.Context, since time.Time) ([]time.Time, error) {
	rows, err := s.db.reader.QueryContext(ctx, handedOverSQL, rowdata.Instant(since))
	if err != nil {
		return nil, s.db.failed("read outbox", err)
	}
	defer rows.Close()
	var all []time.Time
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, s.db.failed("read outbox", err)
		}
		at, err := rowdata.ParseInstant(text)
		if err != nil {
			return nil, s.db.failed("read outbox", err)
		}
		all = append(all, at)
	}
	if err := rows.Err(); err != nil {
		return nil, s.db.failed("read outbox", err)
	}
	return all, nil
}

// end takes back what Begin wrote about mails whose outcome is known: all but those that may have been delivered and wait on.
func end(ctx context.Context, tx *sql.Tx, attempts []model.Attempt) error {
	return execSet(ctx, tx, endMailsSQL, rowdata.Ended(attempts))
}
