package storetest

import (
	"context"
	"testing"

	"supplierwatch/internal/store"
)

// Engine opens the databases of one kind.
type Engine interface {
	// NewDatabase returns the URL of a database that does not exist yet. It is deleted when the test ends.
	NewDatabase(t testing.TB) string
	// Open opens a database for the daemon, and makes it where there is none.
	Open(ctx context.Context, url string) (store.Store, error)
	// OpenExisting opens a database for a command beside the daemon.
	OpenExisting(ctx context.Context, url string) (store.Store, error)
}

// open opens a database that the test closes itself.
func open(t testing.TB, e Engine, url string) store.Store {
	t.Helper()
	s, err := e.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// openUntilEnd opens a database until the test ends.
func openUntilEnd(t testing.TB, e Engine, url string) store.Store {
	t.Helper()
	s := open(t, e, url)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// openNew makes a database that is open until the test ends.
func openNew(t testing.TB, e Engine) store.Store {
	t.Helper()
	return openUntilEnd(t, e, e.NewDatabase(t))
}
