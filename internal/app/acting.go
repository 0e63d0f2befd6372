package app

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
	"supplierwatch/internal/web"
)

// acting does for the page and the API what people ask for about alerts.
type acting struct{ daemon *Daemon }

// patience is how long somebody who acts waits for the pass that hears of it.
const patience = 10 * time.Second

// Do records deeds and waits for the pass that acts on them.
func (x acting) Do(ctx context.Context, deeds ...web.Deed) (apidoc.StatusDocument, bool, error) {
	state, err := x.daemon.remembered(ctx)
	if err != nil {
		return apidoc.StatusDocument{}, false, err
	}
	now := x.daemon.clock()
	facts := make([]model.Fact, len(deeds))
	alerts := make([]model.Alert, len(deeds))
	for i, deed := range deeds {
		if alerts[i], err = pick(state, deed.Alert); err != nil {
			return apidoc.StatusDocument{}, false, err
		}
		if facts[i], err = x.fact(deed, alerts[i], now); err != nil {
			return apidoc.StatusDocument{}, false, err
		}
	}
	if err := x.daemon.store.Commit(ctx, model.Change{Facts: facts}); err != nil {
		return apidoc.StatusDocument{}, false, err
	}
	for _, f := range facts {
		x.daemon.Log.Info("recorded", "kind", f.Kind, "alert", strings.TrimPrefix(f.Subject, "alert/"), "by", f.Actor, "source", f.Source)
	}
	x.daemon.loop.Wake()
	return x.heard(ctx, alerts, facts)
}

// remembered is what the last pass left or, before the first one, what the store holds.
func (d *Daemon) remembered(ctx context.Context) (model.State, error) {
	if pass := d.pass.Load(); pass != nil {
		return pass.State, nil
	}
	return d.store.State(ctx)
}

// pick finds the one alert that a name means, an id or the beginning of one, and sees that something can be done about it.
func pick(state model.State, name string) (model.Alert, error) {
	name = strings.ToLower(name)
	matches := meant(state, name)
	if len(matches) > 1 {
		return model.Alert{}, &web.Refusal{Status: http.StatusBadRequest, Why: fmt.Sprintf("%q is the beginning of %d alerts (%s); give more of it", name, len(matches), ids(matches))}
	}
	if len(matches) == 0 {
		if over := past(state, name); over != nil {
			return model.Alert{}, &web.Refusal{Status: http.StatusConflict, Why: fmt.Sprintf("alert %s is %v", over.ID, actionable(*over))}
		}
		return model.Alert{}, &web.Refusal{Status: http.StatusNotFound, Why: fmt.Sprintf("no alert begins with %q", name)}
	}
	if err := actionable(matches[0]); err != nil {
		return model.Alert{}, &web.Refusal{Status: http.StatusConflict, Why: fmt.Sprintf("alert %s is %v", matches[0].ID, err)}
	}
	return matches[0], nil
}

// past finds the alert that is over and begins so; of several the one that ended last.
func past(state model.State, name string) *model.Alert {
	var last *model.Alert
	for id, a := range state.Alerts {
		if !a.State.Open() && name != "" && strings.HasPrefix(id, name) && (last == nil || a.EndedAt.After(last.EndedAt)) {
			last = &a
		}
	}
	return last
}

// fact is what a deed is recorded as.
func (x acting) fact(deed web.Deed, a model.Alert, now time.Time) (model.Fact, error) {
	act := Act{Kind: deed.Kind, By: deed.By, Note: strings.TrimSpace(deed.Note), At: now, Source: deed.Source, ID: deed.ID}
	switch deed.Kind {
	case model.FactSnooze:
		var err error
		if act.Until, err = putOff(deed, x.daemon.calendarOf(a), now); err != nil {
			return model.Fact{}, &web.Refusal{Status: http.StatusBadRequest, Why: err.Error()}
		}
	case model.FactNotMine:
		if f, stands := x.daemon.worst()[a.Key]; stands {
			if err := passable(a, f); err != nil {
				return model.Fact{}, &web.Refusal{Status: http.StatusConflict, Why: err.Error()}
			}
		}
	}
	f := act.fact(a)
	if deed.Mail != "" {
		f.Data[model.DataMail] = deed.Mail
	}
	return f, nil
}

