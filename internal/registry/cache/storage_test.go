package cache

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestAbandonedFilesAreDeleted: a process was killed while it wrote, in a folder whose name has the signs of a pattern.
func TestAbandonedFilesAreDeleted(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "[x]*")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "kept")
	for name, age := range map[string]time.Duration{"kept.new1": 2 * time.Hour, "kept.new2": time.Minute, "other.new3": 2 * time.Hour} {
		file, at := filepath.Join(folder, name), time.Now().Add(-age)
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, at, at); err != nil {
			t.Fatal(err)
		}
	}
	deleteAbandoned(path)
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 2 || left[0].Name() != "kept.new2" || left[1].Name() != "other.new3" {
		t.Errorf("what is left is %v, %v", left, err)
	}
}
