package probe

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/probe/probetest"
)

func TestPlan(t *testing.T) {
	t.Parallel()
	registry := &model.Registry{Suppliers: []*model.Supplier{
		{
			ID: "acme", Tier: &model.Tier{ProbeEvery: civil.Period{Clock: 10 * time.Minute}}, DoNotContact: true,
			Contacts: []*model.Contact{
				{ID: "orders", Domain: "acme.test"},
				{ID: "duty", Domain: "Acme.test"},
				{ID: "sales", Domain: "acme-sales.test"},
				{ID: "phone"},
			},
			Endpoints: []*model.Endpoint{
				{ID: "portal", Kind: model.EndpointHTTP, Target: "https://Portal.acme.test:8443/login"},
				{ID: "as2", Kind: model.EndpointTLS, Target: "as2.acme.test:4080"},
				{ID: "edi", Kind: model.EndpointTCP, Target: "[2001:DB8::1]:5555"},
				{ID: "sftp", Kind: model.EndpointSSH, Target: "sftp.acme.test:22"},
				{ID: "feed", Kind: model.EndpointExec, Run: "check_http", Args: []string{"acme.test"}},
			},
		},
		{
			ID: "bolt", Tier: &model.Tier{ProbeEvery: civil.Period{Days: 1}},
			Contacts: []*model.Contact{{ID: "orders", Domain: "acme.test"}},
		},
	}}
	var got []string
	for _, p := range Plan(registry, Options{}) {
		if p.Run == nil {
			t.Errorf("%s cannot run", p.Subject)
		}
		got = append(got, fmt.Sprintf("%s|%s|%s|%s|%s|%s", p.Supplier, p.Subject, p.Kind, p.Key, p.Host, p.Every))
	}
	want := []string{
		"acme|domain/acme-sales.test|dns|dns acme-sales.test||10m0s",
		"acme|domain/acme.test|dns|dns acme.test||10m0s",
		"acme|endpoint/portal|http|http https://Portal.acme.test:8443/login|portal.acme.test|10m0s",
		"acme|endpoint/as2|tls|tls as2.acme.test:4080|as2.acme.test|10m0s",
		"acme|endpoint/edi|tcp|tcp [2001:DB8::1]:5555|2001:db8::1|10m0s",
		"acme|endpoint/sftp|ssh|ssh sftp.acme.test:22 |sftp.acme.test|10m0s",
		"acme|endpoint/feed|exec|exec\x00check_http\x00acme.test||10m0s",
		"bolt|domain/acme.test|dns|dns acme.test||24h0m0s",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A pause holds back what would be due, and ends early what waits for it.
func TestDueAfterAPause(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	p := Probe{Key: "x", Every: 7 * day, Pause: day}
	for since := time.Duration(0); since < 8*day; since += time.Hour {
		last := probetest.Noon.Add(-since)
		if due := p.Due(last, probetest.Noon); due != (since >= day && Due(last, p.Every, probetest.Noon, "x")) {
			t.Errorf("after %s: due is %v", since, due)
		}
		soon := p
		soon.RetryEarly = true
		if due := soon.Due(last, probetest.Noon); due != (since >= day) {
			t.Errorf("after %s with something open: due is %v", since, due)
		}
	}
	if !p.Due(time.Time{}, probetest.Noon) || !p.Due(probetest.Noon.Add(time.Minute), probetest.Noon) {
		t.Error("what never ran, or in the future, is not due")
	}
	together := Probe{Key: "y", Cohort: "x", Every: 7 * day}
	if together.Due(probetest.Noon.Add(-3*day), probetest.Noon) != (Probe{Key: "x", Every: 7 * day}).Due(probetest.Noon.Add(-3*day), probetest.Noon) {
		t.Error("probes of one pace are not due together")
	}
}

func TestInterval(t *testing.T) {
	t.Parallel()
	for want, p := range map[time.Duration]civil.Period{
		10 * time.Minute:                     {Clock: 10 * time.Minute},
		26 * time.Hour:                       {Days: 1, Clock: 2 * time.Hour},
		7 * 24 * time.Hour:                   {BusinessDays: 5},
		time.Duration(30.4375 * 24 * 3600e9): {Months: 1},
	} {
		if got := Interval(p); got != want {
			t.Errorf("%s: got %s, want %s", p, got, want)
		}
	}
}

func TestDue(t *testing.T) {
	t.Parallel()
	if !Due(time.Time{}, time.Hour, probetest.Noon, "x") {
		t.Error("what never ran is not due")
	}
	if !Due(probetest.Noon.Add(time.Minute), time.Hour, probetest.Noon, "x") {
		t.Error("what ran in the future is not due")
	}
	if Due(probetest.Noon, time.Hour, probetest.Noon, "x") {
		t.Error("what just ran is due")
	}
	if !Due(probetest.Noon, 0, probetest.Noon, "x") {
		t.Error("what has no interval is not due")
	}
}

// After its first run a probe comes back at the pace of its interval: never
// later than one interval and a tick, and as often as the interval says.
func TestDueKeepsPace(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		every := time.Duration(rapid.IntRange(1, 30).Draw(t, "minutes")) * 10 * time.Minute
		tick := 2 * time.Minute
		key := rapid.String().Draw(t, "key")
		last, runs := time.Time{}, 0
		for now := probetest.Noon; now.Before(probetest.Noon.Add(20 * every)); now = now.Add(tick) {
			if !Due(last, every, now, key) {
				continue
			}
			if gap := now.Sub(last); runs > 0 && gap > every+tick {
				t.Fatalf("it waited %s of %s", gap, every)
			}
			last = now
			runs++
		}
		if runs < 20 || runs > 22 {
			t.Fatalf("it ran %d times in 20 intervals", runs)
		}
	})
}

// Probes that all began at once spread over the interval.
func TestDueSpreads(t *testing.T) {
	t.Parallel()
	const probes, ticks = 3000, 30
	var counts [ticks]int
	for i := range probes {
		key := fmt.Sprintf("dns supplier-%d.test", i)
		for tick := range ticks {
			now := probetest.Noon.Add(time.Duration(tick+1) * 2 * time.Minute)
			if Due(probetest.Noon, time.Hour, now, key) {
				counts[tick]++
				break
			}
		}
	}
	for tick, n := range counts {
		if n < probes/ticks/2 || n > probes/ticks*2 {
			t.Errorf("%d of %d fall on tick %d", n, probes, tick)
		}
	}
}
