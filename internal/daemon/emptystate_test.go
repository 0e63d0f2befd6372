package daemon

import (
	"context"
	"os"
	"path/filepath"
	"sync"

	"supplierwatch/internal/store/sqlite"
)

// emptyState is the file of a store without any entries. It is made once for all tests: a new store costs more than most of them do.
var emptyState = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "state")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "state.db")
	opened, err := sqlite.Open(context.Background(), "sqlite:"+path)
	if err != nil {
		return nil, err
	}
	if err := opened.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// writeEmptyState writes such a store into a directory.
func writeEmptyState(t interface {
	Helper()
	Fatal(args ...any)
}, dir string,
) {
	t.Helper()
	state, err := emptyState()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "state.db"), state, 0o600); err != nil {
		t.Fatal(err)
	}
}
