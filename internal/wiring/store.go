package wiring

import (
	"context"
	"path/filepath"

	"supplierwatch/internal/settings"
	"supplierwatch/internal/stateurl"
	"supplierwatch/internal/store"
	"supplierwatch/internal/store/postgres"
	"supplierwatch/internal/store/sqlite"
)

// OpenStore opens the state of a configuration for the daemon, with the engine that its URL names. It makes what does not exist yet. Until
// CheckBeforeUse has succeeded the state may be read, and must not be written.
func OpenStore(ctx context.Context, s *settings.Settings) (store.Store, error) {
	if stateurl.IsServer(s.State.URL) {
		return opened(postgres.OpenUnexamined(ctx, address(s)))
	}
	return opened(sqlite.OpenUnexamined(ctx, s.State.URL))
}

// OpenExistingStore opens the state of a configuration for a command, which a daemon may be using at the same time. Without a state the
// error is fs.ErrNotExist.
func OpenExistingStore(ctx context.Context, s *settings.Settings) (store.Store, error) {
	if stateurl.IsServer(s.State.URL) {
		return opened(postgres.OpenExisting(ctx, address(s)))
	}
	return opened(sqlite.OpenExisting(ctx, s.State.URL))
}

// opened returns no store with an error: a nil pointer in an interface would look like one.
func opened[S store.Store](s S, err error) (store.Store, error) {
	if err != nil {
		return nil, err
	}
	return s, nil
}

// address returns where the database of a configuration is and how to log in.
func address(s *settings.Settings) postgres.Address {
	return postgres.Address{URL: s.State.URL, Password: s.State.Password.Reveal()}
}

// StoreLock keeps every daemon from a state.
type StoreLock interface {
	Release() error
}

// LockStore keeps every daemon from the state of a configuration, for a command that must have it for itself. It fails while one works on it.
func LockStore(ctx context.Context, s *settings.Settings) (StoreLock, error) {
	if stateurl.IsServer(s.State.URL) {
		return acquired(postgres.Occupy(ctx, address(s)))
	}
	return acquired(sqlite.Lock(s.State.URL))
}

// acquired returns no lock with an error.
func acquired[L StoreLock](lock L, err error) (StoreLock, error) {
	if err != nil {
		return nil, err
	}
	return lock, nil
}

// StatePlace returns where the state of a configuration is, in words for people: its file, or its database without a password.
func StatePlace(s *settings.Settings) (string, error) {
	if stateurl.IsServer(s.State.URL) {
		return postgres.PlaceOf(s.State.URL), nil
	}
	return sqlite.Path(s.State.URL)
}

// fileBeside returns the name from which the names of files beside the state are made. Where the state is a file, it is that one.
func fileBeside(s *settings.Settings) (string, error) {
	if stateurl.IsServer(s.State.URL) {
		return filepath.Join(s.State.Folder, "postgres"), nil
	}
	return sqlite.Path(s.State.URL)
}

// PendingMigrations returns the names of the migrations that the state of a configuration still needs. It changes nothing.
func PendingMigrations(ctx context.Context, s *settings.Settings) ([]string, error) {
	if stateurl.IsServer(s.State.URL) {
		return postgres.Pending(ctx, address(s))
	}
	return sqlite.Pending(ctx, s.State.URL)
}
