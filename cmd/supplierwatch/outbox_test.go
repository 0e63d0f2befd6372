package main

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"supplierwatch/internal/testkit/faultyserver"
)

// TestKilledBeforeTheAnswerIsNoted kills the daemon after the relay took a mail and before the daemon could note it. The repeat is the same
// mail, and whoever looks knows that it may have come twice.
func TestKilledBeforeTheAnswerIsNoted(t *testing.T) {
	t.Parallel()
	program(t)
	relay := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, faultyserver.Fault{At: faultyserver.Body, Do: faultyserver.Withhold()})
	o := simple(t, openRelay(t, relay.Addr))
	d := start(t, "--config", o.config)
	until(t, "the relay has the mail", func() bool { return len(relay.Accepted()) == 1 })
	d.kill()
	relay.SetFaults()

	d = startReady(t, "--config", o.config)
	until(t, "the mail is accepted", func() bool {
		return d.alert(t, "contract-notice-due").to("oncall@buyer.test").Result == "accepted"
	})
	told := d.alert(t, "contract-notice-due").to("oncall@buyer.test")
	ids := firstMails(relay.Accepted())["oncall@buyer.test"]
	if len(ids) != 2 || ids[1] != ids[0] || asShown(ids[0]) != told.MessageID || !told.Twice {
		t.Errorf("the relay took %v, the alert tells %+v; want the same mail twice, and that it may be so", ids, told)
	}
	if n := d.metric(t, `supplierwatch_mails_total{kind="first",reason="ambiguous",result="accepted"}`); n < 1 {
		t.Errorf("%v mails are counted as ambiguous, want all that were on their way", n)
	}
	if said := shell(t, "status", "--config", o.config); !strings.Contains(said.out, "sent (possibly twice)") {
		t.Errorf("status does not tell that the mail may have come twice:\n%s", said.out)
	}
	if !strings.Contains(d.log.String(), "An email may arrive twice.") {
		t.Error("the log does not tell that the mail may arrive twice")
	}
	d.stop(t)
}

// TestSecondRelay has a relay in reserve: it takes nothing that the first one answers for, everything while that is down, and nothing more
// once it is back.
func TestSecondRelay(t *testing.T) {
	t.Parallel()
	program(t)
	first := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, faultyserver.Fault{At: faultyserver.To, Match: "bob@", Do: faultyserver.Reply("550 5.1.1 no such user")})
	second := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{})
	way := faultyserver.StartProxy(t, first.Addr)
	o := toTrio(t, openRelay(t, way.Addr)+", "+openRelay(t, second.Addr))
	d := startReady(t, "--config", o.config)
	refused := maps.Clone(allTold)
	refused["bob@buyer.test"] = "refused"
	told := func(supplier string) map[string]string {
		for _, a := range d.alerts(t) {
			if a.Rule == "contract-notice-due" && a.Supplier == supplier {
				return a.results(0)
			}
		}
		return nil
	}
	add := func(supplier string) map[string]string {
		t.Helper()
		o.write(t, "registry/"+supplier+".yaml", undecided(supplier, ""))
		d.signal(t, syscall.SIGHUP)
		untilWithin(t, aMinute, supplier+" is told of", func() bool {
			results := told(supplier)
			return len(results) == 3 && !slices.Contains(slices.Collect(maps.Values(results)), "queued")
		})
		return told(supplier)
	}

	until(t, "acme is told of", func() bool { return maps.Equal(told("acme"), refused) })
	if n := len(second.Accepted()); n != 0 {
		t.Errorf("the second relay took %d mails while the first answered, for bob too", n)
	}
	way.SetMode(faultyserver.ProxyReset)
	if got := add("brux"); !maps.Equal(got, allTold) {
		t.Errorf("while the first was down brux was told of as %v", got)
	}
	for member, took := range firstMails(second.Accepted()) {
		if _, ours := allTold[member]; ours && len(took) != 1 {
			t.Errorf("while the first was down the second relay took %v for %s, want one mail", took, member)
		}
	}
	way.SetMode(faultyserver.ProxyForward)
	// One that was found down is asked last for a while.
	for n := range 30 {
		if got := add("later" + strconv.Itoa(n)); maps.Equal(got, refused) {
			break
		} else if n == 29 {
			t.Errorf("the first relay is back and gets nothing: %v", got)
		}
		time.Sleep(2 * time.Second)
	}
	d.stop(t)
}

