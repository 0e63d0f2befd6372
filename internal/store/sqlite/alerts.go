package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"supplierwatch/internal/model"
)

// saveAlerts writes new alerts and replaces known ones.
func saveAlerts(ctx context.Context, tx *sql.Tx, alerts []model.Alert) error {
	return insertRows(ctx, tx, "save alerts", saveAlertSQL, alerts, alertRow)
}

// alertRow returns the columns of an alert's row: those by which it is found, and its document. It refuses an alert that the state machine could not
// read back.
func alertRow(a model.Alert) ([]any, error) {
	if a.ID == "" {
		return nil, fmt.Errorf("save alert %q: id is missing", a.Key)
	}
	if err := a.State.Validate(); err != nil {
		return nil, fmt.Errorf("save alert %q: %w", a.ID, err)
	}
	text, err := alertDocument(a)
	if err != nil {
		return nil, fmt.Errorf("save alert %q: %w", a.ID, err)
	}
	return []any{a.ID, clean(a.Key), string(a.State), instant(a.EndedAt), text}, nil
}

// loadAlerts reads every alert kept, by its id.
func loadAlerts(ctx context.Context, tx *sql.Tx) (map[string]model.Alert, error) {
	rows, err := tx.QueryContext(ctx, alertsSQL)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	alerts := map[string]model.Alert{}
	for rows.Next() {
		var text string
		var a model.Alert
		var sound bool
		if err := rows.Scan(&a.ID, &a.Key, &a.State, &text, &sound); err != nil {
			return nil, err
		}
		if !sound {
			return nil, altered("alert", a.ID)
		}
		if err := readAlertDocument(text, &a); err != nil {
			return nil, err
		}
		alerts[a.ID] = a
	}
	return alerts, rows.Err()
}

// saveNotificationState replaces the notification state, if a change has one.
func saveNotificationState(ctx context.Context, tx *sql.Tx, state *model.NotificationState) error {
	if state == nil {
		return nil
	}
	text, err := document(state)
	if err != nil {
		return fmt.Errorf("save notification state: %w", err)
	}
	if _, err := tx.ExecContext(ctx, saveNotificationStateSQL, text); err != nil {
		return fmt.Errorf("save notification state: %w", err)
	}
	return nil
}

// loadNotificationState reads the notification state; before the first commit it is empty.
func loadNotificationState(ctx context.Context, tx *sql.Tx) (model.NotificationState, error) {
	var state model.NotificationState
	var text string
	var sound bool
	err := tx.QueryRowContext(ctx, notificationStateSQL).Scan(&text, &sound)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return state, nil
	case err != nil:
		return state, err
	case !sound:
		return state, altered("notification state", "1")
	}
	return state, json.Unmarshal([]byte(text), &state)
}

// alertHead is how the document of an alert begins. The id is a column of its own, and the key of most alerts has the three others.
type alertHead struct {
	ID       string        `json:"id"`
	Supplier string        `json:"supplier"`
	Subject  model.Subject `json:"subject"`
	Group    string        `json:"line"`
}

// alertDocument returns what the row of an alert keeps besides its columns. It leaves the head out where the columns have all of it.
func alertDocument(a model.Alert) (string, error) {
	rest := a
	rest.Key, rest.State = "", "" // they have columns
	text, err := document(rest)
	if err != nil {
		return "", err
	}
	whole := alertHead{ID: a.ID, Supplier: a.Supplier, Subject: a.Subject, Group: a.Group}
	if known, ok := headFromColumns(a.ID, clean(a.Key), a.Occurrence); !ok || known != whole {
		return text, nil
	}
	head, err := document(whole)
	if short, ok := strings.CutPrefix(text, strings.TrimSuffix(head, "}")+","); ok {
		return "{" + short, err
	}
	return text, err
}

// readAlertDocument fills an alert, whose columns it has already, from its document.
func readAlertDocument(text string, a *model.Alert) error {
	id := a.ID
	if err := json.Unmarshal([]byte(text), a); err != nil || strings.HasPrefix(text, `{"id":`) {
		return err
	}
	if known, ok := headFromColumns(id, a.Key, a.Occurrence); ok {
		a.Supplier, a.Subject, a.Group = known.Supplier, known.Subject, known.Group
	}
	return nil
}

// headFromColumns takes the key of an alert apart: supplier/subject/group/occurrence, where a subject may have slashes. It reports false for a key
// with fewer parts.
func headFromColumns(id, key, occurrence string) (head alertHead, ok bool) {
	if occurrence != "" {
		key = strings.TrimSuffix(key, "/"+occurrence)
	}
	supplier, rest, _ := strings.Cut(key, "/")
	at := strings.LastIndexByte(rest, '/')
	if at < 0 {
		return alertHead{}, false
	}
	return alertHead{ID: id, Supplier: supplier, Subject: model.ParseSubject(rest[:at]), Group: rest[at+1:]}, true
}
