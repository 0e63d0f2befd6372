package chaos

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

// TestEveryFlipChangesARow writes rows until the root of their table has become
// an interior page, which keeps stale bytes, and flips a bit at each place that
// counts: it must change what is read.
func TestEveryFlipChangesARow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rows.db")
	write(t, path)
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, stale := read(t, path), 0
	for at := range file {
		if !bytes.HasPrefix(file[at:], []byte("@buyer.test")) {
			continue
		}
		if !used(file, at) {
			stale++
			continue
		}
		bad := bytes.Clone(file)
		bad[at+1] ^= 1
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if read(t, path) == before {
			t.Errorf("a flip at byte %d of page %d changes nothing", at%pageSize, at/pageSize+1)
		}
	}
	if stale == 0 {
		t.Error("no page has stale bytes: this tests nothing")
	}
}

func write(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE TABLE rows (text TEXT)"); err != nil {
		t.Fatal(err)
	}
	for range 40 {
		if _, err := db.Exec("INSERT INTO rows VALUES (?)", strings.Repeat("x", 200)+"ann@buyer.test"); err != nil {
			t.Fatal(err)
		}
	}
}

// read returns all rows of a database.
func read(t *testing.T, path string) string {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var text string
	if err := db.QueryRow("SELECT group_concat(text) FROM rows").Scan(&text); err != nil {
		t.Fatal(err)
	}
	return text
}
