package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"supplierwatch/internal/lease"
	"supplierwatch/internal/testkit"
	"supplierwatch/internal/testkit/faultyserver"
)

// leaseSeconds is how long the leases of the tests last: a kill is noticed after it.
const leaseSeconds = 2

// replicas are several daemons on one database of PostgreSQL, each with a configuration of its own beside the same registry.
type replicas struct {
	*installation

	configs []string
	daemons []*daemon
	relay   *faultyserver.SMTP
}

// openReplicas writes what n daemons need and starts none of them.
func openReplicas(t *testing.T, n int, policies string) *replicas {
	t.Helper()
	program(t)
	database := testkit.SharedPostgres(t).NewDatabase(t)
	relay := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, faultyserver.Fault{At: faultyserver.Body, Do: faultyserver.Drip("250 ok", 15*time.Millisecond)})
	x := &replicas{installation: newInstallation(t), relay: relay, daemons: make([]*daemon, n)}
	x.configure(t, openRelay(t, relay.Addr), noNetwork)
	common, err := os.ReadFile(x.config)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		text := strings.NewReplacer(
			"sqlite:state.db", database, "domains: [buyer.test]", `domains: [buyer.test], secret: "one secret of all replicas"`,
			"shutdown_timeout: 3 seconds", fmt.Sprintf("shutdown_timeout: 3 seconds, lease: %d seconds", leaseSeconds),
		).Replace(string(common))
		name := fmt.Sprintf("replica%d.yaml", i)
		x.write(t, name, text)
		x.configs = append(x.configs, filepath.Join(x.folder, name))
	}
	x.write(t, "registry/company.yaml", company(trio+crew("leads")+crew("operators"), policies))
	return x
}

// start starts some of the replicas.
func (x *replicas) start(t *testing.T, some ...int) {
	t.Helper()
	for _, i := range some {
		x.daemons[i] = start(t, "--config", x.configs[i])
	}
	for _, i := range some {
		x.daemons[i].awaitReady(t)
	}
}

// shown is a replica as `status` shows it.
type shownReplica struct {
	Name   string       `json:"name"`
	Agrees bool         `json:"agrees"`
	Leases []lease.Kind `json:"leases"`
}

// list returns the replicas that live.
func (x *replicas) list(t *testing.T) []shownReplica {
	t.Helper()
	said := shell(t, "status", "--config", x.configs[0], "--format", "json")
	var doc struct{ Replicas []shownReplica }
	if err := json.Unmarshal([]byte(said.out), &doc); err != nil {
		t.Fatalf("%v: %s%s", err, said.out, said.err)
	}
	return doc.Replicas
}

// isShared reports whether n replicas share all leases.
func (x *replicas) isShared(t *testing.T, n int) bool {
	t.Helper()
	held, working := 0, 0
	for _, r := range x.list(t) {
		held += len(r.Leases)
		if len(r.Leases) > 0 {
			working++
		}
	}
	return held == len(lease.Kinds) && working == n
}

// evaluating returns which replica evaluates, as its metrics say; -1 if none does.
func (x *replicas) evaluating(t *testing.T) int {
	t.Helper()
	return slices.IndexFunc(x.daemons, func(d *daemon) bool {
		return d.running() && d.metric(t, `supplierwatch_leases{kind="evaluation"}`) == 1
	})
}

// acknowledge acknowledges an alert at one replica, and returns the alert as that one answers.
func (x *replicas) acknowledge(t *testing.T, d *daemon, id string) alert {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, d.page+"/api/v1/alerts/"+id+"/ack", strings.NewReader(`{"by": "ann@buyer.test"}`))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+writeToken)
	code, body := d.exchange(t, request)
	if code != http.StatusOK {
		t.Fatalf("the API answered %d: %s", code, body)
	}
	return parseAlerts(t, body)[0]
}

// TestReplicasShareTheWork has three daemons work on one database: they share the leases, each answers for all, and each mail is sent once.
func TestReplicasShareTheWork(t *testing.T) {
	t.Parallel()
	x := openReplicas(t, 3, toldOnce)
	suppliers := []string{"acme", "brux", "corda"}
	for _, id := range suppliers {
		x.write(t, "registry/"+id+".yaml", undecided(id, ""))
	}
	x.start(t, 0, 1, 2)
	until(t, "three share all leases", func() bool { return x.isShared(t, 3) })
	until(t, "every mail was sent", func() bool { return len(firstMails(x.relay.Accepted())["ann@buyer.test"]) >= 1 })
	for i, d := range x.daemons {
		until(t, "every replica shows every alert", func() bool { return len(pages(d.alerts(t))) == len(suppliers) })
		_, body := d.get(t, "/status")
		if !strings.Contains(body, "(this one)") || strings.Count(body, "process ") != 3 {
			t.Errorf("the page of replica %d does not show the three", i)
		}
	}
	for i, a := range pages(x.daemons[0].alerts(t)) {
		if got := x.acknowledge(t, x.daemons[i], a.ID); got.State != "acknowledged" {
			t.Errorf("replica %d answers that the alert is %s, want acknowledged", i, got.State)
		}
		for _, d := range x.daemons {
			until(t, "all know of it", func() bool {
				return slices.ContainsFunc(d.alerts(t), func(b alert) bool { return b.ID == a.ID && b.State == "acknowledged" })
			})
		}
	}
	if n := twice(x.relay.Accepted()); n != 0 {
		t.Errorf("%d mails came twice, and nobody was killed", n)
	}
	for _, d := range x.daemons {
		d.stop(t)
	}
	if left := x.list(t); len(left) != 0 {
		t.Errorf("after an orderly end these are still listed: %v", left)
	}
}

