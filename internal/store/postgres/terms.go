package postgres

import (
	"context"
	"database/sql"
	"time"

	"supplierwatch/internal/lease"
)

// term is for how long a replica holds a lease.
type term struct {
	token int64
	until time.Time // by the clock of this machine, which includes its monotonic reading
	over  bool      // it was not renewed in time, and those who work on it know
}

// until returns when a holder stops by its own clock, whatever it hears of the database: a while before the end of a lease that was asked for at
// an instant.
func (r *Replica) until(asked time.Time) time.Time { return asked.Add(r.length - r.length/5) }

// Token returns the token of a lease that this replica holds now, and 0 if it does not hold it.
func (r *Replica) Token(kind lease.Kind) int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	t, held := r.terms[kind]
	if !held || r.clock().After(t.until) {
		return 0
	}
	return t.token
}

// Changed returns a channel that is closed when a lease is acquired or lost next.
func (r *Replica) Changed() <-chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.changed
}

// signal wakes those who wait for a change. The caller holds the mutex.
func (r *Replica) signal() {
	close(r.changed)
	r.changed = make(chan struct{})
}

// held returns the kinds and the tokens of the leases that this replica has acquired and not lost.
func (r *Replica) held() (kinds []string, tokens []int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, kind := range lease.Kinds {
		if t, held := r.terms[kind]; held {
			kinds, tokens = append(kinds, string(kind)), append(tokens, t.token)
		}
	}
	return kinds, tokens
}

// renew renews the leases that are held. One whose row somebody has locked stays as it was. Work on one that was over, and that nobody has taken
// meanwhile, begins again.
func (r *Replica) renew(ctx context.Context) error {
	kinds, tokens := r.held()
	if len(kinds) == 0 {
		return nil
	}
	asked := r.clock()
	renewed, err := all(ctx, r.db.pool, scanTerm, renewLeasesSQL, kinds, tokens, r.length.Seconds())
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	over := false
	for _, x := range renewed {
		over = over || r.terms[x.kind].over
		r.terms[x.kind] = term{token: x.token, until: r.until(asked)}
	}
	if over {
		r.signal()
	}
	return nil
}

// acquire acquires those of some leases that are free.
func (r *Replica) acquire(ctx context.Context, kinds []lease.Kind) error {
	if len(kinds) == 0 {
		return nil
	}
	asked := r.clock()
	acquired, err := all(ctx, r.db.pool, scanTerm, acquireLeasesSQL, names(kinds), r.self.id, r.length.Seconds())
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, x := range acquired {
		r.terms[x.kind] = term{token: x.token, until: r.until(asked)}
	}
	if len(acquired) > 0 {
		r.signal()
	}
	return nil
}

// giveBack ends those of some leases that are held. Work on them is cancelled before others can acquire them.
func (r *Replica) giveBack(ctx context.Context, kinds []lease.Kind) error {
	var ended []string
	var tokens []int64
	r.mu.Lock()
	for _, kind := range kinds {
		if t, held := r.terms[kind]; held {
			ended, tokens = append(ended, string(kind)), append(tokens, t.token)
			delete(r.terms, kind)
		}
	}
	if len(ended) > 0 {
		r.signal()
	}
	r.mu.Unlock()
	if len(ended) == 0 {
		return nil
	}
	_, err := r.db.pool.ExecContext(ctx, giveBackLeasesSQL, ended, tokens)
	return err
}

// dropTaken forgets leases that another replica holds by now.
func (r *Replica) dropTaken(seen look) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, row := range seen.leases {
		if t, held := r.terms[row.kind]; held && t.token != row.token {
			delete(r.terms, row.kind)
			r.signal()
		}
	}
}

// noteOver wakes those who work on leases, once, when these were not renewed in time. Such a lease can still be renewed while nobody has taken it.
func (r *Replica) noteOver() {
	r.mu.Lock()
	defer r.mu.Unlock()
	now, over := r.clock(), false
	for kind, t := range r.terms {
		if now.After(t.until) && !t.over {
			t.over, over = true, true
			r.terms[kind] = t
		}
	}
	if over {
		r.signal()
	}
}

// acquired is one lease with its token.
type acquired struct {
	kind  lease.Kind
	token int64
}

func scanTerm(rows *sql.Rows) (x acquired, err error) {
	err = rows.Scan(&x.kind, &x.token)
	return x, err
}

// names returns kinds as the database knows them.
func names(kinds []lease.Kind) []string {
	names := make([]string, len(kinds))
	for i, kind := range kinds {
		names[i] = string(kind)
	}
	return names
}
