package postgres

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations
var migrations embed.FS

const (
	versionsTable = "supplierwatch_schema"
	lockTable     = "supplierwatch_schema_lock"
)

// oldestServer is the first version of PostgreSQL that is supported.
const oldestServer = 14

// migrate brings the schema up to date. A schema that is up to date costs no lock.
func (d *database) migrate(ctx context.Context) error {
	if err := d.checkServer(ctx); err != nil {
		return err
	}
	have, err := d.version(ctx)
	if err != nil {
		return err
	}
	want := newestVersion()
	switch {
	case have > want:
		return tooNew(have, want)
	case have == want:
		return nil
	}
	if err := d.checkOwner(ctx); err != nil {
		return err
	}
	return d.migrateLocked(ctx)
}

// migrateLocked runs the missing migrations while others that start wait for it.
func (d *database) migrateLocked(ctx context.Context) error {
	locker, err := lock.NewPostgresTableLocker(lock.WithTableName(lockTable), lock.WithTableLockTimeout(250*time.Millisecond, 240))
	if err != nil {
		return fmt.Errorf("prepare the lock of migrations: %w", err)
	}
	provider, err := newProvider(d.pool, goose.WithLocker(locker))
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("bring schema up to date: %w", err)
	}
	return nil
}

// checkVersion refuses a schema that is not the one this program knows, without changing it.
func (d *database) checkVersion(ctx context.Context) error {
	have, err := d.version(ctx)
	want := newestVersion()
	switch {
	case err != nil:
		return err
	case have == 0:
		return errNoTables{}
	case have > want:
		return tooNew(have, want)
	case have < want:
		return fmt.Errorf("its schema is version %d and this program needs %d; restart the daemon with this program", have, want)
	}
	return nil
}

// errNoTables is an fs.ErrNotExist of a database.
type errNoTables struct{}

// Error returns what to do about it.
func (errNoTables) Error() string {
	return "it has no tables yet; they are made by the first `supplierwatch run`, or by `supplierwatch state migrate`"
}

// Is reports whether an error means that something does not exist.
func (errNoTables) Is(target error) bool { return target == fs.ErrNotExist }

// version returns the version of the schema; 0 where there is none.
func (d *database) version(ctx context.Context) (version int64, err error) {
	err = d.pool.QueryRowContext(ctx, "SELECT coalesce(max(version_id), 0) FROM "+versionsTable+" WHERE is_applied").Scan(&version)
	if isUndefinedTable(err) {
		return 0, nil
	}
	return version, err
}

// checkServer refuses a server that cannot keep what is written.
func (d *database) checkServer(ctx context.Context) error {
	var version int
	var encoding string
	if err := d.pool.QueryRowContext(ctx, serverSQL).Scan(&version, &encoding); err != nil {
		return err
	}
	if version/10_000 < oldestServer {
		return fmt.Errorf("the server is PostgreSQL %d, and this program needs %d or newer", version/10_000, oldestServer)
	}
	if encoding != "UTF8" {
		return fmt.Errorf("its encoding is %s; make a database with `createdb --encoding=UTF8 --template=template0`", encoding)
	}
	return nil
}

// checkOwner refuses a database in whose schema another program has its tables.
func (d *database) checkOwner(ctx context.Context) error {
	var foreign int
	if err := d.pool.QueryRowContext(ctx, foreignTablesSQL).Scan(&foreign); err != nil {
		return err
	}
	if foreign > 0 {
		return errors.New("it is a database of another program; make one of its own, or name another one under state")
	}
	return nil
}

func newProvider(db *sql.DB, options ...goose.ProviderOption) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations/postgres")
	if err != nil {
		return nil, err
	}
	options = append(options, goose.WithDisableGlobalRegistry(true), goose.WithTableName(versionsTable))
	provider, err := goose.NewProvider(goose.DialectPostgres, db, files, options...)
	if err != nil {
		return nil, fmt.Errorf("read migrations of PostgreSQL: %w", err)
	}
	return provider, nil
}

// newestVersion returns the version of the schema that this program knows.
func newestVersion() int64 {
	names, err := fs.Glob(migrations, "migrations/postgres/*.sql")
	if err != nil {
		panic(err) // the pattern is right
	}
	return int64(len(names)) // they are numbered from 1, as a test checks
}

func tooNew(have, want int64) error {
	return fmt.Errorf("a newer supplierwatch wrote it (schema version %d, this program knows %d); "+
		"use that version again, or name another database under state", have, want)
}

// Pending returns the names of the migrations that a database still needs, in their order, and changes nothing.
func Pending(ctx context.Context, at Address) ([]string, error) {
	d, err := connect(at, 1)
	if err != nil {
		return nil, err
	}
	have, err := d.version(ctx)
	if err != nil {
		return nil, errors.Join(d.failed("read version of schema", err), d.close())
	}
	names, err := fs.Glob(migrations, "migrations/postgres/*.sql")
	if err := errors.Join(err, d.close()); err != nil || have >= int64(len(names)) { // they are numbered from 1
		return nil, err
	}
	names = names[have:]
	for i, name := range names {
		names[i] = strings.TrimSuffix(path.Base(name), ".sql")
	}
	return names, nil
}
