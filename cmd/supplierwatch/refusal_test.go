package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// quick is how fast a daemon that cannot start has to say so, on a busy machine.
const quick = time.Minute

// intoFolder is a relay that writes mails as files.
const intoFolder = "{directory: outbox}"

// wantRefusal wants a command that could not work to say so soon, with an exit
// code and each of some words, and no trace of an accident.
func wantRefusal(t *testing.T, said answer, code int, words ...string) {
	t.Helper()
	if said.code != code {
		t.Errorf("ended with code %d, want %d:\n%s", said.code, code, said.err)
	}
	if said.took > quick {
		t.Errorf("took %v to say so", said.took)
	}
	text := said.out + said.err
	for _, word := range words {
		if !strings.Contains(text, word) {
			t.Errorf("does not say %q:\n%s", word, text)
		}
	}
	for _, accident := range []string{"panic:", "goroutine ", "SIGSEGV"} {
		if strings.Contains(text, accident) {
			t.Errorf("broke down:\n%s", text)
		}
	}
}

// TestSecondDaemon starts another daemon on the state of a running one.
func TestSecondDaemon(t *testing.T) {
	t.Parallel()
	program(t)
	o := simple(t, intoFolder)
	d := startReady(t, "--config", o.config)
	wantRefusal(t, shell(t, "run", "--config", o.config), 1, fmt.Sprintf("(process %d)", d.cmd.Process.Pid), o.state, "stop it first")
	if code, _ := d.get(t, "/-/healthy"); code != 200 {
		t.Errorf("the first daemon answers %d for its health, want 200", code)
	}
	d.stop(t)
	again := startReady(t, "--config", o.config)
	again.stop(t)
}

// TestStateIsNoDatabase finds something else where its state should be, and
// leaves that as it was.
func TestStateIsNoDatabase(t *testing.T) {
	t.Parallel()
	program(t)
	o := simple(t, intoFolder)
	text := strings.Repeat("Dear diary, today the photoresist ran out. ", 200)
	o.write(t, "state.db", text)
	wantRefusal(t, shell(t, "run", "--config", o.config), 1, "supplierwatch: ", o.state, "database")
	if found, err := os.ReadFile(o.state); err != nil || string(found) != text {
		t.Errorf("the file was changed: %v", err)
	}
}

// TestReadOnlyFolder cannot write where its state should be.
func TestReadOnlyFolder(t *testing.T) {
	t.Parallel()
	program(t)
	o := simple(t, intoFolder)
	// Everybody may look at it, also through the folder that it lies in.
	for folder, mode := range map[string]os.FileMode{filepath.Dir(o.folder): 0o755, o.folder: 0o555} {
		if err := os.Chmod(folder, mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.Chmod(o.folder, 0o755) })
	wantRefusal(t, shellAsNobody(t, "run", "--config", o.config), 1, o.state, "permission denied", "must be able to write")
}

// TestPageTaken wants the address of the page, which somebody else has.
func TestPageTaken(t *testing.T) {
	t.Parallel()
	program(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	o := simple(t, intoFolder)
	text, err := os.ReadFile(o.config)
	if err != nil {
		t.Fatal(err)
	}
	o.write(t, "supplierwatch.yaml", strings.Replace(string(text), "127.0.0.1:0", listener.Addr().String(), 1))
	wantRefusal(t, shell(t, "run", "--config", o.config), 1, listener.Addr().String(), "in use", "listen")
}

// TestUnreadableRegistry passes a file that is not a registry to the daemon and to a check.
func TestUnreadableRegistry(t *testing.T) {
	t.Parallel()
	program(t)
	cases := map[string]struct {
		make func(t *testing.T, path string)
		word string
	}{
		"a named pipe": {func(t *testing.T, path string) {
			if err := syscall.Mkfifo(path, 0o644); err != nil {
				t.Fatal(err)
			}
		}, "it is a named pipe"},
		"an empty folder": {func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o755); err != nil {
				t.Fatal(err)
			}
		}, "holds no"},
		"100 MB": {func(t *testing.T, path string) {
			if err := os.WriteFile(path, nil, 0o644); err != nil {
				t.Fatal(err)
			}
			if err := os.Truncate(path, 100<<20); err != nil {
				t.Fatal(err)
			}
		}, "larger than 64 MB"},
		"nothing there": {func(*testing.T, string) {}, "no such file or folder"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "registry.yaml")
			c.make(t, path)
			wantRefusal(t, shell(t, "run", path), 2, "supplierwatch: ", path, c.word)
			wantRefusal(t, shell(t, "check", path), 2, path, c.word)
		})
	}
}
