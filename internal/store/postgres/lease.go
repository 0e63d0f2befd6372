package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"
)

// leaseLength is how long the lease of the daemon lasts by the clock of the database.
const leaseLength = 15 * time.Second

// Lease is the right to be the one daemon of a database. It is renewed in the background until it is released. Its methods may be called on a nil
// one, which belongs to a command: it may always write.
type Lease struct {
	db     *database // has connections of its own, so that no work can keep a lease from being renewed
	length time.Duration
	token  int64
	clock  func() time.Time

	stop chan struct{}
	done chan struct{}

	mu       sync.Mutex
	deadline time.Time // by the clock of this machine
	lost     error
}

// Acquire makes this process the one daemon of a database, whose schema it brings up to date first. While another daemon renews its lease, the
// error names that daemon. A lease that nobody renews any more, since its daemon was killed, is waited for.
func Acquire(ctx context.Context, at Address) (*Lease, error) {
	l, err := acquireFor(ctx, at, leaseLength)
	if err != nil {
		return nil, err
	}
	go l.keep()
	return l, nil
}

// acquireFor acquires a lease of some length, which nobody renews yet.
func acquireFor(ctx context.Context, at Address, length time.Duration) (*Lease, error) {
	d, err := connect(at, 2)
	if err != nil {
		return nil, err
	}
	if err := d.migrate(ctx); err != nil {
		return nil, errors.Join(d.failed("open state", err), d.close())
	}
	l := &Lease{db: d, length: length, clock: time.Now, stop: make(chan struct{}), done: make(chan struct{})}
	if err := l.acquire(ctx); err != nil {
		return nil, errors.Join(d.failed("become the daemon", err), d.close())
	}
	return l, nil
}

// every is how often the lease is renewed.
func (l *Lease) every() time.Duration { return l.length / 3 }

// until returns when the holder stops writing by its own clock, whatever it hears of the database: a while before the end of a lease that was
// asked for at an instant.
func (l *Lease) until(asked time.Time) time.Time { return asked.Add(l.length - l.length/5) }

// acquire tries until it gets the lease, or sees its holder renew it.
func (l *Lease) acquire(ctx context.Context) error {
	var first time.Time
	for {
		begun := l.clock()
		err := l.db.pool.QueryRowContext(ctx, acquireLeaseSQL, holderName(), l.length.Seconds()).Scan(&l.token)
		if err == nil {
			l.deadline = l.until(begun)
			return nil
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		var holder string
		var expires time.Time
		if err := l.db.pool.QueryRowContext(ctx, leaseSQL).Scan(&holder, &expires); err != nil {
			return err
		}
		if first.IsZero() {
			first = expires
		}
		if expires.After(first) {
			return fmt.Errorf("another daemon (%s) works on it; stop that one first, or give this one a state of its own", holder)
		}
		if err := wait(ctx, l.every()/10); err != nil {
			return err
		}
	}
}

// holderName is how a holder is named to others.
func holderName() string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown host"
	}
	return fmt.Sprintf("process %d on %s", os.Getpid(), host)
}

func wait(ctx context.Context, length time.Duration) error {
	timer := time.NewTimer(length)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// keep renews the lease until it is released or lost.
func (l *Lease) keep() {
	defer close(l.done)
	ticker := time.NewTicker(l.every())
	defer ticker.Stop()
	for {
		select {
		case <-l.stop:
			return
		case <-ticker.C:
			if l.renew() != nil {
				return
			}
		}
	}
}

// renew renews the lease. An error means that it is lost for ever; a try that fails is repeated at the next tick.
func (l *Lease) renew() error {
	ctx, cancel := context.WithTimeout(context.Background(), l.every())
	defer cancel()
	begun := l.clock()
	var token int64
	err := l.db.pool.QueryRowContext(ctx, renewLeaseSQL, l.token, l.length.Seconds()).Scan(&token)
	if err == nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.deadline = l.until(begun)
		return nil
	}
	return l.checkLost(ctx)
}

// checkLost reports whether another daemon holds the lease. A locked row and a server that does not answer leave the lease as it was.
func (l *Lease) checkLost(ctx context.Context) error {
	var token int64
	if err := l.db.pool.QueryRowContext(ctx, leaseTokenSQL).Scan(&token); err != nil || token == l.token {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lost = errReplaced
	return l.lost
}

var (
	errReplaced = errors.New("another daemon has taken its place; this one writes nothing any more, stop it")
	errExpired  = errors.New("the lease of this daemon was not renewed in time; nothing is written until the database answers again")
)

// usable returns why nothing may be written now.
func (l *Lease) usable() error {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.lost != nil {
		return l.lost
	}
	if l.clock().After(l.deadline) {
		return errExpired
	}
	return nil
}

// share keeps the lease from changing its holder until the transaction ends. Renewing it remains possible.
func (l *Lease) share(ctx context.Context, tx *transaction) error {
	if l == nil {
		return nil
	}
	var token int64
	err := tx.sql.QueryRowContext(ctx, shareLeaseSQL, l.token).Scan(&token)
	if errors.Is(err, sql.ErrNoRows) {
		return errReplaced
	}
	return err
}

// Release returns the right, so that the next daemon need not wait.
func (l *Lease) Release() error {
	close(l.stop)
	<-l.done
	ctx, cancel := context.WithTimeout(context.Background(), l.every())
	defer cancel()
	_, err := l.db.pool.ExecContext(ctx, releaseLeaseSQL, l.token)
	if err != nil {
		err = l.db.failed("give back the lease of the daemon", err)
	}
	return errors.Join(err, l.db.close())
}

// The statements of leases. None waits for a row that another transaction has locked, and only the clock of the database counts.
const (
	// Parameters: 1: holder, 2: length in seconds.
	acquireLeaseSQL = `
UPDATE leases SET token = token + 1, holder = $1::text, expires_at = clock_timestamp() + make_interval(secs => $2::double precision)
WHERE kind = ANY(ARRAY(SELECT kind FROM leases WHERE kind = 'daemon' AND expires_at <= clock_timestamp() FOR UPDATE SKIP LOCKED))
RETURNING token`

	leaseSQL = `SELECT holder, expires_at FROM leases WHERE kind = 'daemon'`

	leaseTokenSQL = `SELECT token FROM leases WHERE kind = 'daemon'`

	// Parameters: 1: token, 2: length in seconds.
	renewLeaseSQL = `
UPDATE leases SET expires_at = clock_timestamp() + make_interval(secs => $2::double precision)
WHERE kind = ANY(ARRAY(SELECT kind FROM leases WHERE kind = 'daemon' AND token = $1::bigint FOR NO KEY UPDATE SKIP LOCKED))
RETURNING token`

	// Parameters: 1: token.
	releaseLeaseSQL = `UPDATE leases SET expires_at = 'epoch' WHERE kind = 'daemon' AND token = $1::bigint`

	// A share of a key lets others change the other columns, such as the expiry. Parameters: 1: token.
	shareLeaseSQL = `SELECT token FROM leases WHERE kind = 'daemon' AND token = $1::bigint FOR KEY SHARE`
)
