package sdnotify

import (
	"bytes"
	"log/slog"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestManagerReceivesStates(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notify.sock")
	socket, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	t.Setenv("NOTIFY_SOCKET", path)
	var log bytes.Buffer
	manager := New(slog.New(slog.NewTextHandler(&log, nil)))
	manager.Reloading()
	manager.Notify("READY=1")
	for _, want := range []string{"RELOADING=1\nMONOTONIC_USEC=", "READY=1"} {
		text := make([]byte, 1024)
		n, err := socket.Read(text)
		if got := string(text[:n]); err != nil || !strings.HasPrefix(got, want) {
			t.Errorf("received %q, %v; want %q", got, err, want)
		}
	}
	if log.Len() > 0 {
		t.Errorf("logged %s", &log)
	}
}

// TestManagerFailureIsOnlyLogged checks that a socket that nobody reads causes one line of the log, and that without a service manager nothing is
// logged at all.
func TestManagerFailureIsOnlyLogged(t *testing.T) {
	for socket, want := range map[string]int{"": 0, filepath.Join(t.TempDir(), "nobody"): 2} {
		t.Setenv("NOTIFY_SOCKET", socket)
		var log bytes.Buffer
		manager := New(slog.New(slog.NewTextHandler(&log, nil)))
		manager.Reloading()
		manager.Notify("READY=1")
		if got := strings.Count(log.String(), "The service manager could not be notified."); got != want {
			t.Errorf("socket %q: %d failures logged, want %d:\n%s", socket, got, want, &log)
		}
	}
}

func TestWatchdogIntervalIsHalved(t *testing.T) {
	for usec, want := range map[string]time.Duration{"": 0, "0": 0, "-5": 0, "soon": 0, "30000000": 15 * time.Second} {
		t.Setenv("WATCHDOG_USEC", usec)
		if got := WatchdogEvery(); got != want {
			t.Errorf("WATCHDOG_USEC=%q: every %v, want %v", usec, got, want)
		}
	}
}
