package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync/atomic"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
)

// Store is an open database. Its methods may be called at the same time from several goroutines.
type Store struct {
	path    string      // of the file, as the user wrote it
	file    os.FileInfo // of the file that was opened
	dialect *dialect
	writer  *sql.DB // one connection; its transactions take the write lock at once
	reader  *sql.DB // refuses to write
	damage  atomic.Pointer[store.Damage]
}

// Open opens the database with that URL for the daemon: it makes the file and its folder where there are none, examines what is
// there, and brings an older schema up to date. A database of a newer program, a damaged one, one of another program and what is not a database at all are refused with what to do about it.
func Open(ctx context.Context, url string) (*Store, error) {
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
	return open(path, func(s *Store) error {
		for _, step := range []func(context.Context) error{s.checkIntegrity, s.checkOwner, s.migrate, s.checkSums} {
			if err := step(ctx); err != nil {
				return err
			}
		}
		return nil
	})
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
	return open(path, func(s *Store) error { return s.checkVersion(ctx) })
}

// open opens the handles and closes them again if the check fails.
func open(path string, check func(*Store) error) (*Store, error) {
	writer, reader, err := openSQLite(path)
	if err != nil {
		return nil, fmt.Errorf("open state %s: %w", path, err)
	}
	s := &Store{path: path, dialect: sqliteDialect, writer: writer, reader: reader}
	if s.file, err = os.Stat(path); err == nil {
		err = check(s)
	}
	if err != nil {
		return nil, fmt.Errorf("open state %s: %w", path, errors.Join(err, s.reader.Close(), s.writer.Close()))
	}
	return s, nil
}

// Close closes both handles. The writer goes last: the last one to leave folds the write-ahead log into the file.
func (s *Store) Close() error {
	if err := errors.Join(s.reader.Close(), s.writer.Close()); err != nil {
		return fmt.Errorf("close state %s: %w", s.path, err)
	}
	return nil
}

// State returns all alerts kept and the desk, as they stood at one instant.
func (s *Store) State(ctx context.Context) (model.State, error) {
	if err := s.checkUndamaged(); err != nil {
		return model.State{}, err
	}
	tx, err := s.reader.BeginTx(ctx, nil)
	if err != nil {
		return model.State{}, s.failed("read state", err)
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	alerts, err := s.loadAlerts(ctx, tx)
	if err != nil {
		return model.State{}, s.failed("read alerts", err)
	}
	desk, err := s.loadDesk(ctx, tx)
	if err != nil {
		return model.State{}, s.failed("read desk", err)
	}
	return model.State{Alerts: alerts, Notifications: desk}, nil
}

// Commit writes a change in one transaction: all of it or, with an error, nothing. Facts and mails whose id is known already are
// left as they are, silently; alerts, desk and positions are replaced.
func (s *Store) Commit(ctx context.Context, change model.Change) error {
	if err := s.checkUndamaged(); err != nil {
		return err
	}
	return s.write(ctx, "write change", func(tx *sql.Tx) error {
		if err := s.appendFacts(ctx, tx, change.Facts); err != nil {
			return err
		}
		if err := s.saveAlerts(ctx, tx, change.Alerts); err != nil {
			return err
		}
		if err := s.saveDesk(ctx, tx, change.Notifications); err != nil {
			return err
		}
		mails, held, err := s.supersede(ctx, tx, change.Outbox)
		if err != nil {
			return err
		}
		if err := s.queueMails(ctx, tx, mails); err != nil {
			return err
		}
		if err := s.appendFacts(ctx, tx, held); err != nil {
			return err
		}
		return s.savePositions(ctx, tx, change.Positions)
	})
}

// write runs one transaction on the writer.
func (s *Store) write(ctx context.Context, what string, work func(*sql.Tx) error) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return s.failed(what, err)
	}
	if err := work(tx); err != nil {
		return s.failed(what, errors.Join(err, tx.Rollback()))
	}
	if err := tx.Commit(); err != nil {
		return s.failed(what, err)
	}
	return nil
}

// failed returns what was tried on which file and, where the engine's error has a known remedy, what to do. Damage is remembered.
func (s *Store) failed(what string, err error) error {
	err = explain(err)
	if d, ok := errors.AsType[*store.Damage](err); ok {
		s.damage.CompareAndSwap(nil, d)
	}
	return fmt.Errorf("%s in %s: %w", what, s.path, err)
}
