package postgres

import (
	"context"
	"database/sql"
)

// querier is a pool or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// all returns what scan makes of each row of a query.
func all[T any](ctx context.Context, from querier, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := from.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []T
	for rows.Next() {
		value, err := scan(rows)
		if err != nil {
			return nil, err
		}
		found = append(found, value)
	}
	return found, rows.Err()
}

// column returns the values of a query with one column.
func column[T any](ctx context.Context, from querier, query string, args ...any) ([]T, error) {
	return all(ctx, from, func(rows *sql.Rows) (value T, err error) {
		err = rows.Scan(&value)
		return value, err
	}, query, args...)
}
