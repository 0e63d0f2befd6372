package daemon

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/sendrate"
	"supplierwatch/internal/testkit/faultyserver"
)

const ratedConfig = `registry: [registry.yaml]
state: sqlite:state.db
identity: {organization: Buyer AG, domains: [buyer.example], from: "Supplier Watch <watchdog@buyer.example>"}
smtp: [{host: HOST, port: PORT, tls: none, rate: 30/minute}]
alerts: {operators: leads, group_wait: 30 seconds}
http: {listen: "127.0.0.1:8080", write_token: writer}
`

// ratedRegistry returns 300 suppliers of 7 teams, with contracts that have ended or without any. Each alert
// is sent to the team that owns it and to 40 others.
func ratedRegistry(ended bool) string {
	var b strings.Builder
	b.WriteString("version: 1\nteams:\n  leads: {email: leads@buyer.example}\n")
	for team := range 7 {
		fmt.Fprintf(&b, "  team-%[1]d: {email: team-%[1]d@buyer.example}\n", team)
	}
	var leads []string
	for i := range 40 {
		fmt.Fprintf(&b, "  lead-%[1]d: {email: lead-%[1]d@buyer.example}\n", i)
		leads = append(leads, fmt.Sprintf("lead-%d", i))
	}
	b.WriteString("escalation_policies:\n")
	fmt.Fprintf(&b, "  path: {steps: [{notify: [owner, %s]}]}\n", strings.Join(leads, ", "))
	b.WriteString("tiers: {critical: {escalation: path}}\nsuppliers:\n")
	for i := range 300 {
		fmt.Fprintf(&b, "  - {id: s%[1]d, name: Supplier %[1]d, tier: critical, owner: team-%[2]d", i, i%7)
		if ended {
			b.WriteString(", contracts: [{title: Supply, ends: 2026-08-31, renewal: none}]")
		}
		b.WriteString("}\n")
	}
	return b.String()
}

// rated is a daemon whose relay takes 30 mails in any minute, by the clock of the test.
type rated struct {
	*Daemon
	t      *testing.T
	dir    string
	now    time.Time
	server *faultyserver.SMTP
	beyond int // mails that the relay did not take because there were too many
	log    bytes.Buffer
	down   *teardown
}

func newRated(t *testing.T) *rated {
	t.Helper()
	x := &rated{t: t, dir: t.TempDir(), now: time.Date(2026, 9, 14, 9, 0, 0, 0, time.UTC)}
	x.server = faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, faultyserver.Fault{
		At: faultyserver.From, Do: faultyserver.TakeAtMost(30, time.Minute, func() time.Time { return x.now }, func() { x.beyond++ }),
	})
	host, port, err := net.SplitHostPort(x.server.Addr)
	if err != nil {
		t.Fatal(err)
	}
	x.write("supplierwatch.yaml", strings.NewReplacer("HOST", host, "PORT", port).Replace(ratedConfig))
	x.write("registry.yaml", ratedRegistry(false))
	x.start()
	t.Cleanup(func() { _ = x.down.run(context.Background()) })
	return x
}

func (x *rated) write(name, text string) {
	x.t.Helper()
	if err := os.WriteFile(filepath.Join(x.dir, name), []byte(text), 0o600); err != nil {
		x.t.Fatal(err)
	}
}

// start starts the daemon, or starts it again.
func (x *rated) start() {
	x.t.Helper()
	if x.down != nil {
		if err := x.down.run(x.t.Context()); err != nil {
			x.t.Fatal(err)
		}
	}
	x.Daemon, x.down = openDaemon(x.t.Context(), x.t, x.dir, &x.log, func() time.Time { return x.now })
	x.ready.delivered = true
}

// work evaluates and sends for a time, as often as the daemon looks into its outbox.
func (x *rated) work(length time.Duration) {
	x.t.Helper()
	for end := x.now.Add(length); x.now.Before(end); x.now = x.now.Add(retryLook) {
		x.step()
	}
}

func (x *rated) step() {
	x.t.Helper()
	if _, err := x.engine.Evaluate(x.t.Context()); err != nil {
		x.t.Fatal(err)
	}
	if _, err := x.engine.Deliver(x.t.Context(), x.t.Context(), engine.RelayClasses...); err != nil {
		x.t.Fatal(err)
	}
}

// pages returns the open alerts about ended contracts.
func (x *rated) pages() []model.Alert {
	var found []model.Alert
	for _, a := range x.last.Load().State.Alerts {
		if a.Rule == "contract-expired" {
			found = append(found, a)
		}
	}
	return found
}

// unnotified counts the alerts about which no mail has left.
func (x *rated) unnotified() int {
	n := 0
	for _, a := range x.pages() {
		if !slices.ContainsFunc(a.Notified, func(n model.Notification) bool { return n.Result == model.MailAccepted }) {
			n++
		}
	}
	return n
}

