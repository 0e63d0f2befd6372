package wiring

import (
	"context"
	"time"

	"supplierwatch/internal/lease"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/stateurl"
	"supplierwatch/internal/store"
	"supplierwatch/internal/store/postgres"
	"supplierwatch/internal/store/sqlite"
)

// Join makes this process a daemon of the state of a configuration, which works by a registry with that hash. A database server may have several: they
// share the work. A file has one.
func Join(ctx context.Context, s *settings.Settings, registry string) (lease.Leases, error) {
	if !stateurl.IsServer(s.State.URL) {
		lock, err := sqlite.Lock(s.State.URL)
		if err != nil {
			return nil, err
		}
		return fileLock{lease.Alone{Clock: time.Now}, lock}, nil
	}
	key, err := SigningKey(s)
	if err != nil {
		return nil, err
	}
	replica, err := postgres.Join(ctx, address(s), postgres.Member{Registry: registry, Key: key.Fingerprint()}, s.Run.Lease)
	if err != nil {
		return nil, err
	}
	return replica, nil
}

// fileLock is the lock of a file: whoever has it is the only daemon.
type fileLock struct {
	lease.Alone
	lock StoreLock
}

// Release lets another daemon have the file.
func (l fileLock) Release() error { return l.lock.Release() }

// Under returns a state that is written only while this replica holds a lease. With a token, only that term counts. Where there is one daemon, it is
// the same state.
func Under(s store.Store, leases lease.Leases, kind lease.Kind, token int64) store.Store {
	replica, shared := leases.(*postgres.Replica)
	db, fenced := s.(*postgres.Store)
	if !shared || !fenced {
		return s
	}
	return db.Under(replica, kind, token)
}
