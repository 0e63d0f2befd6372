package postgres

import (
	"context"
	"fmt"
	"slices"

	"supplierwatch/internal/store/rowdata"
)

// setSize is how many rows go into one statement: enough to make its cost small, few enough to keep it in memory.
const setSize = 2000

// summed returns the columns of a row and their checksum.
func summed(columns []any) []any { return append(columns, rowdata.Sum(columns)) }

// transposed turns rows into the arrays of their columns, which unnest turns into rows again. Each value is a string or an int64.
func transposed(rows [][]any) []any {
	arrays := make([]any, len(rows[0]))
	for i := range rows[0] {
		switch rows[0][i].(type) {
		case string:
			arrays[i] = columnOf[string](rows, i)
		case int64:
			arrays[i] = columnOf[int64](rows, i)
		default:
			panic(fmt.Sprintf("a column is a %T, expected a text or a whole number", rows[0][i]))
		}
	}
	return arrays
}

func columnOf[T any](rows [][]any, i int) []T {
	column := make([]T, len(rows))
	for r, row := range rows {
		column[r] = row[i].(T)
	}
	return column
}

// execRows runs a statement that takes the arrays of columns, on sets of rows.
func execRows(ctx context.Context, tx *transaction, what, statement string, rows [][]any) error {
	for set := range slices.Chunk(rows, setSize) {
		if _, err := tx.sql.ExecContext(ctx, statement, transposed(set)...); err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
	}
	return nil
}

// rowsOf turns items into rows with their checksums. It stops at the first item that columnsOf refuses. Of several rows with the same key, the
// first columns, the last one stays: one statement cannot write a row twice.
func rowsOf[T any](items []T, columnsOf func(T) ([]any, error)) ([][]any, error) {
	place := make(map[any]int, len(items))
	rows := make([][]any, 0, len(items))
	for _, item := range items {
		columns, err := columnsOf(item)
		if err != nil {
			return nil, err
		}
		if i, twice := place[columns[0]]; twice {
			rows[i] = summed(columns)
			continue
		}
		place[columns[0]] = len(rows)
		rows = append(rows, summed(columns))
	}
	return rows, nil
}

// known returns which of some ids a statement finds.
func known(ctx context.Context, tx *transaction, statement string, ids []string) (map[string]bool, error) {
	found := make(map[string]bool)
	for set := range slices.Chunk(ids, setSize) {
		some, err := column[string](ctx, tx.sql, statement, set)
		if err != nil {
			return nil, err
		}
		for _, id := range some {
			found[id] = true
		}
	}
	return found, nil
}
