package probe

import (
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/probe/probetest"
)

// fixed is a probe that always comes out the same.
func fixed(kind model.FactKind, reason Reason) func(context.Context) model.Fact {
	return func(context.Context) model.Fact {
		return model.Fact{Kind: kind, Source: "test", Evidence: "seen", Data: map[string]string{"reason": string(reason)}}
	}
}

func at(t time.Time) func() time.Time { return func() time.Time { return t } }

// told writes facts in few words.
func told(facts []model.Fact) string {
	var words []string
	for _, f := range facts {
		words = append(words, fmt.Sprintf("%s/%s %s %s", f.Supplier, f.Subject, f.Kind, f.Data["reason"]))
	}
	return strings.Join(words, "; ")
}

func TestRunFillsInTheFacts(t *testing.T) {
	t.Parallel()
	r := &Runner{Concurrency: 4, Timeout: time.Second}
	facts := r.Run(t.Context(), []Probe{
		{Supplier: "acme", Subject: model.KindDomain.Subject("acme.test"), Run: fixed(model.FactProbeOK, ReasonMX)},
		{Supplier: "bolt", Subject: model.KindEndpoint.Subject("edi"), Run: fixed(model.FactProbeFailed, ReasonRefused)},
		{Supplier: "bolt", Subject: model.KindEndpoint.Subject("edi"), Run: fixed(model.FactProbeOK, "")},
	}, at(probetest.Noon))
	if want := "acme/domain/acme.test probe-ok mx; bolt/endpoint/edi probe-failed refused"; told(facts) != want {
		t.Fatalf("got %s, want %s", told(facts), want)
	}
	for _, f := range facts {
		if err := f.Validate(); err != nil {
			t.Error(err)
		}
		if f.Actor != model.ActorWatchdog || f.Evidence != "seen" || f.Source != "test" || !f.ObservedAt.Equal(probetest.Noon) || !f.RecordedAt.Equal(probetest.Noon) {
			t.Errorf("got %+v", f)
		}
	}
	later := r.Run(t.Context(), []Probe{{Supplier: "acme", Subject: model.KindDomain.Subject("acme.test"), Run: fixed(model.FactProbeOK, ReasonMX)}}, at(probetest.Noon.Add(time.Second)))
	if facts[0].ID == "" || facts[0].ID == facts[1].ID || facts[0].ID == later[0].ID {
		t.Errorf("ids are %q, %q, %q", facts[0].ID, facts[1].ID, later[0].ID)
	}
	if got := r.Run(t.Context(), nil, at(probetest.Noon)); len(got) != 0 {
		t.Errorf("an empty batch gives %s", told(got))
	}
}

// Suppliers that share a domain share the look-up, not the fact.
func TestRunAsksEachQuestionOnce(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	probe := func(ctx context.Context) model.Fact {
		asked.Add(1)
		return fixed(model.FactProbeFailed, ReasonNXDomain)(ctx)
	}
	r := &Runner{Concurrency: 4, Vantage: fixed(model.FactProbeFailed, ReasonCutOff)}
	facts := r.Run(t.Context(), []Probe{
		{Supplier: "acme", Subject: model.KindDomain.Subject("x.test"), Key: "dns x.test", Run: probe},
		{Supplier: "acme", Subject: model.KindEndpoint.Subject("edi"), Run: probe},
		{Supplier: "bolt", Subject: model.KindDomain.Subject("x.test"), Key: "dns x.test", Run: probe},
		{Supplier: "bolt", Subject: model.KindEndpoint.Subject("edi"), Run: probe},
	}, at(probetest.Noon))
	want := "acme/domain/x.test probe-unknown vantage; acme/endpoint/edi probe-unknown vantage; " +
		"bolt/domain/x.test probe-unknown vantage; bolt/endpoint/edi probe-unknown vantage; /vantage probe-failed cut-off"
	if told(facts) != want {
		t.Errorf("got %s, want %s", told(facts), want)
	}
	if asked.Load() != 3 {
		t.Errorf("asked %d times, want 3", asked.Load())
	}
}

