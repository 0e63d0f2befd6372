package chaos

import (
	"bufio"
	"crypto/tls"
	"math/rand/v2"
	"net"
	"sync"
	"time"

	"supplierwatch/internal/testkit"
)

// relay is the mail relay that the daemon uses. It speaks SMTP with STARTTLS, forwards every command to Postfix and every answer back, and
// fails at random. It records what Postfix accepted and what it confirmed to the daemon.
type relay struct {
	addr string // host:port

	postfix     string
	tally       *tally
	choose      func(sender string) fault // what befalls a mail
	certificate tls.Certificate
	listener    net.Listener
	serving     sync.WaitGroup

	mu         sync.Mutex
	dice       *rand.Rand
	lingers    bool           // every mail takes its time
	calm       bool           // no faults any more
	failed     map[string]int // mails, by envelope sender
	lastCut    time.Time
	deliveries []delivery
	spans      []span
}

// delivery is a mail that Postfix accepted.
type delivery struct {
	to, id   string // Message-ID with its angle brackets
	at       time.Time
	since    time.Time // of its connection
	answered bool      // the daemon received the confirmation
	faults   int       // how many had been injected by then
	mail     mail
}

// span is the life of one connection.
type span struct{ from, to time.Time }

// startRelay starts a relay in front of an SMTP server, for the life of its host.
func startRelay(h testkit.Host, postfix string, certificate tls.Certificate, dice *rand.Rand, tally *tally) *relay {
	h.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		h.Fatalf("listen for the relay: %v", err)
	}
	r := &relay{
		addr: listener.Addr().String(), postfix: postfix, certificate: certificate, listener: listener, dice: dice, tally: tally,
		failed: map[string]int{},
	}
	r.choose = r.plan
	r.serving.Go(r.serve)
	h.Cleanup(func() {
		_ = r.listener.Close()
		r.serving.Wait()
	})
	return r
}

// calmDown ends all faults.
func (r *relay) calmDown() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.calm = true
}

// taken returns what Postfix has accepted so far.
func (r *relay) taken() []delivery {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]delivery(nil), r.deliveries...)
}

func (r *relay) serve() {
	for {
		conn, err := r.listener.Accept()
		if err != nil {
			return
		}
		r.serving.Go(func() {
			began := time.Now()
			s := &session{relay: r, began: began, tcp: conn, conn: conn, in: bufio.NewReader(conn)}
			s.run()
			s.leave()
			_ = conn.Close()
			r.mu.Lock()
			r.spans = append(r.spans, span{began, time.Now()})
			r.mu.Unlock()
		})
	}
}

// took notes a mail that Postfix has.
func (r *relay) took(d delivery) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.deliveries = append(r.deliveries, d)
}

// idle is the longest time between two instants in which no connection was open.
func (r *relay) idle(from, to time.Time) (longest time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, x := range r.spans {
		if x.from.After(to) || !x.to.After(from) {
			continue
		}
		longest, from = max(longest, x.from.Sub(from)), x.to
	}
	return max(longest, to.Sub(from))
}
