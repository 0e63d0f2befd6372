package readmodel

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
	"supplierwatch/internal/report"
	"supplierwatch/internal/store"
	"supplierwatch/internal/token"
)

// Calendar renders the deadlines as an iCalendar object. It remembers what it
// said about each of them, over restarts too, so that two requests without a
// change have the same bytes.
type Calendar struct {
	Store store.Calendar
	Key   token.Key

	mu      sync.Mutex
	known   map[string]model.CalendarEvent // by UID; nil: not read yet
	unsaved map[string]model.CalendarEvent // the store could not take them
}

// render returns every deadline of an evaluation; a settled one becomes a
// cancelled event.
//
// Tokens are masked before lines are folded, because folding could split one.
func (c *Calendar) render(evaluation *engine.Evaluation, r *model.Registry) ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), calendarTimeout)
	defer cancel()
	if err := c.load(ctx); err != nil {
		return nil, fmt.Errorf("render calendar: %w", err)
	}
	doc := apidoc.DeadlinesDocument{
		Version: apidoc.DocumentVersion, AsOf: evaluation.At.UTC(), Deadlines: token.Masked(c.Key, evaluation.Deadlines),
	}
	var out bytes.Buffer
	changed, err := report.Calendar(&out, doc, r, c.known)
	if err != nil {
		return nil, fmt.Errorf("render calendar: %w", err)
	}
	c.keep(ctx, changed)
	return out.Bytes(), nil
}

// calendarTimeout is how long a request waits for the store.
const calendarTimeout = 10 * time.Second

func (c *Calendar) load(ctx context.Context) error {
	if c.known != nil {
		return nil
	}
	known, err := c.Store.CalendarEvents(ctx)
	if err != nil {
		return err
	}
	c.known, c.unsaved = known, map[string]model.CalendarEvent{}
	return nil
}

// keep remembers changed events. What the store cannot take now, as on a full
// disk, is tried again with the next request; the calendar is shown all the same.
func (c *Calendar) keep(ctx context.Context, changed []model.CalendarEvent) {
	for _, e := range changed {
		c.known[e.UID], c.unsaved[e.UID] = e, e
	}
	if len(c.unsaved) == 0 {
		return
	}
	events := make([]model.CalendarEvent, 0, len(c.unsaved))
	for _, e := range c.unsaved {
		events = append(events, e)
	}
	if c.Store.SaveCalendarEvents(ctx, events) == nil {
		clear(c.unsaved)
	}
}