// putOff gives until when a snooze lasts: its period from now, its instant, or when working hours begin on its day.
func putOff(deed web.Deed, c *civil.Calendar, now time.Time) (time.Time, error) {
	if deed.For != "" {
		asked, err := replycmd.Parse("snooze "+deed.For, 1)
		if err != nil {
			return time.Time{}, fmt.Errorf("`for`: %w", err)
		}
		return asked.SnoozedUntil(now)
	}
	until, err := time.Parse(time.RFC3339, deed.Until)
	if day, notDay := civil.ParseDate(deed.Until); notDay == nil {
		until, err = alert.StartOfWork(c, day), nil
		if most := now.Add(model.LongestSnooze); until.After(most) && !day.After(c.Today(now).AddDays(30)) {
			until = most
		}
	}
	switch {
	case err != nil:
		return until, fmt.Errorf("`until` is %q; expected a day, e.g. 2026-12-01, or an instant, e.g. 2026-12-01T08:00:00Z", deed.Until)
	case !until.After(now):
		return until, fmt.Errorf("`until`: %s is no later than now", deed.Until)
	case until.Sub(now) > model.LongestSnooze:
		return until, fmt.Errorf("`until`: %s is too far away; 30 days is the most", deed.Until)
	}
	return until, nil
}

// calendarOf is the calendar of the team that an alert belongs to.
func (d *Daemon) calendarOf(a model.Alert) *civil.Calendar {
	r := d.registry.Load()
	if s := r.Supplier(a.Supplier); a.Supplier != "" && s != nil && s.Owner != nil {
		return s.Owner.Calendar
	}
	if t := r.Teams[a.Team]; t != nil {
		return t.Calendar
	}
	return nil
}

// heard waits until a pass has acted on facts about alerts, and gives these as they stand.
func (x acting) heard(ctx context.Context, alerts []model.Alert, facts []model.Fact) (apidoc.StatusDocument, bool, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	numbers, err := x.numbers(ctx, facts)
	if err != nil {
		return apidoc.StatusDocument{}, false, err
	}
	for {
		next := x.daemon.nextPass()
		state, err := x.daemon.remembered(ctx)
		if err != nil {
			return apidoc.StatusDocument{}, false, err
		}
		if actedOn(state, numbers) {
			return x.standing(state, alerts), true, nil
		}
		select {
		case <-next:
		case <-ctx.Done():
			return x.standing(state, alerts), false, nil
		}
	}
}

// numbers gives by the id of each alert the highest number under which the store has one of the facts.
func (x acting) numbers(ctx context.Context, facts []model.Fact) (map[string]int64, error) {
	numbers := map[string]int64{}
	err := x.daemon.engine.WithFacts(ctx, func(known *model.Facts) {
		for _, f := range facts {
			id := strings.TrimPrefix(f.Subject, "alert/")
			for _, recorded := range known.Of("", f.Subject) {
				if recorded.ID == f.ID {
					numbers[id] = max(numbers[id], recorded.Seq)
				}
			}
		}
	})
	return numbers, err
}

// actedOn reports whether a state is one that knows of the facts about alerts up to those numbers.
func actedOn(state model.State, numbers map[string]int64) bool {
	for id, number := range numbers {
		if a, kept := state.Alerts[id]; kept && a.LastFactSeq < number {
			return false
		}
	}
	return true
}

// standing gives alerts as a state has them.
func (x acting) standing(state model.State, alerts []model.Alert) apidoc.StatusDocument {
	doc := apidoc.NewStatus(nil, x.daemon.clock())
	for _, a := range alerts {
		if kept, ok := state.Alerts[a.ID]; ok {
			a = kept
		}
		doc.Alerts = append(doc.Alerts, apidoc.NewStatus(map[string]model.Alert{a.ID: a}, x.daemon.clock()).Alerts...)
	}
	return doc
}

// nextPass gives what is closed once another pass is published.
func (d *Daemon) nextPass() <-chan struct{} {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.passed == nil {
		d.passed = make(chan struct{})
	}
	return d.passed
}

// tellWaiting lets those go on who wait for a pass.
func (d *Daemon) tellWaiting() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.passed != nil {
		close(d.passed)
		d.passed = nil
	}
}
