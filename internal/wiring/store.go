package wiring

import (
	"context"

	"supplierwatch/internal/settings"
	"supplierwatch/internal/store"
	"supplierwatch/internal/store/sqlite"
)

// OpenStore opens the state of a configuration for the daemon, with the engine that its URL names. It makes what does not exist yet. Until
// CheckBeforeUse has succeeded the state may be read, and must not be written.
func OpenStore(ctx context.Context, s *settings.Settings) (store.Store, error) {
	opened, err := sqlite.OpenUnexamined(ctx, s.State.URL)
	if err != nil {
		return nil, err
	}
	return opened, nil
}

// OpenExistingStore opens the state of a configuration for a command, which a daemon may be using at the same time. Without a state the
// error is fs.ErrNotExist.
func OpenExistingStore(ctx context.Context, s *settings.Settings) (store.Store, error) {
	opened, err := sqlite.OpenExisting(ctx, s.State.URL)
	if err != nil {
		return nil, err
	}
	return opened, nil
}

// StoreLock is the right to be the one daemon of a state.
type StoreLock interface {
	Release() error
}

// LockStore makes this process the one daemon of the state of a configuration.
func LockStore(s *settings.Settings) (StoreLock, error) {
	lock, err := sqlite.Lock(s.State.URL)
	if err != nil {
		return nil, err
	}
	return lock, nil
}

// StateFile returns the file of the state of a configuration.
func StateFile(s *settings.Settings) (string, error) { return sqlite.Path(s.State.URL) }
