package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
)

// wayBack returns what to do about a damaged database.
const wayBack = "stop the daemon, restore the last backup into a new database with pg_restore and name that one under state, " +
	"or start without what was known"

// damaged is the error for a database that does not hold what was written to it.
func damaged(found ...string) error { return &store.Damage{Found: found, Remedy: wayBack} }

// altered is the error for a row that does not have the sum that was written with it.
func altered(what, id string) error {
	return damaged(fmt.Sprintf("the %s %q is not as it was written", what, id))
}

// fewest is how many findings are named.
const fewest = 3

// examinedAtOnce is the size in bytes up to which a database is examined whole before it is used; that takes a second or two. Of a larger one,
// each row is compared as it is read, and the daemon has the rest checked while it works.
const examinedAtOnce = 64 << 20

// CheckBeforeUse examines a database of moderate size, while others read it. Whole reports whether that was everything. The error for
// a database that is damaged is a *store.Damage.
func (s *Store) CheckBeforeUse(ctx context.Context) (whole bool, err error) {
	stats, err := s.Stats(ctx)
	if err != nil || stats.Bytes > examinedAtOnce {
		return false, err
	}
	return true, s.Check(ctx)
}

// Check compares every row with its checksum, as all were at one instant. The error for a database that is damaged is a *store.Damage.
func (s *Store) Check(ctx context.Context) error {
	return s.db.read(ctx, "check state", func(tx *sql.Tx) error {
		found := findings{}
		for _, examine := range []func(context.Context, *sql.Tx, *findings) error{
			examineFacts, examineAlerts, examineNotificationState, examineMails, examinePositions, examineCalendarEvents, examineStreaks,
		} {
			if err := examine(ctx, tx, &found); err != nil {
				return err
			}
		}
		if len(found.texts) > 0 {
			return damaged(found.texts...)
		}
		return nil
	})
}

// findings are the first few that were found.
type findings struct{ texts []string }

func (f *findings) add(text string) {
	if len(f.texts) < fewest {
		f.texts = append(f.texts, text)
	}
}

// take adds the damage that an error reports. Any other error is returned.
func (f *findings) take(err error) error {
	damage, ok := errors.AsType[*store.Damage](err)
	if !ok {
		return err
	}
	for _, text := range damage.Found {
		f.add(text)
	}
	return nil
}

// each reads every row of a query. A damaged one is a finding, and the next one is read.
func each(ctx context.Context, tx *sql.Tx, found *findings, query string, read func(*sql.Rows) error) error {
	rows, err := tx.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := found.take(read(rows)); err != nil {
			return err
		}
	}
	return rows.Err()
}

// ignoringValue makes a reader of rows of a function that also returns what it has read.
func ignoringValue[T any](scan func(*sql.Rows) (T, error)) func(*sql.Rows) error {
	return func(rows *sql.Rows) error {
		_, err := scan(rows)
		return err
	}
}

func examineFacts(ctx context.Context, tx *sql.Tx, found *findings) error {
	return each(ctx, tx, found, factsWithReasonSQL, func(rows *sql.Rows) error {
		var reason string
		f, err := scanFactAnd(rows, &reason)
		if err == nil && f.Reason() != reason {
			return altered("fact", f.ID)
		}
		return err
	})
}

func examineAlerts(ctx context.Context, tx *sql.Tx, found *findings) error {
	return each(ctx, tx, found, alertsSQL, ignoringValue(scanAlert))
}

func examineNotificationState(ctx context.Context, tx *sql.Tx, found *findings) error {
	_, err := loadNotificationState(ctx, tx)
	return found.take(err)
}

func examineMails(ctx context.Context, tx *sql.Tx, found *findings) error {
	err := each(ctx, tx, found, lettersSQL, func(rows *sql.Rows) error {
		l, err := scanLetter(rows)
		switch {
		case err != nil:
			return err
		case !l.mailRow.sound():
			return altered("mail", l.id)
		case !l.sound():
			return altered("text of the mail", l.id)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return each(ctx, tx, found, lostTextsSQL, func(rows *sql.Rows) error {
		var seq int64
		if err := rows.Scan(&seq); err != nil {
			return err
		}
		return damaged(fmt.Sprintf("the text of the mail number %d is not as it was written", seq))
	})
}

func examinePositions(ctx context.Context, tx *sql.Tx, found *findings) error {
	return each(ctx, tx, found, positionsSQL, ignoringValue(scanPosition))
}

func examineCalendarEvents(ctx context.Context, tx *sql.Tx, found *findings) error {
	return each(ctx, tx, found, calendarEventsSQL, ignoringValue(scanCalendarEvent))
}

// examineStreaks compares what is derived from facts with them.
func examineStreaks(ctx context.Context, tx *sql.Tx, found *findings) error {
	return each(ctx, tx, found, wrongStreaksSQL, func(rows *sql.Rows) error {
		var supplier, subject string
		if err := rows.Scan(&supplier, &subject); err != nil {
			return err
		}
		return damaged(fmt.Sprintf("the streak of %q is not that of its facts", model.SubjectRef{Supplier: supplier, Subject: model.ParseSubject(subject)}.String()))
	})
}

// CheckWritable writes to the database without changing anything that is read, and returns why that failed.
func (s *Store) CheckWritable(ctx context.Context) error {
	if err := s.db.checkUndamaged(); err != nil {
		return err
	}
	return s.writer.write(ctx, "prove that something can be written", func(tx *transaction) error {
		_, err := tx.sql.ExecContext(ctx, touchSQL)
		return err
	})
}

// Stats counts rows, and the bytes of their tables with all indexes.
func (s *Store) Stats(ctx context.Context) (h store.Stats, err error) {
	if err = s.db.pool.QueryRowContext(ctx, statsSQL).Scan(&h.Bytes, &h.Facts, &h.Alerts, &h.Mails); err != nil {
		return h, s.db.failed("count rows", err)
	}
	return h, nil
}

// Backup writes nothing: a server's databases are backed up by its own programs, also by those that keep every transaction. The error names the
// one that copies a single database.
func (s *Store) Backup(_ context.Context, path string) error {
	return fmt.Errorf("back up %s to %s: PostgreSQL does that itself; use `pg_dump --format=custom --file=%s URL`, with the URL under state",
		s.db.place, path, path)
}
