// Package probetest has servers, and checks of facts, for the tests of probes.
package probetest

import (
	"context"
	"net"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"supplierwatch/internal/model"
)

// Serve accepts connections on the loopback interface and handles each until
// the test ends, which closes them.
func Serve(t testing.TB, handle func(net.Conn)) (port string) {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			drop := context.AfterFunc(ctx, func() { conn.Close() })
			handle(conn)
			drop()
			conn.Close()
		}
	}()
	t.Cleanup(func() {
		stop()
		listener.Close()
		<-ended
	})
	_, port, err = net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// ClosedPort returns a port where nobody listens, and keeps it so: a socket holds
// it without listening.
func ClosedPort(t testing.TB) string {
	t.Helper()
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Close(fd) })
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		t.Fatal(err)
	}
	held, err := syscall.Getsockname(fd)
	if err != nil {
		t.Fatal(err)
	}
	return strconv.Itoa(held.(*syscall.SockaddrInet4).Port)
}

// Run runs a probe with the time that a test has patience for.
func Run(t testing.TB, probe func(context.Context) model.Fact) model.Fact {
	t.Helper()
	return RunFor(t, probe, 10*time.Second)
}

// RunFor runs a probe with a limit of time.
func RunFor(t testing.TB, probe func(context.Context) model.Fact, patience time.Duration) model.Fact {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	return probe(ctx)
}

// Expect compares what a test is about in every fact.
func Expect[R ~string](t testing.TB, f model.Fact, kind model.FactKind, reason R, evidence ...string) {
	t.Helper()
	if f.Kind != kind || R(f.Data["reason"]) != reason {
		t.Errorf("got %s %q, want %s %q; evidence:\n%s", f.Kind, f.Data["reason"], kind, reason, f.Evidence)
	}
	for _, want := range evidence {
		if !strings.Contains(f.Evidence, want) {
			t.Errorf("evidence lacks %q:\n%s", want, f.Evidence)
		}
	}
	if f.Evidence == "" {
		t.Error("no evidence")
	}
}

// Noon is an instant for tests that need any.
var Noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