// manyMails skips a test with -short that sends hundreds of mails: the tests of the packages below deliver race a relay with fewer.
func manyMails(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("sends hundreds of mails: not with -short")
	}
}

// TestManyAlertsAtOnceKeepTheRate: 300 alerts of 7 teams begin at once, behind a relay that takes 30 mails a minute.
func TestManyAlertsAtOnceKeepTheRate(t *testing.T) {
	manyMails(t)
	x := newRated(t)
	x.work(2 * time.Minute)
	before := len(x.server.Accepted())
	x.write("registry.yaml", ratedRegistry(true))
	x.reloader.reload(t.Context(), false)
	began := x.now
	for x.work(retryLook); len(x.pages()) < 300 || x.unnotified() > 0; x.work(retryLook) {
		if x.now.Sub(began) > time.Minute {
			t.Fatalf("after %v no mail about %d of %d alerts has left", x.now.Sub(began), x.unnotified(), len(x.pages()))
		}
	}
	if sent := len(x.server.Accepted()) - before; sent != 30 {
		t.Errorf("%d mails have left at once, want 30", sent)
	}
	waiting := x.snapshots.Take().Alerts.Outbox
	if waiting == nil || waiting.Waiting != 17 || len(waiting.Mails) != 17 || waiting.Last.After(x.now.Add(time.Minute)) || waiting.Mails[0].Kind != model.MailDigest {
		t.Fatalf("shown as waiting: %+v", waiting)
	}
	if got, err := oneshot.WaitingMails(t.Context(), filepath.Join(x.dir, "supplierwatch.yaml"), x.now); err != nil || !reflect.DeepEqual(got, waiting) {
		t.Errorf("the command line shows %+v, %v; want %+v", got, err, waiting)
	}
	x.start() // a restart causes no burst
	x.work(retryLook)
	if sent := len(x.server.Accepted()) - before; sent != 30 {
		t.Errorf("after a restart %d mails have left, want 30", sent)
	}
	x.now = waiting.Last
	x.step()
	if sent := len(x.server.Accepted()) - before; sent != 47 || x.snapshots.Take().Alerts.Outbox != nil {
		t.Errorf("at the time that was shown %d mails have left, want 47", sent)
	}
	x.work(5 * time.Minute)
	if x.beyond != 0 {
		t.Errorf("the relay answered 4.3.2 %d times", x.beyond)
	}
}

// TestAPausedRelayIsShown: the relay answers 4.3.2 although the daemon keeps the rate of the configuration.
func TestAPausedRelayIsShown(t *testing.T) {
	manyMails(t)
	x := newRated(t)
	config := filepath.Join(x.dir, "supplierwatch.yaml")
	text, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	x.write("supplierwatch.yaml", strings.Replace(string(text), "30/minute", "60/minute", 1))
	x.start()
	x.write("registry.yaml", ratedRegistry(true))
	x.reloader.reload(t.Context(), false)
	for began := x.now; x.beyond == 0; x.step() {
		if x.now = x.now.Add(retryLook); x.now.Sub(began) > 5*time.Minute {
			t.Fatal("the relay has taken everything")
		}
	}
	paused := x.now
	x.now = x.now.Add(20 * time.Second)
	want := []apidoc.PausedRelay{{Relay: x.server.Addr, Until: paused.Add(sendrate.Pause)}}
	page := x.snapshots.Take().Alerts.Outbox
	if page == nil || !reflect.DeepEqual(page.Paused, want) || page.Waiting == 0 || page.Mails[0].LeavesAt.Before(want[0].Until) {
		t.Fatalf("the page shows %+v, want %+v", page, want)
	}
	if got, err := oneshot.WaitingMails(t.Context(), config, x.now); err != nil || !reflect.DeepEqual(got, page) {
		t.Errorf("the command line shows %+v, %v; want %+v", got, err, page)
	}
	x.start() // a restart forgets no pause
	if _, err := x.engine.Evaluate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if page := x.snapshots.Take().Alerts.Outbox; page == nil || !reflect.DeepEqual(page.Paused, want) {
		t.Errorf("after a restart the page shows %+v, want %+v", page, want)
	}
	if got, err := oneshot.WaitingMails(t.Context(), config, paused.Add(-time.Second)); err != nil || got != nil && got.Paused != nil {
		t.Errorf("before the pause the command line shows %+v, %v", got, err)
	}
	x.now = want[0].Until
	if got, err := oneshot.WaitingMails(t.Context(), config, x.now); err != nil || got != nil && got.Paused != nil {
		t.Errorf("after the pause the command line shows %+v, %v", got, err)
	}
	if x.last.Load() != nil && slices.ContainsFunc(x.last.Load().Findings, func(f model.Finding) bool { return f.Rule == "mail-relay-down" }) {
		t.Error("a relay that is paused counts as down")
	}
}
