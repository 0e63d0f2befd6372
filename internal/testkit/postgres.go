package testkit

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // registers the driver
)

// Postgres is a running PostgreSQL that listens on a Unix socket alone. Its role supplierwatch may make databases, and needs no password there.
// The role guarded needs the password "secret".
type Postgres struct {
	dir     string // of the test; the server's own user may enter it
	run     string // of the socket
	account *user.User
	program string // the folder of the server's programs
	flags   []string
	server  *daemon
	named   atomic.Int64
}

// PostgresOption changes what StartPostgres starts.
type PostgresOption func(*Postgres)

// WithPostgresSetting adds a setting of postgresql.conf to the server, such as fsync=on. Without it a crash of the machine would lose data, which
// no test causes, and everything is faster.
func WithPostgresSetting(setting string) PostgresOption {
	return func(p *Postgres) { p.flags = append(p.flags, "-c", setting) }
}

// StartPostgres starts a PostgreSQL for t, which goes away with the end of t, process and files. Where the programs are missing the test is
// skipped, with their names.
func StartPostgres(t Host, options ...PostgresOption) *Postgres {
	t.Helper()
	skipWithoutPostgres(t)
	dir := makeDir(t)
	janitor, err := startJanitor(dir)
	must(t, err, "start a janitor")
	p := &Postgres{dir: dir}
	t.Cleanup(func() {
		if p.server != nil {
			p.Stop()
		}
		if err := janitor.sweep(); err != nil {
			t.Errorf("%v", err)
		}
	})
	must(t, p.install(options), "start PostgreSQL")
	return p
}

var shared struct {
	sync.Mutex
	server  *Postgres
	janitor *janitor // whose pipe would be closed if nothing referred to it
	err     error
}

// SharedPostgres returns the one PostgreSQL of the test process, which is started by whoever asks first. It ends with the process: the janitor
// sees to that. Where the programs are missing the test is skipped, with their names.
func SharedPostgres(t Host) *Postgres {
	t.Helper()
	skipWithoutPostgres(t)
	shared.Lock()
	defer shared.Unlock()
	if shared.server == nil && shared.err == nil {
		p := &Postgres{dir: makeDir(t)}
		var err error
		shared.janitor, err = startJanitor(p.dir)
		shared.server, shared.err = p, errors.Join(err, p.install(nil))
	}
	must(t, shared.err, "start PostgreSQL")
	return shared.server
}

// skipWithoutPostgres skips t where no PostgreSQL can be started.
func skipWithoutPostgres(t Host) {
	t.Helper()
	if postgresPrograms() == "" {
		t.Skipf("SKIPPED, no PostgreSQL: postgres and initdb of version 14 or newer not found; Debian has them in the package postgresql")
	}
	if _, err := exec.LookPath("setpriv"); err != nil && os.Getuid() == 0 {
		t.Skipf("SKIPPED, no PostgreSQL: it refuses to run as root, and setpriv was not found; Debian has it in the package util-linux")
	}
}

// postgresPrograms returns the folder of the newest server; empty if there is none. Debian keeps the programs of each version in a folder of its own.
func postgresPrograms() string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	slices.SortFunc(found, func(a, b string) int { return postgresVersion(a) - postgresVersion(b) })
	if len(found) > 0 {
		if newest := found[len(found)-1]; postgresVersion(newest) >= 14 {
			return filepath.Dir(newest)
		}
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path)
	}
	return ""
}

func postgresVersion(initdb string) int {
	version, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(initdb))))
	return version
}

// install makes a cluster, starts its server and makes the roles.
func (p *Postgres) install(options []PostgresOption) error {
	p.program, p.run = postgresPrograms(), filepath.Join(p.dir, "run")
	// The server's own vacuum would come at any time, and have that of the program skip a table.
	p.flags = []string{"-c", "fsync=off", "-c", "autovacuum=off"}
	for _, option := range options {
		option(p)
	}
	if err := p.chooseAccount(); err != nil {
		return err
	}
	for _, path := range []string{p.run, p.data()} {
		if err := p.folder(path); err != nil {
			return err
		}
	}
	argv := p.asAccount(filepath.Join(p.program, "initdb"), "--pgdata", p.data(), "--username=postgres", "--auth=trust", "--encoding=UTF8",
		"--locale=C.UTF-8", "--no-sync", "--no-instructions")
	if out, err := exec.Command(argv[0], argv[1:]...).CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	const logins = "local all guarded scram-sha-256\nlocal all all trust\n"
	if err := os.WriteFile(filepath.Join(p.data(), "pg_hba.conf"), []byte(logins), 0o644); err != nil {
		return err
	}
	if err := p.Start(); err != nil {
		return err
	}
	return p.superuser("CREATE ROLE supplierwatch LOGIN CREATEDB", "CREATE ROLE guarded LOGIN PASSWORD 'secret'")
}

func (p *Postgres) data() string { return filepath.Join(p.dir, "data") }

// chooseAccount finds the user that the server runs as: it refuses to run as root.
func (p *Postgres) chooseAccount() (err error) {
	if os.Getuid() != 0 {
		p.account, err = user.Current()
		return err
	}
	if p.account, err = user.Lookup("postgres"); err != nil {
		p.account, err = user.Lookup("nobody")
	}
	return err
}

