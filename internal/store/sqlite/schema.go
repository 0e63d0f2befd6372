package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrations embed.FS

// applicationID marks our files; it is set by the first migration.
const applicationID = 1397774164

// checkOwner refuses a database that another program filled. The table of versions alone may stand there: a process can be killed
// between its making and the first migration.
func (d *database) checkOwner(ctx context.Context) error {
	var id, tables int
	err := d.reader.QueryRowContext(ctx, "SELECT application_id FROM pragma_application_id").Scan(&id)
	if err != nil {
		return explain(err)
	}
	const foreign = `SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^' AND name <> ?`
	if err := d.reader.QueryRowContext(ctx, foreign, goose.DefaultTablename).Scan(&tables); err != nil {
		return explain(err)
	}
	if id != applicationID && tables > 0 {
		return errors.New("it is a database of another program; name another file under state")
	}
	return nil
}

// migrate brings the schema up to date and refuses one that is ahead of this program.
func (d *database) migrate(ctx context.Context) error {
	provider, err := newProvider(d.writer)
	if err != nil {
		return err
	}
	if err := newer(ctx, provider); err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("bring schema up to date: %w", explain(err))
	}
	return nil
}

// checkVersion refuses a schema that is not the one this program knows, without changing it.
func (d *database) checkVersion(ctx context.Context) error {
	known, err := newProvider(d.reader)
	if err != nil {
		return err
	}
	sources := known.ListSources()
	want := sources[len(sources)-1].Version
	var have int64
	err = d.reader.QueryRowContext(ctx, "SELECT coalesce(max(version_id), 0) FROM "+goose.DefaultTablename).Scan(&have)
	switch {
	case err != nil && strings.Contains(err.Error(), "no such table"):
		return errors.New("nothing was written to it yet; start `supplierwatch run` first")
	case err != nil:
		return explain(err)
	case have > want:
		return tooNew(have, want)
	case have < want:
		return fmt.Errorf("its schema is version %d and this program needs %d; restart the daemon with this program", have, want)
	}
	return nil
}

// hasThisSchema reports whether a database is ours and has the schema of this program.
func (d *database) hasThisSchema(ctx context.Context) bool {
	return inOrder(ctx, d.checkOwner, d.checkVersion) == nil
}

func newProvider(db *sql.DB) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations/sqlite")
	if err != nil {
		return nil, err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return nil, fmt.Errorf("read migrations of SQLite: %w", err)
	}
	return provider, nil
}

// newer refuses a database that a newer program wrote: this one would not understand what it holds.
func newer(ctx context.Context, provider *goose.Provider) error {
	have, want, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read version of schema: %w", explain(err))
	}
	if have > want {
		return tooNew(have, want)
	}
	return nil
}

func tooNew(have, want int64) error {
	return fmt.Errorf("a newer supplierwatch wrote it (schema version %d, this program knows %d); "+
		"use that version again, or name another file under state", have, want)
}

// Pending returns the names of the migrations that a database still needs, in their order, and changes nothing. Without a file, all are.
func Pending(ctx context.Context, url string) ([]string, error) {
	file, err := Path(url)
	if err != nil {
		return nil, err
	}
	var have int64
	if exists, err := checkPath(file); err != nil {
		return nil, err
	} else if exists {
		s, err := open(file, func(d *database) error { return d.checkOwner(ctx) })
		if err != nil {
			return nil, err
		}
		have, err = s.db.version(ctx)
		if err := errors.Join(err, s.Close()); err != nil {
			return nil, err
		}
	}
	return namesAfter(have)
}

// namesAfter returns the names of the migrations after a version.
func namesAfter(version int64) ([]string, error) {
	names, err := fs.Glob(migrations, "migrations/sqlite/*.sql")
	if err != nil || version >= int64(len(names)) { // they are numbered from 1
		return nil, err
	}
	names = names[version:]
	for i, name := range names {
		names[i] = strings.TrimSuffix(path.Base(name), ".sql")
	}
	return names, nil
}

// version returns the version of the schema; 0 where there is none.
func (d *database) version(ctx context.Context) (version int64, err error) {
	err = d.reader.QueryRowContext(ctx, "SELECT coalesce(max(version_id), 0) FROM "+goose.DefaultTablename).Scan(&version)
	if err != nil && strings.Contains(err.Error(), "no such table") {
		return 0, nil
	}
	return version, explain(err)
}
