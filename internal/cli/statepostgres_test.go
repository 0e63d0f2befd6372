package cli_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"supplierwatch/internal/cli"
	"supplierwatch/internal/model"
	"supplierwatch/internal/store/sqlite"
	"supplierwatch/internal/testkit"
)

// onPostgres writes a configuration whose state is a new database, with a role that has a password, and a registry.
func onPostgres(t *testing.T, server *testkit.Postgres) (config, dir string) {
	t.Helper()
	url := server.NewDatabase(t)
	server.Run(t, url, "GRANT CREATE ON SCHEMA public TO guarded")
	dir = t.TempDir()
	for name, text := range map[string]string{
		"pg.pw":  "secret\n",
		"r.yaml": recordRegistry,
		"sw.yaml": fmt.Sprintf("registry: [r.yaml]\nstate: {url: %q, password: {file: pg.pw}}\nidentity: {organization: Buyer AG, domains: [buyer.example]}\n"+
			"smtp: [{directory: outbox}]\nalerts: {operators: buying}\nhttp: {listen: \"127.0.0.1:0\"}\n", strings.Replace(url, "supplierwatch@", "guarded@", 1)),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "sw.yaml"), dir
}

// sharedText is what one goroutine writes and another reads.
type sharedText struct {
	mu   sync.Mutex
	text strings.Builder
}

// Write appends.
func (s *sharedText) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

// String returns what was written so far.
func (s *sharedText) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// startDaemon starts a daemon and waits for its first evaluation. It returns the address of its page, and how it is stopped.
func startDaemon(t *testing.T, config string) (page string, stop func() (code int, log string)) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended, log := make(chan int, 1), &sharedText{}
	go func() {
		ended <- cli.Main(ctx, []string{"run", "--config", config}, cli.Streams{Out: io.Discard, Err: log})
	}()
	for !strings.Contains(log.String(), "The service has started.") {
		select {
		case code := <-ended:
			t.Fatalf("the daemon ended with %d: %s", code, log)
		case <-time.After(20 * time.Millisecond):
		}
	}
	_, page, _ = strings.Cut(log.String(), "address=")
	page, _, _ = strings.Cut(page, "\n")
	return "http://" + page, func() (int, string) {
		cancel()
		return <-ended, log.String()
	}
}

// awaitMails waits until the daemon has written so many mails.
func awaitMails(t *testing.T, dir string, want int) {
	t.Helper()
	for n := 0; n < want; time.Sleep(20 * time.Millisecond) {
		files, err := filepath.Glob(filepath.Join(dir, "outbox", "*.eml"))
		if err != nil || t.Context().Err() != nil {
			t.Fatal(err, t.Context().Err())
		}
		n = len(files)
	}
}

// TestOneDaemonOnPostgreSQL runs a daemon, with commands beside it, stops it and starts it again.
func TestOneDaemonOnPostgreSQL(t *testing.T) {
	config, dir := onPostgres(t, testkit.SharedPostgres(t))
	shell("status", "--config", config).wants(t, 2, "it has no tables yet; they are made by the first `supplierwatch run`")
	shell("state", "check", "--config", config).wants(t, 2, "state check: open state in database test")

	shell("state", "migrate", "--plan", "--config", config).wants(t, 0, "To be done: 2 migrations", "00001_first")
	shell("state", "migrate", "--config", config).wants(t, 0, "Done: 2 migrations", "00001_first")
	shell("state", "migrate", "--plan", "--config", config).wants(t, 0, "The database is up to date.")

	_, stop := startDaemon(t, config)
	awaitMails(t, dir, 1)
	shell("state", "migrate", "--config", config).wants(t, 1, "another daemon (process ")
	shell("status", "--config", config).wants(t, 0, "acme")
	shell("record", "reviewed", "acme", "--config", config).wants(t, 0, "acme/supplier: reviewed")
	shell("state", "check", "--config", config).wants(t, 0, "database test", " is undamaged: ", "mail")
	shell("state", "backup", filepath.Join(dir, "copy"), "--config", config).wants(t, 1, "pg_dump --format=custom")
	before, _ := filepath.Glob(filepath.Join(dir, "outbox", "*.eml"))
	if code, log := stop(); code != 0 {
		t.Fatalf("the daemon ended with %d: %s", code, log)
	}

	_, stop = startDaemon(t, config)
	if code, log := stop(); code != 0 || strings.Contains(log, "secret") {
		t.Fatalf("the daemon ended with %d: %s", code, log)
	}
	if after, _ := filepath.Glob(filepath.Join(dir, "outbox", "*.eml")); len(after) != len(before) {
		t.Errorf("%d mails were written, and %d after the second start", len(before), len(after))
	}
}

