package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"

	"supplierwatch/internal/model"
)

// Store is an open database. Its methods may be called at the same time from several goroutines.
type Store struct{ db *database }

// Open opens the database with that URL for the daemon: it makes the file and its folder where there are none, examines what is
// there, and brings an older schema up to date. A database of a newer program, a damaged one, one of another program and what is not a database at all are refused with what to do about it.
func Open(ctx context.Context, url string) (*Store, error) {
	s, err := OpenUnexamined(ctx, url)
	if err != nil {
		return nil, err
	}
	if _, err := s.CheckBeforeUse(ctx); err != nil {
		return nil, errors.Join(err, s.db.reader.Close(), s.db.writer.Close())
	}
	return s, nil
}

// OpenUnexamined does what Open does, except that it leaves the examination of a database with the schema of this program to
// CheckBeforeUse. Until that has succeeded the database may be read, and must not be written.
func OpenUnexamined(ctx context.Context, url string) (*Store, error) {
	path, err := Path(url)
	if err != nil {
		return nil, err
	}
	if err := makeFolder(path); err != nil {
		return nil, err
	}
	exists, err := checkPath(path)
	if err != nil {
		return nil, err
	}
	if !exists {
		if err := createFile(path); err != nil {
			return nil, err
		}
	}
	return open(path, func(d *database) error {
		if exists && d.hasThisSchema(ctx) {
			d.unexamined = true
			return nil
		}
		return d.makeUsable(ctx)
	})
}

// CheckBeforeUse examines what OpenUnexamined has left unexamined, while others read it. Whole reports whether that was everything: of a large
// file it examines the shape of all pages alone. The error for a database that is damaged is a *store.Damage.
func (s *Store) CheckBeforeUse(ctx context.Context) (whole bool, err error) {
	if s.db.unexamined {
		if err := s.db.makeUsable(ctx); err != nil {
			return false, fmt.Errorf("open state %s: %w", s.db.path, err)
		}
	}
	return s.db.small(), nil
}

// makeUsable examines the database, and brings an older schema up to date.
func (d *database) makeUsable(ctx context.Context) error {
	return inOrder(ctx, d.checkIntegrity, d.checkOwner, d.migrate, d.compact, d.checkSums)
}

// inOrder takes steps one after the other, up to the first that fails.
func inOrder(ctx context.Context, steps ...func(context.Context) error) error {
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// OpenExisting opens the database with that URL for a command that works beside the daemon. It makes nothing and changes no schema:
// without a file (fs.ErrNotExist), or with one of another version, it fails and says what to do.
func OpenExisting(ctx context.Context, url string) (*Store, error) {
	path, err := Path(url)
	if err != nil {
		return nil, err
	}
	exists, err := checkPath(path)
	if err != nil {
		return nil, err
	}
	if !exists {
		return nil, fmt.Errorf("open state %s: %w; it is made by the first `supplierwatch run`", path, fs.ErrNotExist)
	}
	return open(path, func(d *database) error { return d.checkVersion(ctx) })
}

// Close closes both handles. The writer goes last: the last one to leave folds the write-ahead log into the file.
func (s *Store) Close() error {
	if err := errors.Join(s.db.reader.Close(), s.db.writer.Close()); err != nil {
		return fmt.Errorf("close state %s: %w", s.db.path, err)
	}
	return nil
}

// State returns all alerts kept and the notification state, as they were at one instant.
func (s *Store) State(ctx context.Context) (model.State, error) {
	if err := s.db.checkUndamaged(); err != nil {
		return model.State{}, err
	}
	tx, err := s.db.reader.BeginTx(ctx, nil)
	if err != nil {
		return model.State{}, s.db.failed("read state", err)
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	alerts, err := loadAlerts(ctx, tx)
	if err != nil {
		return model.State{}, s.db.failed("read alerts", err)
	}
	notifications, err := loadNotificationState(ctx, tx)
	if err != nil {
		return model.State{}, s.db.failed("read notification state", err)
	}
	return model.State{Alerts: alerts, Notifications: notifications}, nil
}

// Positions returns how far each folder was read, by account and folder.
func (s *Store) Positions(ctx context.Context) ([]model.FolderPosition, error) {
	positions, err := loadPositions(ctx, s.db.reader)
	if err != nil {
		return nil, s.db.failed("read positions", err)
	}
	return positions, nil
}

// Commit writes a change in one transaction: all of it or, with an error, nothing. Facts and mails whose id is known already are
// left as they are, silently; alerts, notification state and positions are replaced.
func (s *Store) Commit(ctx context.Context, change model.Change) error {
	if err := s.db.checkUndamaged(); err != nil {
		return err
	}
	return s.db.write(ctx, "write change", func(tx *sql.Tx) error {
		if err := appendFacts(ctx, tx, change.Facts); err != nil {
			return err
		}
		if err := saveAlerts(ctx, tx, change.Alerts); err != nil {
			return err
		}
		if err := saveNotificationState(ctx, tx, change.Notifications); err != nil {
			return err
		}
		mails, held, err := supersede(ctx, tx, change.Outbox)
		if err != nil {
			return err
		}
		if err := queueMails(ctx, tx, mails); err != nil {
			return err
		}
		if err := appendFacts(ctx, tx, held); err != nil {
			return err
		}
		return savePositions(ctx, tx, change.Positions)
	})
}
