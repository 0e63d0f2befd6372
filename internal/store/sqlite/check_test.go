package sqlite

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestProveWrites(t *testing.T) {
	s := mustOpen(t, "sqlite:"+filepath.Join(t.TempDir(), "proved.db"))
	conn, err := s.db.reader.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	// The number changes on a connection whenever another one has written.
	version := func() (n int) {
		if err := conn.QueryRowContext(t.Context(), "PRAGMA data_version").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	for range 2 {
		before := version()
		if err := s.CheckWritable(t.Context()); err != nil {
			t.Fatal(err)
		}
		if version() == before {
			t.Error("nothing was written")
		}
	}
}

func TestProveMissesTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "proved.db")
	s := mustOpen(t, "sqlite:"+path)
	if err := os.Rename(path, path+".away"); err != nil {
		t.Fatal(err)
	}
	if err := s.CheckWritable(t.Context()); err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Errorf("moved away: %v", err)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.CheckWritable(t.Context()); err == nil || !strings.Contains(err.Error(), "another file") {
		t.Errorf("replaced: %v", err)
	}
}
