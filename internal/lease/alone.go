package lease

import (
	"context"
	"time"
)

// Alone are the leases of a daemon whose state no other one may use: it holds all of them for as long as it runs.
type Alone struct{ Clock func() time.Time }

// Shared returns that there are no others.
func (Alone) Shared() bool { return false }

// Token returns that every lease is held.
func (Alone) Token(Kind) int64 { return 1 }

// Changed returns a channel that is never closed.
func (Alone) Changed() <-chan struct{} { return nil }

// UseRegistry does nothing: there is nobody to agree with.
func (Alone) UseRegistry(string) {}

// Now returns the time of this machine.
func (a Alone) Now() time.Time { return a.Clock() }

// Skew returns that there is none.
func (Alone) Skew() time.Duration { return 0 }

// Progress is never needed: nobody else writes.
func (Alone) Progress(context.Context) (Progress, error) { return Progress{}, nil }

// Replicas returns none.
func (Alone) Replicas(context.Context) ([]Replica, error) { return nil, nil }

// Release does nothing.
func (Alone) Release() error { return nil }
