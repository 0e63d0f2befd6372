package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"supplierwatch/internal/store/rowdata"
)

// Backup copies the database as of one instant into a new file, beside whoever works with it, and checks the copy. What is
// damaged is not kept as a backup, and no file is replaced by one.
func (s *Store) Backup(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("back up to %s: there is a file already, and it may be the better one; name another", path)
	}
	part := path + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("back up to %s: remove what an earlier try left: %w", path, err)
	}
	if err := createFile(part); err != nil {
		return fmt.Errorf("back up to %s: %w", path, err)
	}
	defer os.Remove(part) // of no effect once it has its name
	// The handle that reads may not even write elsewhere; this one takes no lock for it.
	if _, err := s.db.writer.ExecContext(ctx, backupSQL, part); err != nil {
		return s.db.failed("back up to "+path, err)
	}
	if err := checkCopy(ctx, part); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return fmt.Errorf("back up to %s: %w", path, err)
	}
	return syncFolder(filepath.Dir(path))
}

// checkCopy examines a copy, and has it on the disk when it returns.
func checkCopy(ctx context.Context, path string) error {
	copied, err := open(path, func(d *database) error { return d.checkVersion(ctx) })
	if err != nil {
		return err
	}
	if err := errors.Join(copied.Check(ctx), copied.Close()); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("write %s to the disk: %w", path, withoutPath(err))
	}
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("write %s to the disk: %w", path, withoutPath(err))
	}
	return nil
}

// syncFolder has a name that was given to a file outlive a crash. Where folders cannot be synchronised the system sees to that itself.
func syncFolder(folder string) error {
	dir, err := os.Open(folder)
	if err != nil {
		return fmt.Errorf("open folder %s: %w", folder, withoutPath(err))
	}
	_ = dir.Sync() // Windows knows no such thing
	return dir.Close()
}

// nameOf returns what a table is called here.
func nameOf(t rowdata.Table) string {
	if t.Name == "notification_state" {
		return "desk"
	}
	return t.Name
}

// EachRow visits the rows of all tables, as they were at one instant. It stops at the first error of visit.
func (s *Store) EachRow(ctx context.Context, visit func(rowdata.Table, []any) error) error {
	tx, err := s.db.reader.BeginTx(ctx, nil)
	if err != nil {
		return s.db.failed("read rows", err)
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	for _, table := range rowdata.Tables {
		if err := eachRowOf(ctx, tx, table, visit); err != nil {
			return s.db.failed("read "+table.Name, err)
		}
	}
	return nil
}

func eachRowOf(ctx context.Context, tx *sql.Tx, table rowdata.Table, visit func(rowdata.Table, []any) error) error {
	rows, err := tx.QueryContext(ctx, table.Query(nameOf(table)))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		row, err := table.Row(rows.Scan)
		if err != nil {
			return err
		}
		if err := visit(table, row); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Fill writes the rows that a function adds, in the order of EachRow, into an empty database: all of them or, with an error, none.
func (s *Store) Fill(ctx context.Context, from func(add func(rowdata.Table, []any) error) error) error {
	return s.db.write(ctx, "fill", func(tx *sql.Tx) error {
		inserts := map[string]*sql.Stmt{}
		return from(func(table rowdata.Table, row []any) error {
			insert := inserts[table.Name]
			if insert == nil {
				places := strings.TrimSuffix(strings.Repeat("?, ", len(table.Columns)), ", ")
				var err error
				if insert, err = tx.PrepareContext(ctx, fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", nameOf(table), table.Names(), places)); err != nil {
					return err
				}
				inserts[table.Name] = insert // closed with the transaction
			}
			_, err := insert.ExecContext(ctx, row...)
			return err
		})
	})
}