// hook notes what is posted to it, by path.
type hook struct {
	*httptest.Server
	mu    sync.Mutex
	posts map[string][]string
}

func startHook(t *testing.T) *hook {
	h := &hook{posts: map[string][]string{}}
	h.Server = httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		h.mu.Lock()
		defer h.mu.Unlock()
		h.posts[r.URL.Path] = append(h.posts[r.URL.Path], string(body))
	}))
	t.Cleanup(h.Close)
	return h
}

func (h *hook) to(path string) []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.posts[path])
}

// TestNoRelayIsReportedAnotherWay stops the relay: webhooks report it, the heartbeat stops, page and metrics show it; and all is well once
// the relay is back, which is reported too.
func TestNoRelayIsReportedAnotherWay(t *testing.T) {
	t.Parallel()
	program(t)
	relay := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{})
	way := faultyserver.StartProxy(t, relay.Addr)
	way.SetMode(faultyserver.ProxyReset)
	outside := startHook(t)
	o := simple(t, openRelay(t, way.Addr))
	o.configure(t, openRelay(t, way.Addr), noNetwork, `probe: {failures: 1, over: 0 seconds}`,
		`webhooks: {pager: {url: "`+outside.URL+`/pager", on: [mail-relay-down]}, am: {url: "`+outside.URL+`/am", on: [critical], format: alertmanager}}`,
		`heartbeat: {url: "`+outside.URL+`/alive", every: 1 second}`)
	d := startReady(t, "--config", o.config)

	var post struct {
		Version int
		ID      string
		Reason  string
		Alerts  []alert
	}
	read := func(text string) {
		t.Helper()
		if err := json.Unmarshal([]byte(text), &post); err != nil || post.Version != 1 || post.ID == "" {
			t.Fatalf("%v: %s", err, text)
		}
	}
	until(t, "the pager hears of the relay", func() bool { return len(outside.to("/pager")) > 0 })
	if read(outside.to("/pager")[0]); post.Reason != "first" || len(post.Alerts) != 1 || post.Alerts[0].Rule != "mail-relay-down" {
		t.Errorf("the pager is told %+v", post)
	}
	until(t, "Alertmanager hears of relay and contract", func() bool {
		all := strings.Join(outside.to("/am"), "")
		return strings.Contains(all, `"alertname":"mail-relay-down"`) && strings.Contains(all, `"alertname":"contract-notice-due"`)
	})
	before := len(outside.to("/alive"))
	if _, page := d.get(t, "/"); !strings.Contains(page, "mail relay") {
		t.Error("the page does not tell of the relay")
	}
	if n := d.metric(t, `supplierwatch_findings{rule="mail-relay-down",severity="critical"}`); n != 1 {
		t.Errorf("the metric counts %v findings", n)
	}
	if after := len(outside.to("/alive")); after != before {
		t.Errorf("the heart beat %d times without a relay", after-before)
	}

	way.SetMode(faultyserver.ProxyForward)
	untilWithin(t, 90*time.Second, "the pager hears that the relay is back", func() bool { return len(outside.to("/pager")) == 2 })
	if read(outside.to("/pager")[1]); post.Reason != "resolved" || post.Alerts[0].State != "resolved" {
		t.Errorf("then the pager is told %+v", post)
	}
	until(t, "the heart beats", func() bool { return len(outside.to("/alive")) > before })
	until(t, "nothing waits", func() bool { return d.metric(t, "supplierwatch_outbox_pending") == 0 })
	d.stop(t)
}
