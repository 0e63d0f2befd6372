package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"os"
)

// CheckWritable writes to the database without changing anything in it, so that whoever asks knows that it can be written. Besides a full
// disk and a read-only one it finds a file that was deleted, moved away or replaced while it was open: whatever is written to that
// is lost with the last handle.
func (s *Store) CheckWritable(ctx context.Context) error {
	if err := s.checkUndamaged(); err != nil {
		return err
	}
	now, err := os.Stat(s.path)
	switch {
	case err != nil:
		return fmt.Errorf("find state %s: %w; put it back and start the daemon anew", s.path, withoutPath(err))
	case !os.SameFile(s.file, now):
		return fmt.Errorf("find state %s: it is another file than the one that was opened; start the daemon anew", s.path)
	}
	return s.write(ctx, "prove that something can be written", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, s.dialect.touch)
		return err
	})
}