func TestRunSurvivesPanic(t *testing.T) {
	t.Parallel()
	r := &Runner{Concurrency: 1}
	facts := r.Run(t.Context(), []Probe{
		{Subject: model.KindEndpoint.Subject("a"), Kind: "tcp", Run: func(context.Context) model.Fact { panic("no such thing") }},
		{Subject: model.KindEndpoint.Subject("b"), Run: fixed(model.FactProbeOK, "")},
	}, at(probetest.Noon))
	if want := "/endpoint/a probe-unknown panic; /endpoint/b probe-ok "; told(facts) != want {
		t.Errorf("got %s, want %s", told(facts), want)
	}
	if e := facts[0].Evidence; !strings.Contains(e, "no such thing") || !strings.Contains(e, "runner_test.go") {
		t.Errorf("the evidence does not tell what broke where:\n%s", e)
	}
}

func TestRunVantage(t *testing.T) {
	t.Parallel()
	var checks int
	vantage := fixed(model.FactProbeOK, "")
	r := &Runner{Vantage: func(ctx context.Context) model.Fact {
		checks++
		return vantage(ctx)
	}}
	outcome := func(kind model.FactKind, reason Reason) []Probe {
		return []Probe{
			{Supplier: "acme", Subject: model.KindEndpoint.Subject("a"), Run: fixed(kind, reason)},
			{Supplier: "acme", Subject: model.KindEndpoint.Subject("b"), Run: fixed(model.FactProbeOK, "")},
		}
	}
	well, down := outcome(model.FactProbeOK, ""), outcome(model.FactProbeFailed, ReasonTimeout)
	steps := []struct {
		name    string
		due     []Probe
		vantage model.FactKind
		want    string
		checks  int
	}{
		{"first batch", well, model.FactProbeOK, "acme/endpoint/a probe-ok ; acme/endpoint/b probe-ok ; /vantage probe-ok ", 1},
		{"all well", well, model.FactProbeOK, "acme/endpoint/a probe-ok ; acme/endpoint/b probe-ok ", 1},
		{"theirs", down, model.FactProbeOK, "acme/endpoint/a probe-failed timeout; acme/endpoint/b probe-ok ; /vantage probe-ok ", 2},
		{"ours", down, model.FactProbeFailed, "acme/endpoint/a probe-unknown vantage; acme/endpoint/b probe-ok ; /vantage probe-failed ", 3},
		{"still cut off, nothing due", nil, model.FactProbeFailed, "/vantage probe-failed ", 4},
		{"back again", well, model.FactProbeOK, "acme/endpoint/a probe-ok ; acme/endpoint/b probe-ok ; /vantage probe-ok ", 5},
		{"all well again", well, model.FactProbeOK, "acme/endpoint/a probe-ok ; acme/endpoint/b probe-ok ", 5},
		{"refused by the guard", outcome(model.FactProbeUnknown, ReasonNotAllowed), model.FactProbeOK, "acme/endpoint/a probe-unknown not-allowed; acme/endpoint/b probe-ok ", 5},
		{"silent resolver", outcome(model.FactProbeUnknown, ReasonTimeout), model.FactProbeFailed, "acme/endpoint/a probe-unknown timeout; acme/endpoint/b probe-ok ; /vantage probe-failed ", 6},
		{"check that broke", down, model.FactProbeUnknown, "acme/endpoint/a probe-failed timeout; acme/endpoint/b probe-ok ; /vantage probe-unknown ", 7},
	}
	for _, step := range steps {
		vantage = fixed(step.vantage, "")
		if got := told(r.Run(t.Context(), step.due, at(probetest.Noon))); got != step.want {
			t.Errorf("%s: got %s, want %s", step.name, got, step.want)
		}
		if checks != step.checks {
			t.Errorf("%s: %d checks so far, want %d", step.name, checks, step.checks)
		}
	}
}

// gauge counts how many probes run at once.
type gauge struct {
	mu        sync.Mutex
	now, peak map[string]int
}

func (m *gauge) probe(host string) func(context.Context) model.Fact {
	return func(ctx context.Context) model.Fact {
		m.add(host, 1)
		time.Sleep(time.Second) // of the bubble's clock
		m.add(host, -1)
		return fixed(model.FactProbeOK, "")(ctx)
	}
}

func (m *gauge) add(host string, n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, key := range []string{host, "all"} {
		m.now[key] += n
		m.peak[key] = max(m.peak[key], m.now[key])
	}
}

