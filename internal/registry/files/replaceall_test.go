package files

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReplaceAllTakesBack lets the last of several replacements fail when the others are in effect.
func TestReplaceAllTakesBack(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o640); err != nil {
			t.Fatal(err)
		}
		return path
	}
	listed, problems := List([]string{write("a.yaml", "old")})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	first, err := NewFile(filepath.Join(folder, "b.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	taken, err := NewFile(write("c.yaml", "of somebody else"))
	if err != nil {
		t.Fatal(err)
	}
	err = ReplaceAll([]Replacement{
		{File: listed[0], Before: []byte("old"), After: []byte("new")},
		{File: first, After: []byte("new")},
		{File: taken, After: []byte("new")},
	})
	if err == nil || !strings.Contains(err.Error(), "c.yaml") || !strings.Contains(err.Error(), "exist") {
		t.Errorf("%v", err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 2 {
		t.Errorf("%v, %v", entries, err)
	}
	for name, want := range map[string]string{"a.yaml": "old", "c.yaml": "of somebody else"} {
		if got, err := os.ReadFile(filepath.Join(folder, name)); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if info, err := os.Stat(filepath.Join(folder, "a.yaml")); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("%v, %v", info, err)
	}
}
