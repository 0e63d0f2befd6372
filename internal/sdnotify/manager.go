package sdnotify

import (
	"fmt"
	"log/slog"
	"net"
	"os"
	"strconv"
	"time"
)

// Manager notifies the service manager by its protocol (sd_notify(3)).
// Without a service manager it does nothing. A failure is only logged, because
// watching suppliers does not depend on it.
type Manager struct {
	socket string
	log    *slog.Logger
}

// New returns the service manager that the environment names.
func New(log *slog.Logger) Manager {
	return Manager{socket: os.Getenv("NOTIFY_SOCKET"), log: log}
}

// Notify sends one or more assignments such as READY=1.
func (m Manager) Notify(state string) { m.logFailure(m.send(state)) }

// Reloading reports that a reload has begun. The service manager also requires
// the time of the monotonic clock.
func (m Manager) Reloading() {
	if m.socket == "" {
		return
	}
	now, err := monotonic()
	if err == nil {
		err = m.send("RELOADING=1\nMONOTONIC_USEC=" + strconv.FormatInt(now.Microseconds(), 10))
	}
	m.logFailure(err)
}

func (m Manager) logFailure(err error) {
	if err != nil {
		m.log.Warn("The service manager could not be notified.", "error", err)
	}
}

// send sends a datagram to the socket of the service manager.
func (m Manager) send(state string) error {
	if m.socket == "" {
		return nil
	}
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: m.socket, Net: "unixgram"})
	if err != nil {
		return fmt.Errorf("notify service manager: %w", err)
	}
	defer conn.Close()
	if _, err := conn.Write([]byte(state)); err != nil {
		return fmt.Errorf("notify service manager: %w", err)
	}
	return nil
}

// WatchdogEvery is how often the service manager wants a sign of life, halved
// as it advises; zero means it wants none.
func WatchdogEvery() time.Duration {
	usec, err := strconv.ParseInt(os.Getenv("WATCHDOG_USEC"), 10, 64)
	if err != nil || usec <= 0 {
		return 0
	}
	return time.Duration(usec) * time.Microsecond / 2
}
