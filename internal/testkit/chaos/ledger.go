package chaos

import (
	"slices"
	"time"
)

// episode is the life of one contract that had to be decided about, as the campaign led it.
type episode struct {
	contract string
	supplier int
	stage    stage
	since    time.Time // since when somebody is to be paged; zero: not yet
	worse    int       // how often it became worse
	acked    time.Time // since when somebody has it; zero: nobody, or it became worse since
	ended    time.Time // when it was ended
	seen     bool      // a daemon that had read of it, as it was to be told, called itself ready while it stood
	unsure   bool      // the daemon was killed before it said whether it had noted that end
	over     time.Time // when a daemon that had read of its end first called itself ready
}

func (e *episode) open() bool { return e.ended.IsZero() }

// ledger is what should be told to whom. It is kept by what people did, and asks the daemon nothing.
type ledger struct {
	episodes []*episode
}

// ready notes that a daemon which began then calls itself ready now: its first pass has judged all that stood when it began.
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

// of gives the episodes of a supplier.
func (l *ledger) of(supplier int) []*episode {
	return l.matching(func(e *episode) bool { return e.supplier == supplier })
}

func (l *ledger) matching(want func(*episode) bool) []*episode {
	return slices.DeleteFunc(slices.Clone(l.episodes), func(e *episode) bool { return !want(e) })
}
