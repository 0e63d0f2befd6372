package store

import (
	"path/filepath"
	"testing"
)

// fileURL names a database in a folder of the test.
func fileURL(t testing.TB) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "supplierwatch.db")
}

func TestSQLite(t *testing.T) { testStore(t, fileURL) }
