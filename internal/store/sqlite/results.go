package sqlite

import (
	"context"
	"database/sql"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store/rowdata"
)

func settlePart(ctx context.Context, tx *sql.Tx, attempts []model.Attempt) error {
	attempts = rowdata.Tried(attempts)
	tried, err := countAttempts(ctx, tx, attempts)
	if err != nil {
		return err
	}
	set, err := rowdata.SettledRows(attempts, tried)
	if err != nil {
		return err
	}
	if err := execSet(ctx, tx, recordResultsSQL, set); err != nil {
		return err
	}
	return execSet(ctx, tx, alignPostsSQL, set)
}

// countAttempts returns how often each of the mails was tried before.
func countAttempts(ctx context.Context, tx *sql.Tx, attempts []model.Attempt) (map[string]int, error) {
	ids := make([]map[string]string, 0, len(attempts))
	for _, a := range attempts {
		ids = append(ids, map[string]string{"id": a.Mail})
	}
	set, err := rowdata.Document(ids)
	if err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, countAttemptsSQL, set)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	tried := make(map[string]int, len(attempts))
	for rows.Next() {
		var id string
		var n int
		var sound bool
		if err := rows.Scan(&id, &n, &sound); err != nil {
			return nil, err
		}
		if !sound {
			return nil, altered("mail", id)
		}
		tried[id] = n
	}
	return tried, rows.Err()
}
