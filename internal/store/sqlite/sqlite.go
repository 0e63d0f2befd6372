package sqlite

import (
	"database/sql"
	"net/url"
	"path/filepath"

	_ "modernc.org/sqlite" // registers the driver
)

// readers is how many connections read at the same time; one of them may be a long start while the page is asked for.
const readers = 4

// patience is how long, in milliseconds, a handle waits for another process to end its transaction.
const patience = "10000"

// openSQLite returns the handle that writes and the one that reads. Nothing is opened yet: the first query does it.
//
// The writer has one connection and begins each transaction with the write lock. A transaction that read first and asked for the
// lock later would fail at once if somebody else wrote in between, however long it was ready to wait.
func openSQLite(path string) (writer, reader *sql.DB, err error) {
	path, err = filepath.Abs(path)
	if err != nil {
		return nil, nil, err
	}
	writer, err = sql.Open("sqlite", sqliteURI(path, url.Values{
		"mode": {"rw"}, "_txlock": {"immediate"}, "_busy_timeout": {patience},
		"_journal_mode": {"WAL"}, "_synchronous": {"FULL"}, "_dqs": {"0"},
	}))
	if err != nil {
		return nil, nil, err
	}
	writer.SetMaxOpenConns(1)
	reader, err = sql.Open("sqlite", sqliteURI(path, url.Values{
		"mode": {"rw"}, "_busy_timeout": {patience}, "_query_only": {"1"}, "_dqs": {"0"},
	}))
	if err != nil {
		return nil, nil, err
	}
	reader.SetMaxOpenConns(readers)
	return writer, reader, nil
}

// sqliteURI keeps characters that mean something in a URI, such as ? and %, parts of the file's name.
func sqliteURI(path string, options url.Values) string {
	uri := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: options.Encode()}
	return uri.String()
}
