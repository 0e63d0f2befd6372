package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"sync/atomic"

	"supplierwatch/internal/store"
	"supplierwatch/internal/store/rowdata"
)

// database is an open file: its two handles, and the damage that was found in it.
type database struct {
	path   string      // of the file, as the user wrote it
	file   os.FileInfo // of the file that was opened
	writer *sql.DB     // one connection; its transactions take the write lock at once
	reader *sql.DB     // refuses to write
	damage atomic.Pointer[store.Damage]

	unexamined bool // it was opened before it was examined
}

// open opens the handles and closes them again if the check fails.
func open(path string, check func(*database) error) (*Store, error) {
	writer, reader, err := openSQLite(path)
	if err != nil {
		return nil, fmt.Errorf("open state %s: %w", path, err)
	}
	d := &database{path: path, writer: writer, reader: reader}
	if d.file, err = os.Stat(path); err == nil {
		err = check(d)
	}
	if err != nil {
		return nil, fmt.Errorf("open state %s: %w", path, errors.Join(err, d.reader.Close(), d.writer.Close()))
	}
	return &Store{db: d}, nil
}

// write runs one transaction on the writer.
func (d *database) write(ctx context.Context, what string, work func(*sql.Tx) error) error {
	tx, err := d.writer.BeginTx(ctx, nil)
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

// failed returns what was tried on which file and, where the engine's error has a known remedy, what to do. Damage is remembered.
func (d *database) failed(what string, err error) error {
	err = explain(err)
	if found, ok := errors.AsType[*store.Damage](err); ok {
		d.damage.CompareAndSwap(nil, found)
	}
	return fmt.Errorf("%s in %s: %w", what, d.path, err)
}

// checkUndamaged returns the damage that was found before, if any.
func (d *database) checkUndamaged() error {
	if found := d.damage.Load(); found != nil {
		return fmt.Errorf("use state %s: %w", d.path, found)
	}
	return nil
}

// insertRows turns items into rows and inserts each by a statement whose parameters are the columns of the row and their sum. It stops at the first
// item that columnsOf refuses.
func insertRows[T any](ctx context.Context, tx *sql.Tx, what, statement string, items []T, columnsOf func(T) ([]any, error)) error {
	if len(items) == 0 {
		return nil
	}
	insert, err := tx.PrepareContext(ctx, statement)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	defer insert.Close()
	for _, item := range items {
		columns, err := columnsOf(item)
		if err != nil {
			return err
		}
		if _, err := insert.ExecContext(ctx, append(columns, rowdata.Sum(columns))...); err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
	}
	return nil
}

// execSet runs a statement on a set of rows, handed over as one JSON array.
func execSet[T any](ctx context.Context, tx *sql.Tx, statement string, rows []T) error {
	set, err := rowdata.Document(rows)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, statement, set)
	return err
}
