package main

import (
	"bytes"
	"maps"
	"net/http"
	"net/mail"
	"strings"
	"syscall"
	"testing"
	"time"

	"supplierwatch/internal/testkit/faultyserver"
)

// trio is a team without a common address: each member gets a mail.
const trio = "  oncall: {members: [ann@buyer.test, bob@buyer.test, cem@buyer.test], calendar: always}\n"

// allTold holds a step's results when every member was notified.
var allTold = map[string]string{"ann@buyer.test": "accepted", "bob@buyer.test": "accepted", "cem@buyer.test": "accepted"}

// toTrio fills an installation whose on-call team is the trio.
func toTrio(t testing.TB, relay string) *installation {
	t.Helper()
	o := simple(t, relay)
	o.write(t, "registry/company.yaml", company(trio+crew("operators"), toldOnce))
	return o
}

// TestGuarantee5ARefusedAddressNeverKeepsTheOthersFromTheirs refuses a recipient for good: the others get
// theirs, and it is known who did not.
func TestGuarantee5ARefusedAddressNeverKeepsTheOthersFromTheirs(t *testing.T) {
	t.Parallel()
	program(t)
	relay := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, faultyserver.Fault{At: faultyserver.To, Match: "bob@", Do: faultyserver.Reply("550 5.1.1 no such user")})
	o := toTrio(t, openRelay(t, relay.Addr))
	d := startReady(t, "--config", o.config)

	want := maps.Clone(allTold)
	want["bob@buyer.test"] = "refused"
	until(t, "each recipient has a result of its own", func() bool {
		return maps.Equal(d.alert(t, "contract-notice-due").results(0), want)
	})
	if a := d.alert(t, "contract-notice-due"); a.State != "firing" {
		t.Errorf("with one of three refused the alert is %s, want firing", a.State)
	}
	sent := firstMails(relay.Accepted())
	if len(sent["ann@buyer.test"]) != 1 || len(sent["cem@buyer.test"]) != 1 || len(sent["bob@buyer.test"]) != 0 {
		t.Errorf("the relay took %v, want one mail each for ann and cem", sent)
	}
	said := shell(t, "status", "--config", o.config, "--format", "json")
	if said.code != 0 || !strings.Contains(said.out, `"refused"`) {
		t.Errorf("status ended with %d and does not tell of the refusal:\n%s", said.code, said.out)
	}
	if n := d.metric(t, "supplierwatch_outbox_pending"); n != 0 {
		t.Errorf("%v mails wait, want none: a refusal for good is not tried again", n)
	}
	d.stop(t)
}

// firstMails returns the Message-IDs that a relay accepted, by recipient.
func firstMails(accepted []faultyserver.Accepted) map[string][]string {
	sent := map[string][]string{}
	for _, m := range accepted {
		id := ""
		if parsed, err := mail.ReadMessage(bytes.NewReader(m.Data)); err == nil {
			id = parsed.Header.Get("Message-Id")
		}
		for _, to := range m.To {
			sent[to] = append(sent[to], id)
		}
	}
	return sent
}

// TestRelayHangs lets the relay fall silent: the page answers all the while,
// and the mail goes out when the relay speaks again.
func TestRelayHangs(t *testing.T) {
	t.Parallel()
	program(t)
	relay := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{})
	way := faultyserver.StartProxy(t, relay.Addr)
	way.SetMode(faultyserver.ProxyHang)
	o := simple(t, openRelay(t, way.Addr))
	d := start(t, "--config", o.config)

	until(t, "the page tells of the alert", func() bool { return d.alert(t, "contract-notice-due").State == "firing" })
	for path, want := range map[string]int{"/": http.StatusOK, "/-/healthy": http.StatusOK, "/-/ready": http.StatusServiceUnavailable} {
		if code, body := d.get(t, path); code != want {
			t.Errorf("%s answers %d, want %d: %s", path, code, want, body)
		}
	}
	if n := d.metric(t, "supplierwatch_outbox_pending"); n < 1 {
		t.Errorf("%v mails wait for a relay that hangs, want at least one", n)
	}
	way.SetMode(faultyserver.ProxyForward)
	until(t, "the mail goes out", func() bool {
		return d.alert(t, "contract-notice-due").to("oncall@buyer.test").Result == "accepted"
	})
	d.awaitReady(t)
	if sent := firstMails(relay.Accepted())["oncall@buyer.test"]; len(sent) != 1 {
		t.Errorf("the relay took %v, want one mail", sent)
	}
	d.stop(t)
}

