package postgres

import (
	"context"
	"database/sql"
	"errors"

	"supplierwatch/internal/lease"
	"supplierwatch/internal/model"
)

// Store is an open database. Its methods may be called at the same time from several goroutines.
type Store struct {
	db     *database
	writer writer
}

// Open opens a database for the daemon: it makes the tables where there are none, brings an older schema up to date, and examines what is there. A
// database of a newer program, a damaged one and one of another program are refused with what to do about it.
func Open(ctx context.Context, at Address) (*Store, error) {
	s, err := OpenUnexamined(ctx, at)
	if err != nil {
		return nil, err
	}
	if _, err := s.CheckBeforeUse(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// OpenUnexamined does what Open does, except that it leaves the examination to CheckBeforeUse. Until that has succeeded the database may be read,
// and must not be written.
func OpenUnexamined(ctx context.Context, at Address) (*Store, error) {
	return open(at, func(d *database) error { return d.migrate(ctx) })
}

// OpenExisting opens a database for a command that works beside the daemon. It makes nothing and changes no schema: without tables
// (fs.ErrNotExist), or with those of another version, it fails and says what to do.
func OpenExisting(ctx context.Context, at Address) (*Store, error) {
	return open(at, func(d *database) error { return d.checkVersion(ctx) })
}

// open connects, and disconnects again if the check fails.
func open(at Address, check func(*database) error) (*Store, error) {
	d, err := connect(at, connections)
	if err != nil {
		return nil, err
	}
	if err := check(d); err != nil {
		return nil, errors.Join(d.failed("open state", err), d.close())
	}
	return &Store{db: d, writer: writer{db: d}}, nil
}

// Under returns the same database, written only while a replica holds a lease. With a token only that term of it counts: what was worked out in an
// earlier one is refused.
func (s *Store) Under(r *Replica, kind lease.Kind, token int64) *Store {
	return &Store{db: s.db, writer: writer{s.db, &fence{r, kind, token}}}
}

// Replicas returns all replicas that live and who holds what.
func (s *Store) Replicas(ctx context.Context) ([]lease.Replica, error) { return s.db.replicas(ctx, "") }

// Close closes all connections.
func (s *Store) Close() error { return s.db.close() }

// State returns all alerts kept and the notification state, as they were at one instant.
func (s *Store) State(ctx context.Context) (state model.State, err error) {
	if err := s.db.checkUndamaged(); err != nil {
		return model.State{}, err
	}
	err = s.db.read(ctx, "read state", func(tx *sql.Tx) error {
		if state.Alerts, err = loadAlerts(ctx, tx); err != nil {
			return err
		}
		state.Notifications, err = loadNotificationState(ctx, tx)
		return err
	})
	if err != nil {
		return model.State{}, err
	}
	return state, nil
}

// Positions returns how far each folder was read, by account and folder.
func (s *Store) Positions(ctx context.Context) ([]model.FolderPosition, error) {
	positions, err := all(ctx, s.db.pool, scanPosition, positionsSQL)
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
	return s.writer.write(ctx, "write change", func(tx *transaction) error {
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
		if len(change.Alerts) > 0 || change.Notifications != nil {
			tx.changes++
		}
		tx.evaluated = max(tx.evaluated, change.Evaluated)
		return savePositions(ctx, tx, change.Positions)
	})
}
