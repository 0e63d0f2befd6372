package registry

import (
	"os"
	"path/filepath"
	"testing"
)

// TestOK loads everything that is right, without a word.
func TestOK(t *testing.T) {
	entries, err := os.ReadDir("testdata/ok")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		t.Run(e.Name(), func(t *testing.T) {
			r, problems := Load([]string{filepath.Join("testdata/ok", e.Name())})
			for _, p := range problems {
				t.Error(p)
			}
			if r == nil || len(r.Suppliers) == 0 || r.Hash == "" {
				t.Errorf("registry = %+v", r)
			}
		})
	}
}
