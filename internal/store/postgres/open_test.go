package postgres

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store/storetest"
	"supplierwatch/internal/testkit"
)

// refused opens a database and fails unless that is refused with those words.
func refused(t *testing.T, at Address, words ...string) {
	t.Helper()
	s, err := Open(t.Context(), at)
	if err == nil {
		s.Close()
		t.Fatalf("%s was opened, want %q", PlaceOf(at.URL), words)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("got %q, want it to contain %q", err, w)
		}
	}
}

// run runs statements on a database as the superuser.
func run(t *testing.T, url string, statements ...string) {
	t.Helper()
	testkit.SharedPostgres(t).Run(t, url, statements...)
}

// allStatements returns the SQL of this package.
func allStatements(t *testing.T) string {
	t.Helper()
	var text strings.Builder
	for _, name := range append(migrationFiles(t), "statements.go", "leasestatements.go") {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text.Write(b)
	}
	return text.String()
}

func migrationFiles(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("migrations/postgres/*.sql")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	return names
}

// Each migration has a number that continues those before it, and gives up where it would make everybody wait behind a long query.
func TestMigrationsAreNumberedAndPatient(t *testing.T) {
	for i, name := range migrationFiles(t) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), "SET LOCAL lock_timeout = '5s';") || !strings.HasPrefix(filepath.Base(name), "0000"+string(rune('1'+i))) {
			t.Errorf("%s has no lock_timeout, or another number than %d", name, i+1)
		}
	}
}

func TestAddress(t *testing.T) {
	for _, url := range []string{
		"postgres://user@db.example:5432/sw", "postgresql://db.example/sw?sslmode=verify-full", "postgres://u@/sw?host=/run/postgresql",
		"postgres://u@a,b:5433/sw?default_query_exec_mode=exec&application_name=x",
	} {
		if _, err := (Address{URL: url}).configuration(); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
	for url, want := range map[string]string{
		"postgres://user:geheim@host/":                          "the database is missing",
		"postgres:user:geheim@host":                             "the database is missing",
		"postgres://user:geheim@ho st/db":                       "expected postgres://USER@HOST",
		"postgres://user:geheim@host/db?sslmode=perhaps":        "options that libpq knows",
		"postgres://user:geheim@host/db?search_path=x":          "ALTER ROLE … SET search_path",
		"mysql://user:geheim@host/db":                           "expected postgres://USER@HOST",
		"postgres://user:geheim@host/db?statement_timeout=1000": "statement_timeout is not possible behind a connection pool",
	} {
		if _, err := (Address{URL: url}).configuration(); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "geheim") {
			t.Errorf("%s: got %v, want %q", url, err, want)
		}
	}
	if got := PlaceOf("postgres://user:geheim@db.example:5432/sw?sslmode=verify-full"); got != "database sw on db.example:5432" {
		t.Errorf("the place is %q", got)
	}
}

// The only parameter of a session is the name of the application, whatever the environment says.
func TestNoStartupParameters(t *testing.T) {
	t.Setenv("PGOPTIONS", "-c statement_timeout=1")
	t.Setenv("PGTZ", "Asia/Tokyo")
	config, err := Address{URL: "postgres://u@h/db"}.configuration()
	if err != nil || len(config.RuntimeParams) != 1 || config.RuntimeParams["application_name"] != "supplierwatch" {
		t.Errorf("got %v, %v", config.RuntimeParams, err)
	}
}

func TestOpenRefusesServerAndLogin(t *testing.T) {
	url := newDatabase(t)
	refused(t, Address{URL: strings.Replace(url, "/test", "/none", 1)}, "there is no such database", "createdb")
	refused(t, Address{URL: "postgres://u@127.0.0.1:1/db?sslmode=disable"}, "the server cannot be reached", "database db on 127.0.0.1:1")
	guarded := strings.Replace(url, "supplierwatch@", "guarded@", 1)
	refused(t, Address{URL: guarded, Password: "wrong"}, "check user and password under state")
	refused(t, Address{URL: guarded, Password: "secret"}, "this role may not do that")
	run(t, url, "GRANT CREATE ON SCHEMA public TO guarded")
	s, err := Open(t.Context(), Address{URL: guarded, Password: "secret"})
	if err != nil {
		t.Fatal(err)
	}
	storetest.Commit(t, s, storetest.Full())
	s.Close()
}

func TestOpenRefusesDatabaseOfAnotherProgram(t *testing.T) {
	url := newDatabase(t)
	run(t, url, "CREATE TABLE orders (id bigint)")
	refused(t, Address{URL: url}, "a database of another program")
}

func TestOpenRefusesNewerSchema(t *testing.T) {
	url := newDatabase(t)
	mustOpen(t, url)
	run(t, url, "INSERT INTO supplierwatch_schema (version_id, is_applied) VALUES (99, true)")
	refused(t, Address{URL: url}, "a newer supplierwatch wrote it (schema version 99, this program knows 2)")
	if _, err := OpenExisting(t.Context(), Address{URL: url}); err == nil || !strings.Contains(err.Error(), "schema version 99") {
		t.Errorf("beside the daemon: %v", err)
	}
}

func TestOpenRefusesOtherEncoding(t *testing.T) {
	url := newDatabase(t)
	run(t, url, "CREATE DATABASE latin1 ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0 OWNER supplierwatch")
	t.Cleanup(func() { run(t, url, "DROP DATABASE latin1 WITH (FORCE)") })
	refused(t, Address{URL: "postgres://supplierwatch@/latin1?" + strings.SplitN(url, "?", 2)[1]}, "its encoding is LATIN1", "--encoding=UTF8")
}

