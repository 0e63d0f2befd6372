package stateurl

import (
	"strings"
	"testing"
)

func TestCheckServer(t *testing.T) {
	for _, url := range []string{"postgres://user@db.example:5432/sw?sslmode=verify-full", "postgresql://db.example/sw", "postgres://u@/sw?host=/run/postgresql"} {
		if err := CheckServer(url); err != nil || !IsServer(url) {
			t.Errorf("%s: %v", url, err)
		}
	}
	for url, want := range map[string]string{
		"postgres://user:geheim@db.example/sw":          "the URL has a password",
		"postgres://user@db.example/sw?password=geheim": "the URL has a password",
		"postgres://user:geheim@db.example":             "expected postgres://USER@HOST:PORT/DATABASE",
		"postgres:user:geheim@db.example/sw":            "expected postgres://USER@HOST:PORT/DATABASE",
		"postgres://user:geheim@db.example:port word/x": "expected postgres://USER@HOST:PORT/DATABASE",
		"sqlite:x": "expected postgres://USER@HOST:PORT/DATABASE",
	} {
		if err := CheckServer(url); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "geheim") {
			t.Errorf("%s: got %v, want %q", url, err, want)
		}
	}
}

func TestFile(t *testing.T) {
	if path, err := File("sqlite:./var/x.db"); path != "./var/x.db" || err != nil {
		t.Errorf("got %q, %v", path, err)
	}
	for url, want := range map[string]string{"sqlite:///x": "write sqlite:/x, without //", "mysql://h/d": "expected sqlite:FILE", "sqlite:": "expected", "sqlite:a/": "expected"} {
		if _, err := File(url); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", url, err)
		}
	}
}
