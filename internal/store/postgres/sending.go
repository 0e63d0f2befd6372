package postgres

import (
	"context"
	"slices"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store/rowdata"
)

// resultsAtOnce is how many attempts are recorded by one set of statements.
const resultsAtOnce = 500

// Begin records that mails are about to be tried. What RecordResults does not take back, because the daemon died meanwhile or the result of
// an attempt is unknown, is returned by Due as unsure.
func (s *Store) Begin(ctx context.Context, mails []model.Mail, at time.Time) error {
	rows := make([][]any, len(mails))
	for i, m := range mails {
		rows[i] = []any{m.ID, rowdata.Instant(at)}
	}
	return s.writer.write(ctx, "begin to send", func(tx *transaction) error {
		return execRows(ctx, tx, "begin to send", beginMailsSQL, rows)
	})
}

// RecordResults writes in one transaction what attempts came to and the facts that follow. An accepted or refused mail is never due again.
// A queued one is due after the wait of package retry, or refused when it was tried for long enough; the posts to a webhook wait for the
// one before them. One that was untried waits as before. A row that was settled before keeps its result; an attempt at a mail that is not in the
// outbox is an error.
func (s *Store) RecordResults(ctx context.Context, attempts []model.Attempt, facts []model.Fact) error {
	return s.writer.write(ctx, "settle outbox", func(tx *transaction) error {
		for part := range slices.Chunk(attempts, resultsAtOnce) {
			if err := recordResults(ctx, tx, part); err != nil {
				return err
			}
		}
		return appendFacts(ctx, tx, facts)
	})
}

// Release makes all mails due that wait for another attempt: the relays that they waited for are back. Posts are not among them.
func (s *Store) Release(ctx context.Context, now time.Time) error {
	instant := rowdata.Instant(now)
	return s.writer.write(ctx, "release outbox", func(tx *transaction) error {
		for after := int64(0); ; {
			rows, err := all(ctx, tx.sql, scanMailRow, waitingMailsSQL, instant, after, int64(setSize))
			if err != nil || len(rows) == 0 {
				return err
			}
			after = rows[len(rows)-1].seq
			rows = slices.DeleteFunc(rows, func(m mailRow) bool { return !m.sound() })
			for i := range rows {
				rows[i].notBefore = instant
			}
			if err := updateMails(ctx, tx, "release mails", rows); err != nil {
				return err
			}
		}
	})
}

// HandedOver returns when mails were handed to a relay since an instant, or begun where the result is not known.
func (s *Store) HandedOver(ctx context.Context, since time.Time) ([]time.Time, error) {
	instants, err := column[string](ctx, s.db.pool, handedOverSQL, rowdata.Instant(since))
	if err != nil {
		return nil, s.db.failed("read outbox", err)
	}
	var found []time.Time
	for _, text := range instants {
		at, err := rowdata.ParseInstant(text)
		if err != nil {
			return nil, s.db.failed("read outbox", err)
		}
		found = append(found, at)
	}
	return found, nil
}
