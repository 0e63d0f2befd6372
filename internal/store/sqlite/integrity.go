package sqlite

import (
	"context"
	"fmt"

	"supplierwatch/internal/store"
)

// wayBack returns what to do about a damaged database.
const wayBack = "stop the daemon, move the file away with its -wal and -shm files, then put the last backup in its place, " +
	"or start without what was known"

// damaged is the error for a file that does not hold what was written to it.
func damaged(found ...string) error { return &store.Damage{Found: found, Remedy: wayBack} }

// altered is the error for a row that does not have the sum that was written with it.
func altered(what, id string) error {
	return damaged(fmt.Sprintf("the %s %q is not as it was written", what, id))
}

// fewest is how many findings of one kind are named.
const fewest = 3

// examinedAtOnce is the size in bytes up to which a file is examined whole before it is used; that takes a second or two. A larger one is
// looked over, each row is compared as it is read, and the daemon has the rest checked while it works.
const examinedAtOnce = 64 << 20

func (d *database) small() bool { return d.file.Size() <= examinedAtOnce }

// checkIntegrity refuses a damaged file before anything is built on it. It reads through the handle that cannot write, as checkOwner does:
// the file may not be ours.
func (d *database) checkIntegrity(ctx context.Context) error {
	if d.small() {
		return d.examineShape(ctx, "integrity_check")
	}
	return d.examineShape(ctx, "quick_check")
}

// checkSums goes on with that once a migration has given all rows their sums.
func (d *database) checkSums(ctx context.Context) error {
	if d.small() {
		return d.examineRows(ctx)
	}
	return nil
}

// examineShape has SQLite look for pages that are none. An integrity_check also compares tables with their indexes, since a row that an
// index does not give is as good as lost.
func (d *database) examineShape(ctx context.Context, pragma string) error {
	found, err := column[string](ctx, d, fmt.Sprintf("PRAGMA %s(%d)", pragma, fewest))
	if err != nil {
		return explain(err)
	}
	if len(found) != 1 || found[0] != "ok" {
		return damaged(found...)
	}
	return nil
}

// examineRows refuses a database in which a row, or what is derived from rows, is not as it was written.
func (d *database) examineRows(ctx context.Context) error {
	found, err := column[string](ctx, d, alteredRowsSQL, fewest)
	if err != nil {
		return explain(err)
	}
	if len(found) > 0 {
		return damaged(found...)
	}
	return nil
}

// column returns the values of a query with one column.
func column[T any](ctx context.Context, d *database, query string, args ...any) ([]T, error) {
	rows, err := d.reader.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		var value T
		if err := rows.Scan(&value); err != nil {
			return nil, err
		}
		all = append(all, value)
	}
	return all, rows.Err()
}
