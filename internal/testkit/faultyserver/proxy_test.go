package faultyserver

import (
	"bufio"
	"errors"
	"io"
	"net"
	"os"
	"syscall"
	"testing"
	"time"
)

func TestProxy(t *testing.T) {
	p := StartProxy(t, StartSMTP(t, SMTPSetup{}).Addr)
	conn, err := net.Dial("tcp", p.Addr)
	must(t, err, "dial")
	defer conn.Close()
	lines := bufio.NewReader(conn)
	if line, err := lines.ReadString('\n'); line != "220 mail.test ESMTP\r\n" {
		t.Fatalf("greeting = %q, %v", line, err)
	}

	p.SetMode(ProxyHang)
	_, err = io.WriteString(conn, "NOOP\r\n")
	must(t, err, "write while it hangs")
	_ = conn.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
	if line, err := lines.ReadString('\n'); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("it hangs, but %q, %v came", line, err)
	}
	p.SetMode(ProxyForward)
	_ = conn.SetReadDeadline(time.Now().Add(5 * time.Second))
	if line, err := lines.ReadString('\n'); line != "250 2.0.0 nothing done\r\n" {
		t.Errorf("what was held back did not come: %q, %v", line, err)
	}

	p.SetMode(ProxyReset)
	if _, err := lines.ReadString('\n'); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("got %v, want a reset of the open connection", err)
	}
	if err := sendTo(p.Addr, "b@x.test"); err == nil {
		t.Error("a new connection got through")
	}
	p.SetMode(ProxyForward)
	must(t, sendTo(p.Addr, "b@x.test"), "send through the healed proxy")
}

// The target is looked for anew with each connection, so that one that comes
// back is found.
func TestProxyWithoutTarget(t *testing.T) {
	p := StartProxy(t, "127.0.0.1:1")
	if err := sendTo(p.Addr, "b@x.test"); err == nil {
		t.Error("sent to nowhere")
	}
}