func TestOpenExistingMakesNothing(t *testing.T) {
	url := newDatabase(t)
	_, err := OpenExisting(t.Context(), Address{URL: url})
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "made by the first `supplierwatch run`") {
		t.Errorf("got %v", err)
	}
	run(t, url, "CREATE TABLE supplierwatch_numbers ()") // would fail if there was one
}

// TestManyFirstStarts opens an empty database many times at once: one makes the tables, and all use them.
func TestManyFirstStarts(t *testing.T) {
	url := newDatabase(t)
	var wg sync.WaitGroup
	for range 12 {
		wg.Go(func() {
			s, err := Open(t.Context(), Address{URL: url})
			if err != nil {
				t.Error(err)
				return
			}
			s.Close()
		})
	}
	wg.Wait()
	storetest.Commit(t, mustOpen(t, url), storetest.Full())
}

// TestUpToDateNeedsNoLock opens a database while another session has the lock of migrations and that of a table.
func TestUpToDateNeedsNoLock(t *testing.T) {
	url := newDatabase(t)
	s := mustOpen(t, url)
	tx, err := s.db.pool.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	if _, err := tx.ExecContext(t.Context(), "LOCK TABLE "+lockTable+" IN ACCESS EXCLUSIVE MODE; LOCK TABLE "+versionsTable+", facts IN ROW EXCLUSIVE MODE"); err != nil {
		t.Fatal(err)
	}
	mustOpen(t, url)
}

func TestFactsAreAppendOnly(t *testing.T) {
	url := newDatabase(t)
	s := mustOpen(t, url)
	storetest.Commit(t, s, model.Change{Facts: []model.Fact{
		storetest.Fact("told", model.FactAck, storetest.Noon), storetest.Fact("probe", model.FactProbeOK, storetest.Noon),
	}})
	for statement, want := range map[string]string{
		"UPDATE facts SET evidence = 'forged'":                    "appended, never changed",
		"UPDATE facts SET evidence = 'forged' WHERE id = 'probe'": "appended, never changed",
		"TRUNCATE facts":                      "appended, never changed",
		"DELETE FROM facts WHERE id = 'told'": "only facts of probes may be pruned",
	} {
		if _, err := s.db.pool.ExecContext(t.Context(), statement); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", statement, err, want)
		}
	}
}

// TestCommittedIsOnDisk: a role that does not wait for the disk waits for it here, and one that waits for a standby goes on doing so.
func TestCommittedIsOnDisk(t *testing.T) {
	for set, want := range map[string]string{"off": "on", "remote_apply": "remote_apply"} {
		url := newDatabase(t)
		s := mustOpen(t, url)
		run(t, url, "ALTER DATABASE "+strings.SplitN(strings.SplitN(url, "@/", 2)[1], "?", 2)[0]+" SET synchronous_commit = "+set)
		s.db.generation.Add(1) // a setting of a database is read at login
		var got, patience string
		err := s.writer.write(t.Context(), "look", func(tx *transaction) error {
			return tx.sql.QueryRowContext(t.Context(), "SELECT current_setting('synchronous_commit'), current_setting('lock_timeout')").Scan(&got, &patience)
		})
		if got != want || patience != "10s" || err != nil {
			t.Errorf("with %s it is %q and a lock is waited for %q, %v", set, got, patience, err)
		}
	}
}

// TestReadOnlyServer makes the server read-only, as a primary is that was demoted: no connection to it is used again, and when it is the primary
// again, all goes on.
func TestReadOnlyServer(t *testing.T) {
	server := testkit.StartPostgres(t)
	url := server.NewDatabase(t)
	s := mustOpen(t, url)
	storetest.Commit(t, s, storetest.Numbered(1))
	server.Run(t, url, "ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()")
	commit := func() error { return s.Commit(t.Context(), storetest.Numbered(2)) }
	err := commit()
	for ; err == nil; err = commit() { // until the server has read it
	}
	if !strings.Contains(err.Error(), "is a standby, or was made read-only; name the primary server") {
		t.Errorf("a write ended with %v", err)
	}
	if _, err := s.FactsAfter(t.Context(), 0); err == nil || !strings.Contains(err.Error(), "the server is a standby") {
		t.Errorf("a connection of before was used: %v", err)
	}
	server.Run(t, url, "ALTER SYSTEM RESET default_transaction_read_only", "SELECT pg_reload_conf()")
	for commit() != nil && t.Context().Err() == nil { // until the server has read it
	}
	storetest.Commit(t, s, storetest.Numbered(3))
}

// TestServerRestarts: what was committed is there after the server was ended at once, and the store goes on by itself.
func TestServerRestarts(t *testing.T) {
	server := testkit.StartPostgres(t, testkit.WithPostgresSetting("fsync=on"))
	s := mustOpen(t, server.NewDatabase(t))
	storetest.Commit(t, s, storetest.Numbered(1))
	server.Stop()
	if err := s.Commit(t.Context(), storetest.Numbered(2)); err == nil {
		t.Error("a commit without a server succeeded")
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	for s.Commit(t.Context(), storetest.Numbered(3)) != nil && t.Context().Err() == nil { // connections that have ended are noticed one by one
	}
	if got := len(storetest.FactsAfter(t, s, 0)); got != 6 {
		t.Errorf("%d facts are there, want those of two changes", got)
	}
}