func TestRunKeepsItsLimits(t *testing.T) {
	t.Parallel()
	for _, perHost := range []int{0, 1, 2} {
		synctest.Test(t, func(t *testing.T) {
			m := &gauge{now: map[string]int{}, peak: map[string]int{}}
			var due []Probe
			for i := range 40 {
				host := fmt.Sprintf("host%d", i%4)
				due = append(due, Probe{Subject: model.ParseSubject(fmt.Sprint("endpoint/", i)), Host: host, Run: m.probe(host)})
			}
			for i := range 10 {
				due = append(due, Probe{Subject: model.ParseSubject(fmt.Sprint("domain/", i)), Run: m.probe("")})
			}
			r := &Runner{Concurrency: 6, PerHost: perHost, Timeout: time.Minute}
			began := time.Now()
			if facts := r.Run(t.Context(), due, time.Now); len(facts) != 50 {
				t.Errorf("got %d facts", len(facts))
			}
			if m.peak["all"] != 6 {
				t.Errorf("%d at once, want 6", m.peak["all"])
			}
			for i := range 4 {
				if host := fmt.Sprintf("host%d", i); m.peak[host] > max(perHost, 1) {
					t.Errorf("%d at once at %s, want at most %d", m.peak[host], host, max(perHost, 1))
				}
			}
			if m.peak["host0"] != max(perHost, 1) {
				t.Errorf("%d at once at host0, want %d", m.peak["host0"], max(perHost, 1))
			}
			if took := time.Since(began); took > 20*time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
}

// Two batches at once wait for each other, so no subject is probed twice at
// once.
func TestRunsDoNotOverlap(t *testing.T) {
	t.Parallel()
	m := &gauge{now: map[string]int{}, peak: map[string]int{}}
	r := &Runner{Concurrency: 4}
	var running sync.WaitGroup
	for range 4 {
		running.Go(func() {
			r.Run(t.Context(), []Probe{{Subject: model.KindEndpoint.Subject("a"), Run: func(ctx context.Context) model.Fact {
				m.add("a", 1)
				defer m.add("a", -1)
				return fixed(model.FactProbeOK, "")(ctx)
			}}}, at(probetest.Noon))
		})
	}
	running.Wait()
	if m.peak["a"] != 1 {
		t.Errorf("%d at once", m.peak["a"])
	}
}

func TestRunBoundsEachProbe(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := &Runner{Concurrency: 1, Timeout: 20 * time.Second}
		began := time.Now()
		r.Run(t.Context(), []Probe{{Subject: model.KindEndpoint.Subject("a"), Run: func(ctx context.Context) model.Fact {
			<-ctx.Done()
			return fixed(model.FactProbeFailed, ReasonTimeout)(ctx)
		}}}, time.Now)
		if took := time.Since(began); took != 20*time.Second {
			t.Errorf("it took %s", took)
		}
	})
}

// A host that swallows every probe holds up its own alone, and what the budget
// leaves over stays due.
func TestRunBudget(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		slow := func(ctx context.Context) model.Fact {
			<-ctx.Done()
			return fixed(model.FactProbeFailed, ReasonTimeout)(ctx)
		}
		var due []Probe
		for i := range 100 {
			due = append(due, Probe{Subject: model.ParseSubject(fmt.Sprint("endpoint/", i)), Host: "slow.test", Run: slow})
		}
		due = append(due, Probe{Subject: model.KindEndpoint.Subject("well"), Host: "well.test", Run: fixed(model.FactProbeOK, "")})
		r := &Runner{Concurrency: 2, Timeout: 20 * time.Second, Budget: time.Minute}
		began := time.Now()
		facts := r.Run(t.Context(), due, time.Now)
		if took := time.Since(began); took > 80*time.Second {
			t.Errorf("it took %s", took)
		}
		if len(facts) != 5 || facts[4].Subject != model.KindEndpoint.Subject("well") {
			t.Errorf("got %s", told(facts))
		}
	})
}

