package chaos

import (
	"crypto/tls"
	"math/rand/v2"
	"net"
	"net/smtp"
	"testing"
	"time"

	"supplierwatch/internal/testkit"
	"supplierwatch/internal/testkit/faultyserver"
)

const message = "From: watchdog@buyer.test\r\nTo: ann@buyer.test\r\nMessage-Id: <1@buyer.test>\r\nSubject: test\r\n\r\nHello.\r\n.leading dot\r\n"

// TestRelayFails sends a mail to the relay for each fault: the sender gets the answer of the fault, and the server behind has the mail if and
// only if it should.
func TestRelayFails(t *testing.T) {
	t.Parallel()
	for _, f := range append(ofMails, fault{}, ofFiltered) {
		t.Run(string(f.kind), func(t *testing.T) {
			t.Parallel()
			server := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{})
			ca := testkit.NewCA(t)
			count := newTally()
			r := startRelay(t, server.Addr, ca.Server(t, time.Now().Add(time.Hour), "localhost"), rand.New(rand.NewPCG(1, 1)), count)
			r.choose = func(string) fault { return f }
			err := sendOver(r.addr, &tls.Config{RootCAs: ca.Pool(), ServerName: "localhost"})
			arrives := f.when == never || f.when == taken
			if told := f.when == never; (err == nil) != told {
				t.Errorf("the sender learns %v", err)
			}
			if got := server.Accepted(); (len(got) == 1) != arrives || (arrives && string(got[0].Data) != message) {
				t.Errorf("the server has %+v", got)
			}
			if got := r.taken(); arrives && (len(got) != 1 || got[0].id != "<1@buyer.test>" || got[0].to != "ann@buyer.test" || got[0].answered == (f.when == taken)) {
				t.Errorf("written down was %+v", got)
			}
			if f.kind != "" && count.of(f.kind) != 1 {
				t.Errorf("it was counted %d times", count.of(f.kind))
			}
		})
	}
}

// sendOver sends the message as the daemon does.
func sendOver(addr string, config *tls.Config) error {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	_ = conn.SetDeadline(time.Now().Add(30 * time.Second))
	client, err := smtp.NewClient(conn, "localhost")
	if err != nil {
		return err
	}
	defer client.Close()
	if err := client.StartTLS(config); err != nil {
		return err
	}
	if err := client.Mail("watchdog+token@buyer.test"); err != nil {
		return err
	}
	if err := client.Rcpt("ann@buyer.test"); err != nil {
		return err
	}
	w, err := client.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write([]byte(message)); err != nil {
		return err
	}
	return w.Close()
}

func TestIdle(t *testing.T) {
	at := func(seconds int) time.Time { return time.Unix(int64(seconds), 0) }
	r := &relay{spans: []span{{at(10), at(12)}, {at(15), at(20)}, {at(18), at(30)}}}
	for want, between := range map[time.Duration][2]int{
		3 * time.Second: {11, 19}, 10 * time.Second: {29, 40}, 0: {16, 17}, 7 * time.Second: {3, 11}, 9 * time.Second: {31, 40},
	} {
		if got := r.idle(at(between[0]), at(between[1])); got != want {
			t.Errorf("between %v no connection was open for %v, want %v", between, got, want)
		}
	}
}
