package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"supplierwatch/internal/store"
	"supplierwatch/internal/store/rowdata"
)

// Prune forgets what is old. It never touches an open alert, one whose end is still to be told, a mail that waits, what people told,
// the last looks at a mailbox, or the current streak of a subject: its last good probe, all failures since, and its last probe whatever came
// of it.
func (s *Store) Prune(ctx context.Context, keep store.Retention) (store.Pruned, error) {
	var gone store.Pruned
	err := s.db.checkUndamaged()
	if err != nil {
		return gone, err
	}
	for _, probes := range []struct {
		statement string
		before    time.Time
	}{{supersededProbesSQL, keep.Probes}, {repeatedProbesSQL, keep.Repeated}} {
		some, err := s.pruneProbes(ctx, probes.statement, probes.before)
		gone.Probes += some
		if err != nil {
			return gone, err
		}
	}
	if gone.Alerts, err = s.pruneBefore(ctx, "prune alerts", keep.Resolved, deleteAlertsSQL); err != nil {
		return gone, err
	}
	gone.Mails, err = s.pruneBefore(ctx, "prune mail texts", keep.MailText, forgetMailTextsSQL, forgetMailsSQL)
	return gone, err
}

// pruneProbes deletes the facts of probes that a statement finds, in small transactions, so that nobody who writes has to wait for long. What was superseded when it was looked
// for stays so whatever is recorded meanwhile.
func (s *Store) pruneProbes(ctx context.Context, statement string, before time.Time) (int, error) {
	if before.IsZero() {
		return 0, nil
	}
	old, err := column[int64](ctx, s.db, statement, rowdata.Instant(before))
	if err != nil {
		return 0, s.db.failed("prune probes", err)
	}
	gone := 0
	for part := range slices.Chunk(old, chunk) {
		err := s.db.write(ctx, "prune probes", func(tx *sql.Tx) error {
			return execSet(ctx, tx, deleteFactsSQL, part)
		})
		if err != nil {
			return gone, err
		}
		gone += len(part)
	}
	return gone, nil
}

// pruneBefore runs statements that take an instant in one transaction and returns how many rows the last one reached.
func (s *Store) pruneBefore(ctx context.Context, what string, before time.Time, statements ...string) (int, error) {
	if before.IsZero() {
		return 0, nil
	}
	var gone int64
	err := s.db.write(ctx, what, func(tx *sql.Tx) error {
		for _, statement := range statements {
			result, err := tx.ExecContext(ctx, statement, rowdata.Instant(before))
			if err != nil {
				return err
			}
			if gone, err = result.RowsAffected(); err != nil {
				return err
			}
		}
		return nil
	})
	return int(gone), err
}

// worthCompacting is how many pages must be free, and more than half of all, before a
// start gives them back: what is free is used again, so that a little does no harm.
const worthCompacting = 1024

// compact returns pages to the file system that a migration or pruning has freed.
// Where that fails, for want of space or because somebody reads, the file stays as
// large as it was.
func (d *database) compact(ctx context.Context) error {
	var free, all int
	const pages = "SELECT freelist_count, page_count FROM pragma_freelist_count, pragma_page_count"
	if err := d.reader.QueryRowContext(ctx, pages).Scan(&free, &all); err != nil {
		return explain(err)
	}
	if free > worthCompacting && free > all/2 {
		_, _ = d.writer.ExecContext(ctx, "VACUUM")
	}
	return nil
}
