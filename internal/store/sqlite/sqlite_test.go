package sqlite

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"supplierwatch/internal/store"
	"supplierwatch/internal/store/storetest"
)

// files makes the databases of the suite.
type files struct{}

func (files) NewDatabase(t testing.TB) string { return fileURL(t) }

func (files) Open(ctx context.Context, url string) (store.Store, error) { return Open(ctx, url) }

func (files) OpenExisting(ctx context.Context, url string) (store.Store, error) {
	return OpenExisting(ctx, url)
}

func TestMain(m *testing.M) { storetest.Main(m, files{}) }

func TestSQLite(t *testing.T) { storetest.Run(t, files{}) }

func TestKilledAtAnyInstant(t *testing.T) { storetest.Kill(t, files{}) }

func BenchmarkSQLite(b *testing.B) { storetest.Benchmark(b, files{}) }

// mustOpen opens a database until the test ends.
func mustOpen(t testing.TB, url string) *Store {
	t.Helper()
	s, err := Open(t.Context(), url)
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

// fileURL names a database in a folder of the test.
func fileURL(t testing.TB) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "supplierwatch.db")
}

// Years of mails are no reason to read them all for each answer.
func TestAnswersAreFoundByIndex(t *testing.T) {
	s := mustOpen(t, fileURL(t))
	for query, index := range map[string]string{
		mailByTokenSQL: "USING INDEX outbox_token", mailByMessageIDSQL: "USING INDEX outbox_message_id",
		forgetMailsSQL: "USING INDEX outbox_settled", forgetMailTextsSQL: "USING INDEX outbox_settled",
	} {
		if plan := planOf(t, s, query); !strings.Contains(plan, index) {
			t.Errorf("got %q; want %s", plan, index)
		}
	}
}

// planOf returns how SQLite works off a statement with one parameter.
func planOf(t *testing.T, s *Store, query string) string {
	t.Helper()
	rows, err := s.db.reader.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, "x")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var steps []string
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(steps, "; ")
}
