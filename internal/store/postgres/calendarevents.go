package postgres

import (
	"context"
	"database/sql"
	"encoding/json"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store/rowdata"
)

// CalendarEvents returns what the calendar last said about each deadline, by UID.
func (s *Store) CalendarEvents(ctx context.Context) (map[string]model.CalendarEvent, error) {
	found, err := all(ctx, s.db.pool, scanCalendarEvent, calendarEventsSQL)
	if err != nil {
		return nil, s.db.failed("read calendar events", err)
	}
	events := make(map[string]model.CalendarEvent, len(found))
	for _, e := range found {
		events[e.uid] = e.event
	}
	return events, nil
}

// calendarEvent is an event and the UID that its row has.
type calendarEvent struct {
	uid   string
	event model.CalendarEvent
}

func scanCalendarEvent(rows *sql.Rows) (e calendarEvent, err error) {
	var text string
	var sum int64
	if err := rows.Scan(&e.uid, &text, &sum); err != nil {
		return e, err
	}
	if sum != sumOfTexts(e.uid, text) {
		return e, altered("calendar event", e.uid)
	}
	return e, json.Unmarshal([]byte(text), &e.event)
}

// SaveCalendarEvents writes new events and replaces known ones, all or none.
func (s *Store) SaveCalendarEvents(ctx context.Context, events []model.CalendarEvent) error {
	if err := s.db.checkUndamaged(); err != nil {
		return err
	}
	rows, err := rowsOf(events, rowdata.CalendarEventRow)
	if err != nil {
		return s.db.failed("save calendar events", err)
	}
	return s.writer.write(ctx, "save calendar events", func(tx *transaction) error {
		return execRows(ctx, tx, "save calendar events", saveCalendarEventsSQL, rows)
	})
}
