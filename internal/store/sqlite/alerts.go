package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store/rowdata"
)

// saveAlerts writes new alerts and replaces known ones.
func saveAlerts(ctx context.Context, tx *sql.Tx, alerts []model.Alert) error {
	return insertRows(ctx, tx, "save alerts", saveAlertSQL, alerts, rowdata.AlertRow)
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
		if err := rowdata.ReadAlertDocument(text, &a); err != nil {
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
	text, err := rowdata.Document(state)
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
