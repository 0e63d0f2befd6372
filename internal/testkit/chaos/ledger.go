package chaos

import (
	"slices"
	"time"
)

// episode is the course of one contract that needs a decision, as the campaign controls it.
type episode struct {
	contract string
	supplier int
	stage    stage
	since    time.Time // since when an alert is expected; zero: not yet
	worse    int       // how often it became worse
	acked    time.Time // since when it is acknowledged; zero: not acknowledged, or it became worse since
	ended    time.Time // when it was ended
	seen     bool      // a daemon that had read of it became ready while the alert was open
	unsure   bool      // the daemon was killed before it answered whether it had recorded that end
	over     time.Time // when a daemon that had read of its end was first ready
}

func (e *episode) open() bool { return e.ended.IsZero() }

// ledger records who should be notified of what. It depends only on what people did, not on the daemon.
type ledger struct {
	episodes []*episode
}

// ready notes that a daemon that started at began is ready now: its first evaluation covers everything that was in the registry at that time.
func (l *ledger) ready(began, now time.Time) {
	for _, e := range l.episodes {
		switch {
		case e.since.IsZero():
		case e.open():
			e.seen = e.seen || e.since.Before(began)
		case e.ended.Before(began) && e.over.IsZero() && !e.unsure:
			e.over = now
		}
	}
}

// of returns the episodes of a supplier.
func (l *ledger) of(supplier int) []*episode {
	return l.matching(func(e *episode) bool { return e.supplier == supplier })
}

func (l *ledger) matching(want func(*episode) bool) []*episode {
	return slices.DeleteFunc(slices.Clone(l.episodes), func(e *episode) bool { return !want(e) })
}