// hanging returns a daemon whose relay has received a mail and does not answer.
func hanging(t *testing.T) (o *installation, d *daemon) {
	t.Helper()
	program(t)
	relay := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, faultyserver.Fault{At: faultyserver.Body, Do: faultyserver.Hang()})
	o = simple(t, openRelay(t, relay.Addr))
	d = start(t, "--config", o.config)
	until(t, "a mail is on its way", func() bool { return relay.Count(faultyserver.Body) > 0 })
	return o, d
}

// TestStopWhileRelayHangs ends a daemon that waits for its relay: in order, in
// the configured time, and the mail is kept.
func TestStopWhileRelayHangs(t *testing.T) {
	t.Parallel()
	o, d := hanging(t)
	d.signal(t, syscall.SIGTERM)
	if code := d.exit(t, 8*time.Second); code != 0 {
		t.Errorf("with a relay that hangs SIGTERM ends the daemon with code %d, want 0", code)
	}
	said := shell(t, "status", "--config", o.config, "--format", "json")
	if !strings.Contains(said.out, `"queued"`) {
		t.Errorf("the mail that was on its way is no longer queued:\n%s", said.out)
	}
}

// TestSecondSignal ends a daemon that still waits for its relay at once.
func TestSecondSignal(t *testing.T) {
	t.Parallel()
	_, d := hanging(t)
	d.signal(t, syscall.SIGTERM)
	until(t, "the daemon is stopping", func() bool { return strings.Contains(d.log.String(), `msg="The service is stopping."`) })
	d.signal(t, syscall.SIGTERM)
	if code := d.exit(t, time.Second); code == 0 {
		t.Error("after a second signal the daemon ended in order, want at once")
	}
}

// TestRelayClosesInData breaks off while a mail is handed over, and loses the
// answer to another one: both come later, each under the Message-ID it had.
func TestRelayClosesInData(t *testing.T) {
	t.Parallel()
	program(t)
	relay := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{},
		faultyserver.Fault{At: faultyserver.Data, Times: 1, Do: faultyserver.CutBody(300)}, faultyserver.Fault{At: faultyserver.Body, Times: 1, Do: faultyserver.LoseReply()})
	o := toTrio(t, openRelay(t, relay.Addr))
	d := startReady(t, "--config", o.config)

	// The first wait of a mail that was put off is half a minute.
	untilWithin(t, 75*time.Second, "all three are told", func() bool {
		return maps.Equal(d.alert(t, "contract-notice-due").results(0), allTold)
	})
	a := d.alert(t, "contract-notice-due")
	copies := 0
	for member := range allTold {
		for _, id := range firstMails(relay.Accepted())[member] {
			copies++
			if want := a.to(member).MessageID; asShown(id) != want {
				t.Errorf("%s got a mail %s, want %s", member, id, want)
			}
		}
	}
	if copies != 4 {
		t.Errorf("the relay took %d mails, want 4: one of three twice, since its first answer was lost", copies)
	}
	d.stop(t)
}

// TestGuarantee4ARelayThatIsDownIsRetriedAndShownAndNothingIsDropped starts without a relay: what there is to say waits, is
// counted and shown, and goes out when the relay is back.
func TestGuarantee4ARelayThatIsDownIsRetriedAndShownAndNothingIsDropped(t *testing.T) {
	t.Parallel()
	program(t)
	relay := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{})
	way := faultyserver.StartProxy(t, relay.Addr)
	way.SetMode(faultyserver.ProxyReset)
	o := toTrio(t, openRelay(t, way.Addr))
	o.configure(t, openRelay(t, way.Addr), noNetwork, `probe: {failures: 1, over: 0 seconds}`)
	d := startReady(t, "--config", o.config)

	if n := d.metric(t, "supplierwatch_outbox_pending"); n < 3 {
		t.Errorf("%v mails wait, want at least three", n)
	}
	d.awaitState(t, "mail-relay-down", "firing")
	if _, page := d.get(t, "/"); !strings.Contains(page, "relay") {
		t.Error("the page does not tell of the relay")
	}
	way.SetMode(faultyserver.ProxyForward)
	untilWithin(t, 75*time.Second, "all three are told and nothing waits", func() bool {
		return maps.Equal(d.alert(t, "contract-notice-due").results(0), allTold) && d.metric(t, "supplierwatch_outbox_pending") == 0
	})
	d.awaitState(t, "mail-relay-down", "resolved")
	for member := range allTold {
		if sent := firstMails(relay.Accepted())[member]; len(sent) != 1 {
			t.Errorf("%s got %v, want one mail", member, sent)
		}
	}
	d.stop(t)
}
