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

// reservation is an address for a server that other rigs leave alone until it
// is released. The lock is a UDP socket with the same number: the kernel gives
// it to one process only and takes it back when the process dies. The TCP port
// cannot be held itself, for then the server could not have it; and Postfix
// would share one with the Postfix of another rig without a complaint.
type reservation struct {
	addr string
	lock net.PacketConn
}

func (r reservation) release() { _ = r.lock.Close() }

// reserve chooses a port on host that nobody listens on. A process that is no
// rig may still be faster: whoever starts a server there must be ready to
// choose again.
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

// listening tells whether some process listens on addr. Nothing is started
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
