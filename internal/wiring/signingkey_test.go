package wiring

import (
	"os"
	"path/filepath"
	"testing"

	"supplierwatch/internal/settings"
)

func TestTheKeyIsMadeOnceAndForUsAlone(t *testing.T) {
	dir := t.TempDir()
	s := settings.Default(dir, nil)
	s.State.URL = "sqlite:" + filepath.Join(dir, "supplierwatch.db")
	first, err := SigningKey(s)
	if err != nil {
		t.Fatal(err)
	}
	if len(first) < 20 {
		t.Errorf("the key has %d characters", len(first))
	}
	info, err := os.Stat(filepath.Join(dir, "secret"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v; want mode 0600", info.Mode(), err)
	}
	second, err := SigningKey(s)
	if err != nil || string(second) != string(first) {
		t.Errorf("the second start has another key, or %v", err)
	}
	s.Identity.Secret = settings.NewSecret("written down")
	if third, err := SigningKey(s); err != nil || string(third) != "written down" {
		t.Errorf("the configuration's key is not taken, or %v", err)
	}
}

func TestAnEmptyKeyIsRefused(t *testing.T) {
	dir := t.TempDir()
	s := settings.Default(dir, nil)
	s.State.URL = "sqlite:" + filepath.Join(dir, "supplierwatch.db")
	if err := os.WriteFile(filepath.Join(dir, "secret"), []byte("\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if key, err := SigningKey(s); err == nil {
		t.Errorf("an empty key signs: %q", key)
	}
}
