package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store/rowdata"
)

// CalendarEvents returns what the calendar last said about each deadline, by UID.
func (s *Store) CalendarEvents(ctx context.Context) (map[string]model.CalendarEvent, error) {
	events, err := loadCalendarEvents(ctx, s.db.reader)
	if err != nil {
		return nil, s.db.failed("read calendar events", err)
	}
	return events, nil
}

func loadCalendarEvents(ctx context.Context, reader *sql.DB) (map[string]model.CalendarEvent, error) {
	rows, err := reader.QueryContext(ctx, calendarEventsSQL)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	events := map[string]model.CalendarEvent{}
	for rows.Next() {
		var uid, text string
		var sound bool
		if err := rows.Scan(&uid, &text, &sound); err != nil {
			return nil, err
		}
		if !sound {
			return nil, altered("calendar event", uid)
		}
		var e model.CalendarEvent
		if err := json.Unmarshal([]byte(text), &e); err != nil {
			return nil, err
		}
		events[uid] = e
	}
	return events, rows.Err()
}

// SaveCalendarEvents writes new events and replaces known ones, all or none.
func (s *Store) SaveCalendarEvents(ctx context.Context, events []model.CalendarEvent) error {
	if err := s.db.checkUndamaged(); err != nil {
		return err
	}
	return s.db.write(ctx, "save calendar events", func(tx *sql.Tx) error {
		return insertRows(ctx, tx, "save calendar events", saveCalendarEventSQL, events, rowdata.CalendarEventRow)
	})
}
