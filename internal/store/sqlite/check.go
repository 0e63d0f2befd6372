package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"os"

	"supplierwatch/internal/store"
)

// CheckWritable writes to the database without changing anything in it, so that whoever asks knows that it can be written. Besides a full
// disk and a read-only one it finds a file that was deleted, moved away or replaced while it was open: whatever is written to that
// is lost with the last handle.
func (s *Store) CheckWritable(ctx context.Context) error {
	if err := s.db.checkUndamaged(); err != nil {
		return err
	}
	now, err := os.Stat(s.db.path)
	switch {
	case err != nil:
		return fmt.Errorf("find state %s: %w; put it back and start the daemon anew", s.db.path, withoutPath(err))
	case !os.SameFile(s.db.file, now):
		return fmt.Errorf("find state %s: it is another file than the one that was opened; start the daemon anew", s.db.path)
	}
	return s.db.write(ctx, "prove that something can be written", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, touchSQL)
		return err
	})
}

// Check examines everything: the shape of the file, the indexes, every row. It reads the whole file, beside whoever works with it. The
// error for a database that is damaged is a *store.Damage.
func (s *Store) Check(ctx context.Context) error {
	if err := s.db.examineShape(ctx, "integrity_check"); err != nil {
		return s.db.failed("check state", err)
	}
	if err := s.db.examineRows(ctx); err != nil {
		return s.db.failed("check state", err)
	}
	return nil
}

// Stats counts rows.
func (s *Store) Stats(ctx context.Context) (h store.Stats, err error) {
	err = s.db.reader.QueryRowContext(ctx, statsSQL).Scan(&h.Bytes, &h.Facts, &h.Alerts, &h.Mails)
	if err != nil {
		return h, s.db.failed("count rows", err)
	}
	return h, nil
}
