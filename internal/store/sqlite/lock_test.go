package sqlite

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestLockRefusesSecondDaemon(t *testing.T) {
	url := "sqlite:" + filepath.Join(t.TempDir(), "var", "x.db")
	first, err := Lock(url)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Lock(url)
	want := fmt.Sprintf("another daemon (process %d) works on", os.Getpid())
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("the second daemon got %v, want %q", err, want)
	}
	if err := first.Release(); err != nil {
		t.Fatal(err)
	}
	second, err := Lock(url)
	if err != nil {
		t.Fatal("after the first went:", err)
	}
	if err := second.Release(); err != nil {
		t.Error(err)
	}
}

func TestLockRefusesNamedPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	if err := syscall.Mkfifo(path+".lock", 0o600); err != nil {
		t.Skip("no named pipes here: ", err)
	}
	if _, err := Lock("sqlite:" + path); err == nil || !strings.Contains(err.Error(), "it is a named pipe") {
		t.Errorf("got %v", err)
	}
}

func TestLockIgnoresWhatADeadDaemonLeft(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	write(t, path+".lock", []byte("4711\n"))
	guard, err := Lock("sqlite:" + path)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(read(t, path+".lock")); got != fmt.Sprintln(os.Getpid()) {
		t.Errorf("the lock file says %q", got)
	}
	if err := guard.Release(); err != nil {
		t.Error(err)
	}
}
