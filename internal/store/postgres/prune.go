package postgres

import (
	"context"
	"slices"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
	"supplierwatch/internal/store/rowdata"
)

// Prune deletes what is old. It never touches an open alert, one whose end is still to be notified, a mail that waits, what people reported,
// the last facts about a mailbox, or the current streak of a subject: its last good probe, all failures since, and its last probe whatever its
// result.
func (s *Store) Prune(ctx context.Context, keep store.Retention) (gone store.Pruned, err error) {
	if err := s.db.checkUndamaged(); err != nil {
		return gone, err
	}
	for _, part := range []struct {
		statement string
		before    time.Time
	}{{supersededProbesSQL, keep.Probes}, {repeatedProbesSQL, keep.Repeated}} {
		some, err := s.pruneProbes(ctx, part.statement, part.before)
		gone.Probes += some
		if err != nil {
			return gone, err
		}
	}
	if gone.Probes > 0 {
		s.makeRoom(ctx)
	}
	if gone.Alerts, err = s.pruneAlerts(ctx, keep.Resolved); err != nil {
		return gone, err
	}
	gone.Mails, err = s.pruneMailTexts(ctx, keep.MailText)
	return gone, err
}

// pruneProbes deletes the facts of probes that a statement finds, in small transactions, so that nobody who writes has to wait for long. What was
// superseded when it was found stays so whatever is recorded meanwhile.
func (s *Store) pruneProbes(ctx context.Context, statement string, before time.Time) (gone int, err error) {
	if before.IsZero() {
		return 0, nil
	}
	old, err := column[int64](ctx, s.db.pool, statement, rowdata.Instant(before))
	if err != nil {
		return 0, s.db.failed("prune probes", err)
	}
	for part := range slices.Chunk(old, setSize) {
		err := s.writer.write(ctx, "prune probes", func(tx *transaction) error {
			_, err := tx.sql.ExecContext(ctx, deleteFactsSQL, part)
			return err
		})
		if err != nil {
			return gone, err
		}
		gone += len(part)
	}
	return gone, nil
}

// makeRoom has the room of deleted facts used again, and rebuilds indexes that have become sparse: pruning leaves a few of the numbers of each day,
// so that hardly a page of an index becomes empty. The server does the first by itself, but late. That it cannot be done harms nothing.
func (s *Store) makeRoom(ctx context.Context) {
	_, _ = s.db.pool.ExecContext(ctx, "VACUUM (ANALYZE, SKIP_LOCKED) facts, streaks")
	sparse, _ := column[string](ctx, s.db.pool, sparseIndexesSQL)
	for _, index := range sparse {
		_, _ = s.db.pool.ExecContext(ctx, "DROP INDEX CONCURRENTLY IF EXISTS "+index+"_ccnew") // what a rebuilding leaves that was cut off
		_, _ = s.db.pool.ExecContext(ctx, "REINDEX INDEX CONCURRENTLY "+index)
	}
}

// pruneAlerts deletes alerts that have ended, but those whose end waits to be notified.
func (s *Store) pruneAlerts(ctx context.Context, before time.Time) (gone int, err error) {
	if before.IsZero() {
		return 0, nil
	}
	err = s.writer.write(ctx, "prune alerts", func(tx *transaction) error {
		state, err := loadNotificationState(ctx, tx.sql)
		if err != nil {
			return err
		}
		result, err := tx.sql.ExecContext(ctx, deleteAlertsSQL, rowdata.Instant(before), queuedAlerts(state))
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		if gone = int(n); gone > 0 {
			tx.changes++
		}
		return err
	})
	return gone, err
}

func queuedAlerts(state model.NotificationState) []string {
	alerts := []string{}
	for _, notice := range state.Queue {
		alerts = append(alerts, notice.Alert)
	}
	return alerts
}

// pruneMailTexts deletes the texts of settled mails, in small transactions.
func (s *Store) pruneMailTexts(ctx context.Context, before time.Time) (gone int, err error) {
	if before.IsZero() {
		return 0, nil
	}
	for after, more := int64(0), true; more; {
		err := s.writer.write(ctx, "prune mail texts", func(tx *transaction) error {
			rows, err := all(ctx, tx.sql, scanLetter, settledMailsSQL, rowdata.Instant(before), after, int64(setSize))
			if more = len(rows) > 0; err != nil || !more {
				return err
			}
			after = rows[len(rows)-1].seq
			rows = slices.DeleteFunc(rows, func(l letter) bool { return !l.sound() })
			gone += len(rows)
			return forget(ctx, tx, rows)
		})
		if err != nil {
			return gone, err
		}
	}
	return gone, nil
}

// forget keeps of the texts of mails what an answer needs to find its mail.
func forget(ctx context.Context, tx *transaction, letters []letter) error {
	var changed []mailRow
	var documents [][]any
	for _, l := range letters {
		text, err := rowdata.WithoutText(l.text)
		if err != nil {
			return err
		}
		l.forgotten = 1
		changed = append(changed, l.mailRow)
		documents = append(documents, []any{l.seq, text, sumOfTexts(l.id, text)})
	}
	if err := updateMails(ctx, tx, "prune mail texts", changed); err != nil {
		return err
	}
	return execRows(ctx, tx, "prune mail texts", updateMailTextsSQL, documents)
}
