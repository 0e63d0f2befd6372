package callout

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/probe"
)

// mailHost is a mail server on an address of its own that knows its recipients
// and remembers what it was told.
type mailHost struct {
	offers    []string
	recipient func(address string) string // the answer to RCPT
	greeting  string
	delay     time.Duration // before each answer

	mu          sync.Mutex
	connections int
	now, most   int      // connections at the same time
	commands    []string // of all connections, in their order
	flights     int      // times that something was read
}

// startMailHost listens at an address and port (0: any) until the test ends.
func startMailHost(t testing.TB, m *mailHost, address string) (port string) {
	t.Helper()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	var serving sync.WaitGroup
	serving.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			serving.Go(func() { m.speak(conn) })
		}
	})
	t.Cleanup(func() {
		listener.Close()
		serving.Wait()
	})
	_, port, _ = net.SplitHostPort(listener.Addr().String())
	return port
}

func (m *mailHost) speak(conn net.Conn) {
	defer conn.Close()
	m.arrive(1)
	// Whoever reads the last answer may be back before this ends.
	leave := sync.OnceFunc(func() { m.arrive(-1) })
	defer leave()
	_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
	greeting := m.greeting
	if greeting == "" {
		greeting = "220 mx.test ESMTP"
	}
	time.Sleep(m.delay)
	fmt.Fprintf(conn, "%s\r\n", greeting)
	in := bufio.NewReader(conn)
	for {
		if in.Buffered() == 0 {
			m.read()
		}
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		answer := m.answer(strings.TrimRight(line, "\r\n"))
		time.Sleep(m.delay)
		last := strings.HasPrefix(answer, "22") || strings.HasPrefix(answer, "421")
		if last {
			leave()
		}
		fmt.Fprintf(conn, "%s\r\n", answer)
		if last {
			return
		}
	}
}

func (m *mailHost) arrive(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now += n
	m.most = max(m.most, m.now)
	m.connections += max(n, 0)
}

func (m *mailHost) read() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.flights++
}

func (m *mailHost) answer(command string) string {
	m.mu.Lock()
	m.commands = append(m.commands, command)
	m.mu.Unlock()
	verb, argument, _ := strings.Cut(command, " ")
	switch verb {
	case "EHLO":
		return strings.Join(append([]string{"250-mx.test"}, prefixed("250-", m.offers)...), "\r\n") + "\r\n250 8BITMIME"
	case "MAIL", "RSET":
		return "250 2.0.0 ok"
	case "RCPT":
		_, rest, _ := strings.Cut(argument, "<")
		address, _, _ := strings.Cut(rest, ">")
		return m.recipient(address)
	case "STARTTLS":
		return "220 2.0.0 go on" // and then it hangs up
	case "QUIT":
		return "221 2.0.0 bye"
	}
	return "502 5.5.1 unknown command"
}

func prefixed(prefix string, words []string) []string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = prefix + w
	}
	return all
}

// said lists the commands with a verb, in their order.
func (m *mailHost) said(verb string) []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(m.commands), func(c string) bool { return !strings.HasPrefix(c, verb) })
}

// counted returns the connections so far, and the most at a time.
func (m *mailHost) counted() (connections, most int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.connections, m.most
}

// knows answers for a server that has these mailboxes and no others.
func knows(locals ...string) func(string) string {
	return func(address string) string {
		local, _, _ := strings.Cut(address, "@")
		if slices.Contains(locals, local) {
			return "250 2.1.5 ok"
		}
		return "550 5.1.1 no such user"
	}
}

// callouts asks servers at a port in the world of a test.
func (w *world) callouts(port string) *Prober {
	return &Prober{
		Options: w.options, Port: port, Hello: "watchdog.buyer.test", From: "watchdog@buyer.test",
		Every: civil.Period{Days: 7}, Concurrency: 8, Timeout: 5 * time.Second,
	}
}

// asked asks about addresses and gives what came of each, in their order.
func asked(t testing.TB, c *Prober, addresses ...string) []model.Fact {
	t.Helper()
	return askedFor(t.Context(), c, addresses...)
}

// askedFor is asked with a context. A fact without a kind means that there is no answer.
func askedFor(ctx context.Context, c *Prober, addresses ...string) []model.Fact {
	probes := make([]probe.Probe, len(addresses))
	for i, a := range addresses {
		probes[i] = probe.Probe{Address: a}
	}
	var mu sync.Mutex
	facts := make([]model.Fact, len(addresses))
	c.Ask(ctx, probes, func(place int, fact model.Fact) {
		mu.Lock()
		defer mu.Unlock()
		facts[place] = fact
	})
	return facts
}

func verdicts(facts []model.Fact) string {
	words := make([]string, len(facts))
	for i, f := range facts {
		words[i] = f.Data["verdict"]
	}
	return strings.Join(words, " ")
}
