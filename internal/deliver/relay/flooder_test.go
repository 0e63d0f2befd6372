package relay

import (
	"bufio"
	"crypto/tls"
	"io"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// flooder is an SMTP server that at one point does not stop sending.
type flooder struct {
	At     string // the beginning of the command that it answers so; empty: the greeting
	Says   string // again and again
	First  string // before that
	Pause  time.Duration
	Offers string
	TLS    *tls.Config

	sent atomic.Int64 // bytes of the flood that went out
}

// open serves until the test ends.
func (f *flooder) open(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				f.speak(conn)
			}()
		}
	}()
	return listener.Addr().String()
}

func (f *flooder) speak(conn net.Conn) {
	if f.At == "" {
		f.flood(conn)
		return
	}
	_, _ = io.WriteString(conn, "220 mx.test ESMTP\r\n")
	in, mail := bufio.NewReader(conn), false
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		if mail && line != ".\r\n" {
			continue
		}
		if strings.HasPrefix(line, f.At) {
			f.flood(conn)
			return
		}
		verb, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		_, _ = io.WriteString(conn, f.answer(verb)+"\r\n")
		mail = verb == "DATA"
		if verb == "STARTTLS" {
			conn = tls.Server(conn, f.TLS)
			in = bufio.NewReader(conn)
		}
	}
}

func (f *flooder) answer(verb string) string {
	switch verb {
	case "EHLO":
		return "250-mx.test\r\n" + f.Offers + "250 8BITMIME"
	case "DATA":
		return "354 go on"
	case "STARTTLS":
		return "220 go on"
	}
	return "250 ok"
}

// flood sends until the other side has had enough.
func (f *flooder) flood(conn net.Conn) {
	_, _ = io.WriteString(conn, f.First)
	block := []byte(f.Says)
	if f.Pause == 0 {
		block = []byte(strings.Repeat(f.Says, max(1, 16<<10/len(f.Says))))
	}
	for {
		n, err := conn.Write(block)
		if f.sent.Add(int64(n)); err != nil || f.sent.Load() > 1<<30 {
			return
		}
		time.Sleep(f.Pause)
	}
}

// Sent returns how many bytes of the flood went out.
func (f *flooder) Sent() int64 { return f.sent.Load() }