// asAccount returns the command that runs a program as the server's user.
func (p *Postgres) asAccount(argv ...string) []string {
	if os.Getuid() != 0 {
		return argv
	}
	return append([]string{"setpriv", "--reuid=" + p.account.Uid, "--regid=" + p.account.Gid, "--clear-groups", "--"}, argv...)
}

// folder makes a folder that the server's user owns.
func (p *Postgres) folder(path string) error {
	uid, err := strconv.Atoi(p.account.Uid)
	if err != nil {
		return err
	}
	gid, err := strconv.Atoi(p.account.Gid)
	if err != nil {
		return err
	}
	mode := os.FileMode(0o755)
	if path == p.data() {
		mode = 0o700
	}
	return ownedDir{path, mode, uid, gid}.make()
}

// Start starts the server and returns when it answers.
func (p *Postgres) Start() error {
	argv := append(p.asAccount(filepath.Join(p.program, "postgres"), "-D", p.data(), "-k", p.run, "-c", "listen_addresses=",
		"-c", "max_connections=200", "-c", "shared_buffers=64MB", "-c", "log_min_messages=warning"), p.flags...)
	var err error
	if p.server, err = startDaemon(p.dir, "postgres", argv...); err != nil {
		return err
	}
	answers := poll(startLimit, 10*time.Millisecond, func() bool { return p.superuser("SELECT 1") == nil || !p.server.running() })
	if !answers || !p.server.running() {
		log, _ := os.ReadFile(filepath.Join(p.dir, "postgres.out"))
		return fmt.Errorf("PostgreSQL does not answer: %s", log)
	}
	return nil
}

// Stop ends the server at once: its connections are closed, and what was committed stays.
func (p *Postgres) Stop() { p.server.stop() }

// superuser runs statements as the superuser, one after the other.
func (p *Postgres) superuser(statements ...string) error {
	db, err := sql.Open("pgx", p.url("postgres", "postgres", p.run))
	if err != nil {
		return err
	}
	defer db.Close()
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	return nil
}

// Run runs statements as the superuser, in a database that NewDatabase returned.
func (p *Postgres) Run(t Host, database string, statements ...string) {
	t.Helper()
	at, err := url.Parse(database)
	must(t, err, "read URL")
	at.User = url.User("postgres")
	db, err := sql.Open("pgx", at.String())
	must(t, err, "open database")
	defer db.Close()
	for _, statement := range statements {
		_, err := db.Exec(statement)
		must(t, err, statement)
	}
}

// NewDatabase makes an empty database and returns its URL. It is deleted with the end of t.
func (p *Postgres) NewDatabase(t Host) string {
	t.Helper()
	name := fmt.Sprintf("test%d", p.named.Add(1))
	must(t, p.superuser("CREATE DATABASE "+name+" OWNER supplierwatch"), "make database")
	t.Cleanup(func() {
		if err := p.superuser("DROP DATABASE " + name + " WITH (FORCE)"); err != nil && p.server.running() {
			t.Errorf("%v", err)
		}
	})
	return p.url("supplierwatch", name, p.run)
}

func (p *Postgres) url(role, database, folder string) string {
	at := url.URL{Scheme: "postgres", User: url.User(role), Path: "/" + database, RawQuery: "host=" + url.QueryEscape(folder)}
	return at.String()
}

// PgBouncer starts a PgBouncer before the server, which gives a server's connection to a client for one transaction at a time, and has so many of
// them for each database. It returns a function that turns the URL of a database into the one by way of it. It ends with t.
func (p *Postgres) PgBouncer(t Host, connections int) func(database string) string {
	t.Helper()
	program, err := exec.LookPath("pgbouncer")
	if err != nil {
		t.Skipf("SKIPPED, no PgBouncer: pgbouncer not found; Debian has it in the package pgbouncer")
	}
	folder := filepath.Join(p.dir, fmt.Sprintf("bouncer%d", p.named.Add(1)))
	must(t, p.folder(folder), "make folder")
	config := filepath.Join(folder, "pgbouncer.ini")
	text := fmt.Sprintf("[databases]\n* = host=%s\n[pgbouncer]\nlisten_addr =\nunix_socket_dir = %s\nauth_type = trust\nauth_file = %s/users\n"+
		"pool_mode = transaction\ndefault_pool_size = %d\nmax_client_conn = 200\n", p.run, folder, folder, connections)
	must(t, os.WriteFile(config, []byte(text), 0o644), "write configuration")
	must(t, os.WriteFile(filepath.Join(folder, "users"), []byte(`"supplierwatch" ""`+"\n"), 0o644), "write users")
	server, err := startDaemon(p.dir, filepath.Base(folder), p.asAccount(program, "-q", config)...)
	must(t, err, "start PgBouncer")
	t.Cleanup(server.stop)
	socket := filepath.Join(folder, ".s.PGSQL.6432")
	if !poll(startLimit, 10*time.Millisecond, func() bool { _, err := os.Stat(socket); return err == nil || !server.running() }) || !server.running() {
		log, _ := os.ReadFile(filepath.Join(p.dir, filepath.Base(folder)+".out"))
		t.Fatalf("PgBouncer does not answer: %s", log)
	}
	return func(database string) string {
		return strings.Replace(database, "host="+url.QueryEscape(p.run), "host="+url.QueryEscape(folder)+"&port=6432", 1)
	}
}