// A program that stops records no failure that it could not check, and
// nothing that it did not do.
func TestRunCancelled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond) // before anything is checked
		defer cancel()
		hang := func(ctx context.Context) model.Fact {
			<-ctx.Done()
			return fixed(model.FactProbeFailed, ReasonTimeout)(ctx)
		}
		r := &Runner{Concurrency: 1, Timeout: time.Hour, Vantage: func(context.Context) model.Fact {
			t.Error("the vantage point is checked while stopping")
			return model.Fact{}
		}}
		began := time.Now()
		facts := r.Run(ctx, []Probe{
			{Subject: model.KindEndpoint.Subject("a"), Run: fixed(model.FactProbeOK, "")},
			{Subject: model.KindEndpoint.Subject("b"), Run: fixed(model.FactProbeFailed, ReasonRefused)},
			{Subject: model.KindEndpoint.Subject("c"), Run: hang},
			{Subject: model.KindEndpoint.Subject("d"), Run: hang},
		}, time.Now)
		if want := "/endpoint/a probe-ok "; told(facts) != want {
			t.Errorf("got %s, want %s", told(facts), want)
		}
		if took := time.Since(began); took != 100*time.Millisecond {
			t.Errorf("it took %s", took)
		}
	})
}

func TestVantage(t *testing.T) {
	t.Parallel()
	if Vantage(nil, nil, Options{}) != nil {
		t.Error("there is a check of nothing")
	}
	w := newWorld(t)
	w.dns.Set(t, "here.test", "AAAA 2001:db8::1")
	w.dns.Set(t, "empty.test", "TXT nothing")
	w.dns.Silence("mute.test")
	w.options.Guard = Guard{} // it is not asked
	open, closed := "127.0.0.1:"+probetest.Serve(t, func(net.Conn) {}), "127.0.0.1:"+probetest.ClosedPort(t)
	tests := []struct {
		name           string
		names, connect []string
		kind           model.FactKind
		reason         Reason
	}{
		{"a name", []string{"here.test"}, nil, model.FactProbeOK, ""},
		{"a connection", nil, []string{open}, model.FactProbeOK, ""},
		{"one name of several", []string{"gone.test", "mute.test", "here.test"}, nil, model.FactProbeOK, ""},
		{"a connection instead of names", []string{"gone.test", "mute.test"}, []string{closed, open}, model.FactProbeOK, ""},
		{"nothing", []string{"gone.test", "empty.test", "mute.test", "a b"}, []string{closed, "gone.test:1"}, model.FactProbeFailed, ReasonCutOff},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := probetest.RunFor(t, Vantage(tt.names, tt.connect, w.options), time.Second)
			probetest.Expect(t, f, tt.kind, tt.reason)
		})
	}
}

func TestVantageCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	probetest.Expect(t, Vantage([]string{"here.test"}, nil, newWorld(t).options)(ctx), model.FactProbeUnknown, ReasonCancelled)
}

func TestVantageSurvivesPanic(t *testing.T) {
	t.Parallel()
	f := anyOf(t.Context(), []try{func(context.Context, *Run) error { panic("no such thing") }})
	probetest.Expect(t, f, model.FactProbeFailed, ReasonCutOff, "no such thing")
}

// BenchmarkRun shows what a thousand probes cost: half of them look up a mail
// domain, half connect.
func BenchmarkRun(b *testing.B) {
	w := newWorld(b)
	port := probetest.Serve(b, func(c net.Conn) { io.Copy(io.Discard, c) })
	var due []Probe
	for i := range 500 {
		domain, host := fmt.Sprintf("acme%d.test", i), fmt.Sprintf("127.0.1.%d", i%250+1)
		w.dns.Set(b, domain, "MX 10 mx.acme.test.")
		due = append(due,
			Probe{Subject: model.KindDomain.Subject(domain), Key: domain, Run: MailDomain(domain, w.options)},
			Probe{Subject: model.ParseSubject(fmt.Sprint("endpoint/", i)), Host: host, Run: TCP("127.0.0.1:"+port, w.options)})
	}
	w.dns.Set(b, "mx.acme.test", "A 192.0.2.1")
	r := &Runner{Concurrency: 64, PerHost: 1, Timeout: 20 * time.Second}
	for b.Loop() {
		facts := r.Run(b.Context(), due, time.Now)
		for _, f := range facts {
			if f.Kind != model.FactProbeOK {
				b.Fatalf("%s: %s\n%s", f.Subject, f.Data["reason"], f.Evidence)
			}
		}
		if len(facts) != 1000 {
			b.Fatalf("got %d facts", len(facts))
		}
	}
}