// TestStateCopy copies a state from SQLite to PostgreSQL and back: both ways have the same digest.
func TestStateCopy(t *testing.T) {
	config, dir := onPostgres(t, testkit.SharedPostgres(t))
	text, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	_, url, _ := strings.Cut(string(text), `url: "`)
	url, _, _ = strings.Cut(url, `"`)
	file := "sqlite:" + filepath.Join(dir, "state.db")
	shell("state", "copy", file, url).wants(t, 1, "it is made by the first `supplierwatch run`")
	made, err := sqlite.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	if err := made.Commit(t.Context(), model.Change{Facts: []model.Fact{registryRead("r.yaml")}}); err != nil {
		t.Fatal(err)
	}
	made.Close()

	shell("state", "copy", file).wants(t, 2, "name two databases")
	shell("state", "copy", file, "mysql://u:geheim@h/d").wants(t, 1, "expected sqlite:FILE")
	shell("state", "copy", file, url).wants(t, 1, "check user and password under state")
	there := shell("state", "copy", file, url, "--config", config)
	there.wants(t, 0, "Copied and compared: 1 fact, 0 alerts, 0 mails. Digest: ")
	shell("state", "copy", file, url, "--config", config).wants(t, 1, "there is a state in it already")
	back := shell("state", "copy", url, "sqlite:"+filepath.Join(dir, "back.db"), "--config", config)
	if back != there {
		t.Errorf("there %+v, and back %+v", there, back)
	}
	shell("state", "check", "--config", config).wants(t, 0, " is undamaged: 1 fact, ")

	guard, err := sqlite.Lock(file)
	if err != nil {
		t.Fatal(err)
	}
	shell("state", "copy", file, "sqlite:"+filepath.Join(dir, "other.db")).wants(t, 1, "another daemon")
	if err := guard.Release(); err != nil {
		t.Fatal(err)
	}
}

// awaitReady waits until a daemon answers with a status whether it is ready.
func awaitReady(t *testing.T, page string, want int) {
	t.Helper()
	for got := 0; got != want; time.Sleep(50 * time.Millisecond) {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, page+"/-/ready", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		got = answer.StatusCode
		answer.Body.Close()
	}
}

// TestServerIsAwayForAWhile stops the database server under a daemon and starts it again: the daemon says so and goes on by itself.
func TestServerIsAwayForAWhile(t *testing.T) {
	if testing.Short() {
		t.Skip("an evaluation comes once a minute")
	}
	t.Parallel()
	server := testkit.StartPostgres(t)
	config, _ := onPostgres(t, server)
	page, stop := startDaemon(t, config)
	awaitReady(t, page, http.StatusOK)
	server.Stop()
	awaitReady(t, page, http.StatusServiceUnavailable)
	shell("status", "--config", config).wants(t, 2, "the server cannot be reached")
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	awaitReady(t, page, http.StatusOK)
	shell("record", "reviewed", "acme", "--config", config).wants(t, 0, "acme/supplier: reviewed")
	if code, log := stop(); code != 0 {
		t.Errorf("the daemon ended with %d: %s", code, log)
	}
}

// TestStateMigrateOnSQLite plans and makes a database in a file; a running daemon keeps it from being changed.
func TestStateMigrateOnSQLite(t *testing.T) {
	config, url := besideDaemon(t, "with")
	shell("state", "migrate", "--plan", "--config", config).wants(t, 0, "The database is up to date.")
	shell("state", "migrate", "now", "--config", config).wants(t, 2, "takes no arguments")
	guard, err := sqlite.Lock(url)
	if err != nil {
		t.Fatal(err)
	}
	shell("state", "migrate", "--config", config).wants(t, 1, "another daemon")
	shell("state", "migrate", "--plan", "--config", config).wants(t, 0, "up to date")
	if err := guard.Release(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(strings.TrimPrefix(url, "sqlite:")); err != nil {
		t.Fatal(err)
	}
	shell("state", "migrate", "--plan", "--config", config).wants(t, 0, "To be done: ", "00001_first", "00010_mail_texts")
	shell("state", "migrate", "--config", config).wants(t, 0, "Done: ", "00010_mail_texts")
	shell("state", "check", "--config", config).wants(t, 0, "undamaged")
}
