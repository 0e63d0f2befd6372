package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"supplierwatch/internal/store/rowdata"
)

// EachRow visits the rows of all tables, as they were at one instant. It stops at the first error of visit.
func (s *Store) EachRow(ctx context.Context, visit func(rowdata.Table, []any) error) error {
	return s.db.read(ctx, "read rows", func(tx *sql.Tx) error {
		for _, table := range rowdata.Tables {
			if err := eachRowOf(ctx, tx, table, visit); err != nil {
				return err
			}
		}
		return nil
	})
}

func eachRowOf(ctx context.Context, tx *sql.Tx, table rowdata.Table, visit func(rowdata.Table, []any) error) error {
	return each(ctx, tx, &findings{}, table.Query(table.Name), func(rows *sql.Rows) error {
		row, err := table.Row(rows.Scan)
		if err != nil {
			return err
		}
		return visit(table, row)
	})
}

// Fill writes the rows that a function adds, in the order of EachRow, into an empty database: all of them or, with an error, none.
func (s *Store) Fill(ctx context.Context, from func(add func(rowdata.Table, []any) error) error) error {
	return s.writer.write(ctx, "fill", func(tx *transaction) error {
		f := filling{ctx: ctx, tx: tx}
		if err := from(f.add); err != nil {
			return err
		}
		if err := f.flush(); err != nil {
			return err
		}
		if _, err := tx.sql.ExecContext(ctx, deriveStreaksSQL); err != nil {
			return err
		}
		return tx.sql.QueryRowContext(ctx, highestNumbersSQL).Scan(&tx.facts, &tx.mails)
	})
}

// filling collects rows of one table until they are enough for a statement.
type filling struct {
	ctx   context.Context //nolint:containedctx // it lives for one call of Fill
	tx    *transaction
	table rowdata.Table
	rows  [][]any
}

func (f *filling) add(table rowdata.Table, row []any) error {
	if table.Name != f.table.Name || len(f.rows) == setSize {
		if err := f.flush(); err != nil {
			return err
		}
		f.table = table
	}
	f.rows = append(f.rows, row)
	return nil
}

// flush writes the rows, and what this engine derives from them.
func (f *filling) flush() error {
	rows := f.rows
	f.rows = nil
	if len(rows) == 0 {
		return nil
	}
	names, casts := f.table.Names(), castsOf(f.table)
	if f.table.Name == "facts" {
		names, casts = names+", reason", append(casts, fmt.Sprintf("$%d::text[]", len(casts)+1))
		for i, row := range rows {
			reason, err := rowdata.ReasonOf(row[len(row)-2].(string))
			if err != nil {
				return err
			}
			rows[i] = append(row, reason)
		}
	}
	statement := fmt.Sprintf("INSERT INTO %s (%s) SELECT * FROM unnest(%s)", f.table.Name, names, strings.Join(casts, ", "))
	if err := execRows(f.ctx, f.tx, "fill "+f.table.Name, statement, rows); err != nil || f.table.Name != "mail_texts" {
		return err
	}
	return f.saveAlerts(rows)
}

// castsOf returns the parameters for the arrays of a table's columns.
func castsOf(table rowdata.Table) []string {
	casts := make([]string, len(table.Columns))
	for i := range casts {
		casts[i] = fmt.Sprintf("$%d::text[]", i+1)
		if table.IsNumber(i) {
			casts[i] = fmt.Sprintf("$%d::bigint[]", i+1)
		}
	}
	return casts
}

// saveAlerts writes which alerts the mails of texts are about.
func (f *filling) saveAlerts(texts [][]any) error {
	var rows [][]any
	for _, text := range texts {
		alerts, err := rowdata.AlertsOf(text[1].(string))
		if err != nil {
			return err
		}
		for _, alert := range alerts {
			rows = append(rows, []any{text[0], rowdata.Clean(alert)})
		}
	}
	return execRows(f.ctx, f.tx, "fill alerts of mails", saveMailAlertsSQL, rows)
}

const (
	deriveStreaksSQL = `
INSERT INTO streaks (supplier, subject, good, latest)
SELECT supplier, subject, max(CASE WHEN kind = 'probe-ok' THEN seq ELSE 0 END), max(seq) FROM facts
WHERE kind IN ('probe-ok', 'probe-failed', 'probe-unknown') GROUP BY supplier, subject`

	highestNumbersSQL = `SELECT (SELECT coalesce(max(seq), 0) FROM facts), (SELECT coalesce(max(seq), 0) FROM outbox)`
)
