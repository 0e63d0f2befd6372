package postgres

import (
	"context"
	"flag"
	"testing"

	"supplierwatch/internal/store"
	"supplierwatch/internal/store/storetest"
	"supplierwatch/internal/testkit"
)

// servers makes the databases of the suite on a real server.
type servers struct{ durable *testkit.Postgres } // nil: the one of all tests, which waits for no disk

func (s servers) NewDatabase(t testing.TB) string {
	t.Helper()
	if s.durable != nil {
		return s.durable.NewDatabase(t)
	}
	return testkit.SharedPostgres(t).NewDatabase(t)
}

func (servers) Open(ctx context.Context, url string) (store.Store, error) {
	return Open(ctx, Address{URL: url})
}

func (servers) OpenExisting(ctx context.Context, url string) (store.Store, error) {
	return OpenExisting(ctx, Address{URL: url})
}

// TestMain has properties checked less often than on SQLite, unless -rapid.checks says otherwise: each check makes a database.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.checks", "15"); err != nil {
		panic(err)
	}
	storetest.Main(m, servers{})
}

func TestPostgres(t *testing.T) { storetest.Run(t, servers{}) }

func TestKilledAtAnyInstant(t *testing.T) { storetest.Kill(t, servers{}) }

// BenchmarkPostgres measures with a server that writes to the disk before it answers.
func BenchmarkPostgres(b *testing.B) {
	storetest.Benchmark(b, servers{durable: testkit.StartPostgres(b, testkit.WithPostgresSetting("fsync=on"))})
}

// mustOpen opens a database until the test ends.
func mustOpen(t testing.TB, url string) *Store {
	t.Helper()
	s, err := Open(t.Context(), Address{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// newDatabase returns the URL of an empty database.
func newDatabase(t testing.TB) string {
	t.Helper()
	return servers{}.NewDatabase(t)
}
