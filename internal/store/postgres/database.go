package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"supplierwatch/internal/store"
)

// connections is how many transactions run at the same time.
const connections = 8

// database is a pool of connections, and the damage that was found behind them.
type database struct {
	place  string // for people
	pool   *sql.DB
	damage atomic.Pointer[store.Damage]

	generation *atomic.Int64 // connections of an earlier one are not used again
}

// connect returns a pool. Nothing is opened yet: the first query does it.
func connect(at Address, connections int) (*database, error) {
	config, err := at.configuration()
	if err != nil {
		return nil, fmt.Errorf("open state %s: %w", at.place(), err)
	}
	d := &database{place: at.place(), generation: new(atomic.Int64)}
	d.pool = stdlib.OpenDB(*config, stdlib.OptionAfterConnect(d.stamp), stdlib.OptionResetSession(d.checkStamp))
	d.pool.SetMaxOpenConns(connections)
	d.pool.SetMaxIdleConns(connections)
	return d, nil
}

// stamp notes on a new connection to which generation it belongs.
func (d *database) stamp(_ context.Context, conn *pgx.Conn) error {
	conn.PgConn().CustomData()["generation"] = d.generation.Load()
	return nil
}

// checkStamp closes a connection of an earlier generation before it is used again.
func (d *database) checkStamp(_ context.Context, conn *pgx.Conn) error {
	if conn.PgConn().CustomData()["generation"] != d.generation.Load() {
		return driver.ErrBadConn
	}
	return nil
}

// transaction is one that writes. It alone may give numbers.
type transaction struct {
	sql *sql.Tx

	facts, mails int64 // the highest numbers
	changes      int64 // how often alerts or the state of the scheduler were written
	evaluated    int64 // the highest number of a fact that the replica which evaluates has acted on
}

// writer runs transactions that write.
type writer struct {
	db    *database
	fence *fence // nil: it may always write
}

// write runs one transaction: all of it or, with an error, nothing.
func (w writer) write(ctx context.Context, what string, work func(*transaction) error) error {
	d := w.db
	tx, err := d.pool.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	if err != nil {
		return d.failed(what, err)
	}
	t := &transaction{sql: tx}
	if err := t.begin(ctx, w.fence); err != nil {
		return d.failed(what, errors.Join(err, tx.Rollback()))
	}
	before := *t
	err = work(t)
	if err == nil && *t != before {
		_, err = tx.ExecContext(ctx, saveNumbersSQL, t.facts, t.mails, t.changes, t.evaluated)
	}
	if err != nil {
		return d.failed(what, errors.Join(err, tx.Rollback()))
	}
	if err := tx.Commit(); err != nil {
		return d.failed(what, err)
	}
	return nil
}

// begin limits how long the transaction waits for others and others for it, takes a share of the lease that it is written under and locks the
// numbers.
func (t *transaction) begin(ctx context.Context, fence *fence) error {
	if _, err := t.sql.ExecContext(ctx, limitsSQL); err != nil {
		return err
	}
	if err := fence.share(ctx, t.sql); err != nil {
		return err
	}
	return t.sql.QueryRowContext(ctx, lockNumbersSQL).Scan(&t.facts, &t.mails, &t.changes, &t.evaluated)
}

// read runs one transaction that reads everything as it was at one instant.
func (d *database) read(ctx context.Context, what string, work func(*sql.Tx) error) error {
	tx, err := d.pool.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return d.failed(what, err)
	}
	if err := work(tx); err != nil {
		return d.failed(what, errors.Join(err, tx.Rollback()))
	}
	if err := tx.Commit(); err != nil {
		return d.failed(what, err)
	}
	return nil
}

// failed returns what was tried in which database and, where the engine's error has a known remedy, what to do. Damage is remembered. After an
// error that only a server has that is not the primary one, no connection is used again.
func (d *database) failed(what string, err error) error {
	if isStandby(err) {
		d.generation.Add(1)
	}
	err = explain(err)
	if found, ok := errors.AsType[*store.Damage](err); ok {
		d.damage.CompareAndSwap(nil, found)
	}
	return fmt.Errorf("%s in %s: %w", what, d.place, err)
}

// checkUndamaged returns the damage that was found before, if any.
func (d *database) checkUndamaged() error {
	if found := d.damage.Load(); found != nil {
		return fmt.Errorf("use state %s: %w", d.place, found)
	}
	return nil
}

// close closes all connections.
func (d *database) close() error {
	if err := d.pool.Close(); err != nil {
		return fmt.Errorf("close state %s: %w", d.place, err)
	}
	return nil
}
