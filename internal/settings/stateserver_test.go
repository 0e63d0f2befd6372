package settings

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// loadState loads a configuration with a state.
func loadState(t *testing.T, state string) (*Settings, string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"sw.yaml": "state: " + state + "\n", "pg.pw": "swordfish\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, problems, _ := Load(filepath.Join(dir, "sw.yaml"))
	var said strings.Builder
	for _, p := range problems {
		fmt.Fprintln(&said, p.Message)
	}
	return s, said.String()
}

// TestStateOnAServer loads URLs of a server, whose password is a secret like others, and those that cannot be one.
func TestStateOnAServer(t *testing.T) {
	const url = "postgres://user@db.example:5432/sw?sslmode=verify-full"
	s, said := loadState(t, `{url: "`+url+`", password: {file: pg.pw}}`)
	if said != "" || s == nil || s.State.URL != url || s.State.Password.Reveal() != "swordfish" || filepath.Base(s.State.Folder) != "var" {
		t.Fatalf("%s %+v", said, s)
	}
	if text := fmt.Sprintf("%+v", s.State); strings.Contains(text, "swordfish") {
		t.Errorf("the password is printed: %s", text)
	}
	if s, said = loadState(t, "postgresql://db.example/sw"); said != "" || s.State.URL != "postgresql://db.example/sw" {
		t.Errorf("a URL alone: %s", said)
	}
	for state, want := range map[string]string{
		"postgres://user:swordfish@db.example/sw":            "the URL has a password",
		"postgres://user@db.example/sw?password=swordfish":   "the URL has a password",
		"postgres://user@db.example":                         "expected postgres://USER@HOST:PORT/DATABASE",
		"postgres:user@db.example/sw":                        "expected postgres://USER@HOST:PORT/DATABASE",
		`"postgres://user:swordfish@db.example:port word/x"`: "expected postgres://USER@HOST:PORT/DATABASE",
	} {
		if _, said := loadState(t, state); !strings.Contains(said, want) || strings.Contains(said, "swordfish") {
			t.Errorf("%s: got %q, want %q", state, said, want)
		}
	}
}
