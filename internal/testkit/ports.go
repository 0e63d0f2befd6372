package testkit

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"strconv"
	"syscall"
)

// The ports offered to servers lie below the range from which Linux serves
// outgoing connections (32768 and up), so that no client of any process can
// take one between the choice and the start of the server.
const (
	firstPort = 20000
	lastPort  = 29999
)

// reservation is an address for a server that other test processes do not use
// until it is released. The lock is a UDP socket with the same number: the kernel
// grants it to one process only and frees it when the process dies. The TCP port
// itself cannot be locked, because then the server could not use it. Postfix
// would share the port with the Postfix of another process without an error.
type reservation struct {
	addr string
	lock net.PacketConn
}

func (r reservation) release() { _ = r.lock.Close() }

// reserve chooses a port on host that nobody listens on. A process that does not
// use this package may still be faster, so whoever starts a server there must be
// ready to choose again.
func reserve(host string) (reservation, error) {
	var last error
	for range 100 {
		addr := net.JoinHostPort(host, strconv.Itoa(firstPort+rand.IntN(lastPort-firstPort+1)))
		lock, err := net.ListenPacket("udp", addr)
		if err == nil && !listening(addr) {
			return reservation{addr: addr, lock: lock}, nil
		}
		if err == nil {
			err = fmt.Errorf("%s: %w", addr, syscall.EADDRINUSE)
			_ = lock.Close()
		}
		last = err
	}
	return reservation{}, fmt.Errorf("find a free port on %s: %w", host, last)
}

// listening reports whether a process listens on addr. No process is started
// meanwhile: a child that is forked while the socket is open keeps a copy of it
// until it executes its program, and the port would be in use for that long.
func listening(addr string) bool {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return errors.Is(err, syscall.EADDRINUSE)
	}
	_ = listener.Close()
	return false
}
