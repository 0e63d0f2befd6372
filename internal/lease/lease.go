package lease

import (
	"context"
	"time"
)

// Kind is a piece of work that only one replica does at a time.
type Kind string

// The kinds of leases. Who evaluates also decides, composes mails, prunes and sends the heartbeat.
const (
	Evaluation Kind = "evaluation"
	Mail       Kind = "mail"      // sends what waits in the outbox: one sender keeps to the rates of the relays
	Mailboxes  Kind = "mailboxes" // reads our mailboxes
	Probes     Kind = "probes"    // probes suppliers, so that no host is asked by two
)

// Kinds are all kinds of leases, the one that all others depend on first.
var Kinds = []Kind{Evaluation, Mail, Mailboxes, Probes}

// Leases are those of one replica. Its methods may be called at the same time from several goroutines.
type Leases interface {
	// Shared reports whether other daemons may work on the same state.
	Shared() bool
	// Token returns the fencing token of a lease that this replica holds now; 0 if it does not hold it. Each holder has a higher token than the
	// one before.
	Token(kind Kind) int64
	// Changed returns a channel that is closed when a lease is acquired or lost next.
	Changed() <-chan struct{}
	// UseRegistry sets by which registry this replica works from now on. With another one than the replica that evaluates it holds no lease.
	UseRegistry(hash string)
	// Now returns the time by which replicas act: that of the database.
	Now() time.Time
	// Skew returns how far the clock of this machine is ahead of that of the database.
	Skew() time.Duration
	// Progress returns how far the state has come.
	Progress(ctx context.Context) (Progress, error)
	// Replicas returns all replicas that live, by their names, and who holds what; none where there can be one daemon only.
	Replicas(ctx context.Context) ([]Replica, error)
	// Release ends all leases, so that others need not wait for them.
	Release() error
}

// Progress is how far a state has come. Each number only grows.
type Progress struct {
	Facts     int64 // the highest number of a fact
	Mails     int64 // the highest number of a mail
	Changes   int64 // how often alerts or the state of the scheduler were written
	Evaluated int64 // the highest number of a fact that the replica which evaluates has acted on
}

// Replica is one of the daemons that work on the same state.
type Replica struct {
	Name     string
	Self     bool // the one that was asked
	Registry string
	Agrees   bool          // its registry and its key are those of the replica that evaluates
	Skew     time.Duration // of its machine's clock ahead of that of the database
	Leases   []Kind        // in the order of Kinds
}

// LargeSkew is from which difference on the clock of a machine is called wrong.
const LargeSkew = 5 * time.Second
