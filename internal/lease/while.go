package lease

import "context"

// Held reports whether a replica holds a lease.
func Held(leases Leases, kind Kind) bool { return leases.Token(kind) != 0 }

// HeldBy returns which leases a replica holds.
func HeldBy(leases Leases) []Kind {
	held := []Kind{}
	for _, kind := range Kinds {
		if Held(leases, kind) {
			held = append(held, kind)
		}
	}
	return held
}

// IfHeld does work if a lease is held. The context of the work ends when the lease is lost.
func IfHeld(ctx context.Context, leases Leases, kind Kind, work func(context.Context)) {
	if !Held(leases, kind) {
		return
	}
	held, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer cancel()
		waitUntilLost(held, leases, kind)
	}()
	work(held)
	cancel()
	<-done
}

// While does work each time that a lease is acquired, until the context ends. The context of the work ends when the lease is lost. Waiting is called
// whenever the lease is not held; it may be nil.
func While(ctx context.Context, leases Leases, kind Kind, waiting func(), work func(context.Context)) {
	for ctx.Err() == nil {
		changed := leases.Changed()
		if Held(leases, kind) {
			IfHeld(ctx, leases, kind, func(held context.Context) {
				work(held)
				<-held.Done()
			})
			continue
		}
		if waiting != nil {
			waiting()
		}
		select {
		case <-ctx.Done():
		case <-changed:
		}
	}
}

// waitUntilLost returns when the lease is lost, or another term of it has begun, or the context ends.
func waitUntilLost(ctx context.Context, leases Leases, kind Kind) {
	token := leases.Token(kind)
	for {
		changed := leases.Changed()
		if token == 0 || leases.Token(kind) != token {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-changed:
		}
	}
}
