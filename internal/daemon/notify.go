package daemon

import (
	"fmt"
	"net"
	"os"
	"strconv"
	"time"
)

// notifier speaks the service manager's protocol (sd_notify(3)). Without a
// service manager it is silent.
type notifier struct{ socket string }

func newNotifier() notifier { return notifier{socket: os.Getenv("NOTIFY_SOCKET")} }

// send sends one or more assignments such as READY=1 to the service manager.
func (n notifier) send(state string) error {
	if n.socket == "" {
		return nil
	}
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: n.socket, Net: "unixgram"})
	if err != nil {
		return fmt.Errorf("notify service manager: %w", err)
	}
	defer conn.Close()
	if _, err := conn.Write([]byte(state)); err != nil {
		return fmt.Errorf("notify service manager: %w", err)
	}
	return nil
}

// reloading reports to the service manager that a reload has begun. The service
// manager also requires the time of the monotonic clock.
func (n notifier) reloading() error {
	now, err := monotonic()
	if err != nil {
		return err
	}
	return n.send("RELOADING=1\nMONOTONIC_USEC=" + strconv.FormatInt(now.Microseconds(), 10))
}

// watchdogEvery is how often the service manager wants a sign of life, halved
// as it advises; zero means it wants none.
func watchdogEvery() time.Duration {
	usec, err := strconv.ParseInt(os.Getenv("WATCHDOG_USEC"), 10, 64)
	if err != nil || usec <= 0 {
		return 0
	}
	return time.Duration(usec) * time.Microsecond / 2
}