// TestReplicasAreKilledAndPaused kills and pauses replicas at random instants while mails flow: no step is lost, and a mail that comes again has the
// same Message-ID.
func TestReplicasAreKilledAndPaused(t *testing.T) {
	t.Parallel()
	x := openReplicas(t, 3, everySecond())
	suppliers := []string{"acme", "brux", "corda"}
	for _, id := range suppliers {
		x.write(t, "registry/"+id+".yaml", undecided(id, ""))
	}
	x.start(t, 0, 1, 2)
	seed := uint64(time.Now().UnixNano())
	t.Logf("the instants come from seed %d", seed)
	dice := rand.New(rand.NewPCG(seed, 0))
	for range 6 {
		time.Sleep(time.Duration(dice.IntN(1000)) * time.Millisecond)
		victim := dice.IntN(len(x.daemons))
		if dice.IntN(3) == 0 {
			x.daemons[victim].signal(t, syscall.SIGSTOP)
			time.Sleep(3 * leaseSeconds * time.Second)
			x.daemons[victim].signal(t, syscall.SIGCONT)
			continue
		}
		x.daemons[victim].kill()
		x.start(t, victim)
	}
	until(t, "every alert was told up to its last step", func() bool {
		alerts := pages(x.daemons[0].alerts(t))
		return len(alerts) == len(suppliers) && !slices.ContainsFunc(alerts, func(a alert) bool { return !a.allTold() })
	})
	for _, a := range pages(x.daemons[0].alerts(t)) {
		checkTold(t, a, x.relay.Accepted())
	}
	t.Logf("%d mails came twice", twice(x.relay.Accepted()))
}

// TestReplicaTakesOver kills the replica that evaluates: another one goes on within twice the length of a lease, with what was acknowledged.
func TestReplicaTakesOver(t *testing.T) {
	t.Parallel()
	x := openReplicas(t, 2, toldOnce)
	x.write(t, "registry/acme.yaml", undecided("acme", ""))
	x.start(t, 0, 1)
	leader := 0
	until(t, "one evaluates", func() bool { leader = x.evaluating(t); return leader >= 0 })
	follower := x.daemons[1-leader]
	a := follower.awaitState(t, "contract-notice-due", "firing")
	x.daemons[leader].kill()
	killed := time.Now()
	if got := x.acknowledge(t, follower, a.ID); got.State != "acknowledged" {
		t.Errorf("the alert is %s", got.State)
	}
	t.Logf("the acknowledgement was acted on %v after the kill", time.Since(killed).Round(time.Millisecond))
	until(t, "the other one holds everything", func() bool { return x.evaluating(t) == 1-leader && x.isShared(t, 1) })
	x.write(t, "registry/brux.yaml", undecided("brux", ""))
	follower.signal(t, syscall.SIGHUP)
	until(t, "it evaluates what is new", func() bool { return len(pages(follower.alerts(t))) == 2 })
}

// TestReplicaWithAnotherRegistryDoesNothing has one replica read another registry than the one that evaluates.
func TestReplicaWithAnotherRegistryDoesNothing(t *testing.T) {
	t.Parallel()
	x := openReplicas(t, 2, toldOnce)
	x.write(t, "registry/acme.yaml", undecided("acme", ""))
	x.start(t, 0, 1)
	until(t, "two share all leases", func() bool { return x.isShared(t, 2) })
	leader := x.evaluating(t)
	x.write(t, "registry/brux.yaml", undecided("brux", ""))
	x.daemons[1-leader].signal(t, syscall.SIGHUP)
	until(t, "one holds all leases", func() bool { return x.isShared(t, 1) && x.evaluating(t) == leader })
	said := shell(t, "status", "--config", x.configs[0])
	if !strings.Contains(said.out, "holds nothing: its registry or its signing key is not that of the replica that evaluates") {
		t.Errorf("status does not say why one does nothing:\n%s", said.out)
	}
	if n := len(pages(x.daemons[leader].alerts(t))); n != 1 {
		t.Errorf("%d alerts are open, want that of the old registry", n)
	}
	x.daemons[leader].signal(t, syscall.SIGHUP)
	until(t, "two share all leases again", func() bool { return x.isShared(t, 2) })
	until(t, "the new one is watched", func() bool { return len(pages(x.daemons[1-leader].alerts(t))) == 2 })
}
