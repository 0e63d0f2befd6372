package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/retry"
)

// settledRow is what an attempt makes of its row.
type settledRow struct {
	ID        string           `json:"id"`
	Result    model.MailResult `json:"result"`
	Attempts  int              `json:"attempts"`
	LastError string           `json:"last_error"`
	NotBefore string           `json:"not_before"`
	SettledAt string           `json:"settled_at"`
}

func settlePart(ctx context.Context, tx *sql.Tx, attempts []model.Attempt) error {
	attempts = slices.DeleteFunc(slices.Clone(attempts), func(a model.Attempt) bool { return a.Untried })
	tried, err := countAttempts(ctx, tx, attempts)
	if err != nil {
		return err
	}
	rows := make(map[string]settledRow, len(attempts))
	for _, a := range attempts {
		before, known := tried[a.Mail]
		if !known {
			return fmt.Errorf("settle mail %q: it is not in the outbox", a.Mail)
		}
		row, err := newSettledRow(a, before)
		if err != nil {
			return err
		}
		rows[a.Mail] = row
	}
	set := slices.Collect(maps.Values(rows))
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
	set, err := document(ids)
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

// newSettledRow applies the schedule of retries to an attempt at a mail that was tried before so often.
func newSettledRow(a model.Attempt, before int) (settledRow, error) {
	a = retry.Result(model.Mail{Attempts: before}, a)
	row := settledRow{
		ID: a.Mail, Result: a.Result, Attempts: before + 1, LastError: clean(a.Detail),
		NotBefore: instant(a.At), SettledAt: instant(a.At),
	}
	switch a.Result {
	case model.MailAccepted:
		row.LastError = ""
	case model.MailRefused:
	case model.MailQueued:
		wait := retry.Wait(model.Mail{ID: a.Mail, Attempts: before}, a)
		row.NotBefore, row.SettledAt = instant(a.At.Add(wait)), none
	default:
		return row, fmt.Errorf("settle mail %q: an attempt cannot come to %q", a.Mail, a.Result)
	}
	return row, nil
}
