package postgres

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
func saveAlerts(ctx context.Context, tx *transaction, alerts []model.Alert) error {
	rows, err := rowsOf(alerts, rowdata.AlertRow)
	if err != nil {
		return err
	}
	return execRows(ctx, tx, "save alerts", saveAlertsSQL, rows)
}

// loadAlerts reads every alert kept, by its id.
func loadAlerts(ctx context.Context, tx querier) (map[string]model.Alert, error) {
	found, err := all(ctx, tx, scanAlert, alertsSQL)
	if err != nil {
		return nil, err
	}
	alerts := make(map[string]model.Alert, len(found))
	for _, a := range found {
		alerts[a.ID] = a
	}
	return alerts, nil
}

func scanAlert(rows *sql.Rows) (model.Alert, error) {
	var a model.Alert
	var state, ended, text string
	var sum int64
	if err := rows.Scan(&a.ID, &a.Key, &state, &ended, &text, &sum); err != nil {
		return a, err
	}
	if sum != sumOfTexts(a.ID, a.Key, state, ended, text) {
		return a, altered("alert", a.ID)
	}
	a.State = model.AlertState(state)
	return a, rowdata.ReadAlertDocument(text, &a)
}

// saveNotificationState replaces the notification state, if a change has one.
func saveNotificationState(ctx context.Context, tx *transaction, state *model.NotificationState) error {
	if state == nil {
		return nil
	}
	text, err := rowdata.Document(state)
	if err != nil {
		return fmt.Errorf("save notification state: %w", err)
	}
	if _, err := tx.sql.ExecContext(ctx, saveNotificationStateSQL, text, sumOfTexts(text)); err != nil {
		return fmt.Errorf("save notification state: %w", err)
	}
	return nil
}

// loadNotificationState reads the notification state; before the first commit it is empty.
func loadNotificationState(ctx context.Context, tx querier) (model.NotificationState, error) {
	var state model.NotificationState
	var text string
	var sum int64
	err := tx.QueryRowContext(ctx, notificationStateSQL).Scan(&text, &sum)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return state, nil
	case err != nil:
		return state, err
	case sum != sumOfTexts(text):
		return state, altered("notification state", "1")
	}
	return state, json.Unmarshal([]byte(text), &state)
}
