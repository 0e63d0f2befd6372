package postgres

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"supplierwatch/internal/lease"
)

// Replica is one of the daemons that work on the same database. It renews its leases in the background, and acquires those that are free, until it
// is released.
type Replica struct {
	db     *database // has connections of its own, so that no work can keep a lease from being renewed
	self   member
	length time.Duration
	clock  func() time.Time // of this machine

	soon chan struct{} // asks for a beat at once
	stop chan struct{}
	done chan struct{}

	mu       sync.Mutex
	registry string
	terms    map[lease.Kind]term
	changed  chan struct{}
	time     databaseTime
}

// Member is what a daemon must have in common with the others, and how it is called.
type Member struct {
	Name     string // for people; empty: process and host
	Registry string // the hash of the registry that it works by
	Key      string // tells whether two have the same signing key, and not what it is
}

// Join makes a process one of the daemons of a database, whose schema it brings up to date first. When it returns, leases that are free have been
// acquired. A lease lasts for the length by the clock of the database unless it is renewed.
func Join(ctx context.Context, at Address, m Member, length time.Duration) (*Replica, error) {
	r, err := newReplica(ctx, at, m, length)
	if err != nil {
		return nil, err
	}
	if err := r.beat(ctx); err != nil {
		return nil, errors.Join(r.db.failed("become a replica", err), r.db.close())
	}
	go r.keep()
	return r, nil
}

// newReplica connects, and does not announce itself yet.
func newReplica(ctx context.Context, at Address, m Member, length time.Duration) (*Replica, error) {
	d, err := connect(at, 2)
	if err != nil {
		return nil, err
	}
	if err := d.migrate(ctx); err != nil {
		return nil, errors.Join(d.failed("open state", err), d.close())
	}
	if m.Name == "" {
		m.Name = processName()
	}
	return &Replica{
		db: d, self: member{id: rand.Text(), name: m.Name, key: m.Key}, registry: m.Registry, length: length, clock: time.Now,
		soon: make(chan struct{}, 1), stop: make(chan struct{}), done: make(chan struct{}), terms: map[lease.Kind]term{}, changed: make(chan struct{}),
	}, nil
}

// Occupy keeps all daemons from a database while a command works on it. While a daemon lives, the error names it.
func Occupy(ctx context.Context, at Address) (*Replica, error) {
	r, err := newReplica(ctx, at, Member{Name: "a command, " + processName(), Registry: "none"}, occupied)
	if err != nil {
		return nil, err
	}
	if err := r.occupy(ctx); err != nil {
		return nil, errors.Join(r.db.failed("reserve state", err), r.db.close())
	}
	go r.keep()
	return r, nil
}

// occupied is how long the leases of a command last that was killed.
const occupied = 15 * time.Second

// occupy waits until nobody lives who may hold a lease: one that was killed is over when its leases are. One that renews them is an error.
func (r *Replica) occupy(ctx context.Context) error {
	first := map[string]time.Time{}
	for {
		others, err := r.others(ctx)
		if err != nil {
			return err
		}
		if len(others) == 0 {
			return r.acquireAll(ctx)
		}
		for _, m := range others {
			if seen, known := first[m.id]; known && m.expires.After(seen) {
				return fmt.Errorf("another daemon (%s) works on it; stop that one first", m.name)
			}
			first[m.id] = m.expires
		}
		if err := wait(ctx, r.every()); err != nil {
			return err
		}
	}
}

// acquireAll acquires every lease. A daemon or another command that began at the same time may have some.
func (r *Replica) acquireAll(ctx context.Context) error {
	if err := r.beat(ctx); err != nil {
		return err
	}
	if kinds, _ := r.held(); len(kinds) < len(lease.Kinds) {
		return errors.Join(errors.New("another daemon or command has begun to work on it at the same time; stop that one and try again"), r.leave(ctx))
	}
	return nil
}

// others returns the replicas that live beside this one.
func (r *Replica) others(ctx context.Context) ([]member, error) {
	members, err := r.db.members(ctx)
	var others []member
	for _, m := range members {
		if m.id != r.self.id {
			others = append(others, m)
		}
	}
	return others, err
}

// processName is how a process is called where nobody gave it a name.
func processName() string {
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

// every is how long after another a replica renews its leases and looks for free ones.
func (r *Replica) every() time.Duration { return r.length / 10 }

// keep renews and acquires leases until the replica is released.
func (r *Replica) keep() {
	defer close(r.done)
	ticker := time.NewTicker(r.every())
	defer ticker.Stop()
	for {
		select {
		case <-r.stop:
			return
		case <-ticker.C:
		case <-r.soon:
		}
		ctx, cancel := context.WithTimeout(context.Background(), 2*r.every())
		_ = r.beat(ctx) // the next one tries again; what was not renewed is lost by itself
		cancel()
	}
}

// beat announces this replica, renews its leases, gives those back that others should hold, and acquires free ones. Leases that were not renewed in
// time are lost, whatever the database answers.
func (r *Replica) beat(ctx context.Context) error {
	defer r.noteOver()
	if err := r.announce(ctx); err != nil {
		return err
	}
	if err := r.renew(ctx); err != nil {
		return err
	}
	seen, err := r.db.look(ctx, r.length)
	if err != nil {
		return err
	}
	r.dropTaken(seen)
	acquire, release := seen.assignment(r.self.id)
	return errors.Join(r.giveBack(ctx, release), r.acquire(ctx, acquire))
}

// Shared returns that others may work on the same database.
func (r *Replica) Shared() bool { return true }

// announce records that this replica lives, and reads the time.
func (r *Replica) announce(ctx context.Context) error {
	asked := r.clock()
	var now time.Time
	err := r.db.pool.QueryRowContext(ctx, announceSQL, r.self.id, r.self.name, r.hash(), r.self.key, r.Skew().Seconds(), r.length.Seconds()).Scan(&now)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.time.set(now, asked, r.clock())
	return nil
}

// UseRegistry sets by which registry this replica works from now on.
func (r *Replica) UseRegistry(hash string) {
	r.mu.Lock()
	r.registry = hash
	r.mu.Unlock()
	select {
	case r.soon <- struct{}{}:
	default:
	}
}

func (r *Replica) hash() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.registry
}

// Now returns the time of the database.
func (r *Replica) Now() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.time.at(r.clock())
}

// Skew returns how far the clock of this machine is ahead of that of the database.
func (r *Replica) Skew() time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.time.skew
}

// Release ends all leases, so that others need not wait for them, and disconnects.
func (r *Replica) Release() error {
	close(r.stop)
	<-r.done
	ctx, cancel := context.WithTimeout(context.Background(), r.length/3)
	defer cancel()
	err := r.leave(ctx)
	if err != nil {
		err = r.db.failed("give back leases", err)
	}
	return errors.Join(err, r.db.close())
}

// leave ends all leases, and removes this replica from those that live.
func (r *Replica) leave(ctx context.Context) error {
	if err := r.giveBack(ctx, lease.Kinds); err != nil {
		return err
	}
	_, err := r.db.pool.ExecContext(ctx, leaveSQL, r.self.id)
	return err
}
