package engine

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
)

// Rehearsal rehearses time: what a daemon that starts on an empty state at From
// would find and mail until Until, if the registry stayed as it is and nothing
// was ever probed or recorded. It makes the passes of Engine.Cycle at the
// instants at which something is due, and tells what each of them did.
//
// A pass over thousands of alerts costs milliseconds, and ten years have tens of
// thousands of instants at which something is due somewhere. So each pass sees
// only a part: the suppliers whose findings may turn at that instant, and the
// alerts that are due or wait to be mailed. All others would only be found
// unchanged. Suppliers are judged ahead of time, on all processors.
type Rehearsal struct {
	Registry *model.Registry
	Machine  alert.Machine
	Composer Composer // only the subjects of its mails are used
	From     time.Time
	Until    time.Time // exclusive
	Assume   model.Assume
}

// answerAfter is how long after the first mail of a step 0 people acknowledge
// where they are assumed to answer.
const answerAfter = time.Hour

// Run rehearses, and tells every event in order. It ends early with the context
// and with the first error of tell.
func (r Rehearsal) Run(ctx context.Context, tell func(model.RehearsalEvent) error) error {
	s := r.stage()
	defer s.lookout.close()
	for now := r.From; !now.IsZero() && now.Before(r.Until); now = s.next() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.pass(ctx, now); err != nil {
			return fmt.Errorf("rehearse %s: %w", now.Format(time.RFC3339), err)
		}
		for _, event := range s.events {
			if err := tell(event); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r Rehearsal) stage() *stage {
	s := &stage{
		Rehearsal: r, lookout: newLookout(r.Registry),
		judged: map[string]judged{}, focus: map[string]bool{}, alerts: map[string]model.Alert{}, of: map[string][]string{}, answerer: map[string]string{},
		listed: listed{news: map[string]bool{}, old: map[string]map[string]bool{}},
	}
	s.engine = &Engine{
		Clock:    func() time.Time { return s.now },
		Registry: func() *model.Registry { return r.Registry },
		Store:    s, Composer: letters{s},
		Machine: func(*model.Registry) alert.Machine { return r.Machine },
		Log:     slog.New(slog.DiscardHandler),
		Publish: s.publish,
		sight:   func() []model.Finding { return s.shown },
	}
	s.turn("", r.From)
	for _, x := range r.Registry.Suppliers {
		s.turn(x.ID, r.From)
	}
	return s
}

// stage is a rehearsal at work. It is the Store of its engine, and shows it no
// more than what is in focus.
type stage struct {
	Rehearsal
	engine  *Engine
	lookout *lookout
	now     time.Time

	judged map[string]judged // by supplier; "" is what belongs to none
	turns  agenda            // suppliers, by when their findings may be others

	alerts map[string]model.Alert
	of     map[string][]string // alerts by key
	wakes  agenda              // alerts, by when something is due for them
	ended  agenda              // alerts that are over, by when nothing is told of them any more
	listed listed              // what letters have to tell
	desk   model.Desk
	said   Memory // the facts: what people answered

	answers  agenda            // alerts, by when somebody acknowledges them
	answerer map[string]string // who that is

	focus map[string]bool // alerts that this pass sees
	shown []model.Finding // findings that it sees
	// everything is in focus instead of a part.
	everything bool
	before     map[string]model.Alert // what the pass saw, as it was
	brought    bool                   // alerts are as the pass leaves them already
	mails      map[string]model.Mail
	events     []model.RehearsalEvent
}

// pass makes one pass at an instant.
func (s *stage) pass(ctx context.Context, now time.Time) error {
	s.now, s.events, s.mails = now, nil, map[string]model.Mail{}
	due, err := s.answered(ctx)
	if err != nil {
		return err
	}
	due = append(due, s.wakes.pull(now)...)
	s.aim(due)
	for {
		// The registry does not change, so that nobody has to count its suppliers.
		s.engine.state, s.engine.forced = nil, true
		_, err := s.engine.Cycle(ctx)
		var taken *nameTaken
		if !errors.As(err, &taken) {
			s.wakeUp(due)
			return err
		}
		s.see(taken.id)
	}
}

// next gives the first instant after now at which anything is due.
func (s *stage) next() time.Time {
	next := s.Machine.NextWake(model.State{Desk: s.desk}, s.Registry, s.now)
	for _, a := range []*agenda{&s.turns, &s.wakes, &s.answers} {
		if at := a.next(); next.IsZero() || (!at.IsZero() && at.Before(next)) {
			next = at
		}
	}
	return next
}

// wakeUp notes when something is next due for alerts.
func (s *stage) wakeUp(ids []string) {
	for _, id := range ids {
		if a, ok := s.alerts[id]; ok {
			s.wakes.set(id, s.Machine.NextWakeOf(a, s.Registry, s.now))
		}
	}
}

// answered has people acknowledge what they were told of some time ago, and
// gives the alerts.
func (s *stage) answered(ctx context.Context) ([]string, error) {
	var ids []string
	for _, id := range s.answers.pull(s.now) {
		if s.alerts[id].State != model.StateFiring {
			continue
		}
		ids = append(ids, id)
		fact := model.Fact{
			ID: "answer-" + id + "-" + s.now.UTC().Format(time.RFC3339Nano), Subject: "alert/" + id, Kind: model.FactAck,
			ObservedAt: s.now, RecordedAt: s.now, Actor: s.answerer[id], Source: "rehearsal",
		}
		if err := s.said.Commit(ctx, model.Change{Facts: []model.Fact{fact}}); err != nil {
			return nil, err
		}
	}
	return ids, nil
}
