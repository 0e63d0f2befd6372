package rdap

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/probe"
	"supplierwatch/internal/probe/probetest"
)

// answers is what a registry of a test says, by path.
type answers map[string]func(http.ResponseWriter, *http.Request)

func (a answers) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if answer := a[r.URL.Path]; answer != nil {
		answer(w, r)
		return
	}
	http.NotFound(w, r)
}

func says(text string, args ...any) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintf(w, text, args...) }
}

func Code(status int) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }
}

func leads(to string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) }
}

// domainUntil is a domain object of RDAP.
func domainUntil(name, date string) func(http.ResponseWriter, *http.Request) {
	return says(`{"objectClassName": "domain", "ldhName": %q, "status": ["active"], "events": [
		{"eventAction": "registration", "eventDate": "2001-02-03T04:05:06Z"},
		{"eventAction": "registrar expiration", "eventDate": "2040-01-01T00:00:00Z"},
		{"eventAction": "expiration", "eventDate": %q}]}`, name, date)
}

func registry(t testing.TB, a answers) string {
	t.Helper()
	s := httptest.NewServer(a)
	t.Cleanup(s.Close)
	return s.URL
}

func TestRegistration(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.Set(t, "inside.test", "A 10.1.2.3")
	base := registry(t, answers{
		"/rdap/domain/good.test":    domainUntil("GOOD.test", "2027-03-31T22:00:00+02:00"),
		"/rdap/domain/day.test":     domainUntil("day.test.", "2027-03-31"),
		"/rdap/domain/unnamed.test": says(`{"events": [{"eventAction": "expiration", "eventDate": "2027-03-31T20:00:00.5Z"}]}`),
		"/rdap/domain/moved.test":   leads("/elsewhere"),
		"/elsewhere":                domainUntil("moved.test", "2027-03-31T20:00:00Z"),
		"/rdap/domain/silent.test":  says(`{"ldhName": "silent.test", "events": [{"eventAction": "registration", "eventDate": "2001-01-01"}]}`),
		"/rdap/domain/other.test":   domainUntil("good.test", "2027-03-31T20:00:00Z"),
		"/rdap/domain/odd.test":     domainUntil("odd.test", "next year"),
		"/rdap/domain/html.test":    says("<html>"),
		"/rdap/domain/busy.test":    Code(http.StatusTooManyRequests),
		"/rdap/domain/broken.test":  Code(http.StatusInternalServerError),
		"/rdap/domain/loop.test":    leads("/rdap/domain/loop.test"),
		"/rdap/domain/inside.test":  leads("http://inside.test/"),
		"/rdap/domain/file.test":    leads("file:///etc/passwd"),
		"/rdap/domain/endless.test": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := io.WriteString(w, strings.Repeat(" ", 64<<10)); err != nil {
					return
				}
			}
		},
		"/rdap/domain/hang.test": func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, "{")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		},
		"/rdap/domain/cut.test": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			io.WriteString(w, "{")
		},
	}) + "/rdap/"
	tests := []struct {
		domain string
		reason probe.Reason
		ends   string
	}{
		{"good.test", "", "2027-03-31T20:00:00Z"},
		{"day.test", "", "2027-03-31T00:00:00Z"},
		{"unnamed.test", "", "2027-03-31T20:00:00Z"},
		{"moved.test", "", "2027-03-31T20:00:00Z"},
		{"silent.test", probe.ReasonNoExpiry, ""},
		{"other.test", probe.ReasonBadAnswer, ""},
		{"odd.test", probe.ReasonProtocol, ""},
		{"html.test", probe.ReasonProtocol, ""},
		{"gone.test", probe.ReasonNotFound, ""},
		{"busy.test", probe.ReasonRateLimit, ""},
		{"broken.test", probe.ReasonStatus, ""},
		{"loop.test", probe.ReasonRedirects, ""},
		{"inside.test", probe.ReasonNotAllowed, ""},
		{"file.test", probe.ReasonProtocol, ""},
		{"endless.test", probe.ReasonProtocol, ""},
		{"hang.test", probe.ReasonTimeout, ""},
		{"cut.test", probe.ReasonCut, ""},
	}
	for _, tt := range tests {
		t.Run(tt.domain, func(t *testing.T) {
			t.Parallel()
			r := &Registrations{Servers: map[string]string{"test": base}}
			patience := 5 * time.Second
			if tt.reason == probe.ReasonTimeout {
				patience = 300 * time.Millisecond
			}
			f := probetest.RunFor(t, r.Probe(tt.domain, w.options), patience)
			if since := f.Data["registered"]; tt.domain == "good.test" && since != "2001-02-03T04:05:06Z" {
				t.Errorf("it is registered since %q", since)
			}
			kind := model.FactProbeUnknown // never failed
			if tt.reason == "" {
				kind = model.FactProbeOK
			}
			probetest.Expect(t, f, kind, tt.reason)
			if f.Data["not_after"] != tt.ends {
				t.Errorf("ends at %q, want %q", f.Data["not_after"], tt.ends)
			}
		})
	}
}

// Nobody listens, and the server is inside: that is unknown too.
func TestRegistrationServers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.Set(t, "inside.test", "A 10.1.2.3")
	for base, reason := range map[string]probe.Reason{
		"http://127.0.0.1:" + probetest.ClosedPort(t): probe.ReasonRefused, "http://inside.test": probe.ReasonNotAllowed, "ftp://acme.test": probe.ReasonProtocol, ":": probe.ReasonTarget,
	} {
		r := &Registrations{Servers: map[string]string{"test": base}}
		probetest.Expect(t, probetest.Run(t, r.Probe("acme.test", w.options)), model.FactProbeUnknown, reason)
	}
}

// The published list says who answers; it is read once a day, the longest name
// counts, and what was read last is used where it cannot be had.
func TestRegistrationDirectory(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var reads atomic.Int32
	var down atomic.Bool
	a := answers{
		"/a/domain/acme.test":    domainUntil("acme.test", "2027-01-01"),
		"/b/domain/acme.co.test": domainUntil("acme.co.test", "2028-01-01"),
	}
	base := registry(t, a)
	a["/dns.json"] = func(rw http.ResponseWriter, _ *http.Request) {
		reads.Add(1)
		if down.Load() {
			rw.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintf(rw, `{"version": "1.0", "services": [[["TEST"], ["%s/a"]], [["co.test"], ["%s/b/"]], [[], []], [["bad"]]]}`, base, base)
	}
	now := probetest.Noon
	o := w.options
	o.Now = func() time.Time { return now }
	r := &Registrations{Directory: base + "/dns.json"}
	ends := func(domain, want string) {
		t.Helper()
		if f := probetest.Run(t, r.Probe(domain, o)); !strings.HasPrefix(f.Data["not_after"], want) || want == "" && f.Kind == model.FactProbeOK {
			t.Errorf("%s ends at %q, want %q:\n%s", domain, f.Data["not_after"], want, f.Evidence)
		}
	}
	ends("acme.test", "2027")
	ends("acme.co.test", "2028")
	probetest.Expect(t, probetest.Run(t, r.Probe("acme.example", o)), model.FactProbeUnknown, probe.ReasonNoServer)
	if reads.Load() != 1 {
		t.Errorf("the list was read %d times", reads.Load())
	}
	down.Store(true)
	now = now.Add(directoryAge)
	ends("acme.test", "2027")
	ends("acme.test", "2027")
	probetest.Expect(t, probetest.Run(t, r.Probe("acme.example", o)), model.FactProbeUnknown, probe.ReasonStatus)
	if reads.Load() != 2 {
		t.Errorf("the list that could not be had was tried %d times", reads.Load()-1)
	}
	down.Store(false)
	now = now.Add(directoryPause)
	probetest.Expect(t, probetest.Run(t, r.Probe("acme.example", o)), model.FactProbeUnknown, probe.ReasonNoServer)
	r.Servers = map[string]string{"test": base + "/nowhere"}
	probetest.Expect(t, probetest.Run(t, r.Probe("acme.test", o)), model.FactProbeUnknown, probe.ReasonNotFound)
}

// A server that is asked too often is asked nothing for a while.
func TestRegistrationRateLimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var asked atomic.Int32
	base := registry(t, answers{"/domain/acme.test": func(rw http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		rw.WriteHeader(http.StatusTooManyRequests)
	}})
	now := probetest.Noon
	w.options.Now = func() time.Time { return now }
	r := &Registrations{Servers: map[string]string{"test": base}}
	for i, want := range []int32{1, 1, 2} {
		probetest.Expect(t, probetest.Run(t, r.Probe("acme.test", w.options)), model.FactProbeUnknown, probe.ReasonRateLimit)
		if asked.Load() != want {
			t.Errorf("look %d: asked %d times, want %d", i, asked.Load(), want)
		}
		now = now.Add(refusalPause / 2)
	}
}

func TestRegistrationOverTLS(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.Set(t, "rdap.test", "A 127.0.0.1")
	s := httptest.NewUnstartedServer(answers{"/domain/acme.test": domainUntil("acme.test", "2027-01-01")})
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.TLS = &tls.Config{Certificates: []tls.Certificate{w.ca.Server(t, time.Now().Add(time.Hour), "rdap.test")}}
	s.StartTLS()
	t.Cleanup(s.Close)
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	o := w.options
	r := &Registrations{Servers: map[string]string{"test": "https://rdap.test:" + port}}
	probetest.Expect(t, probetest.Run(t, r.Probe("acme.test", o)), model.FactProbeOK, "", "active")
	o.Roots = nil
	probetest.Expect(t, probetest.Run(t, r.Probe("acme.test", o)), model.FactProbeUnknown, probe.ReasonCertificateUntrusted)
}

func TestRegistrationIsCancelled(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, cancel := context.WithCancel(t.Context())
	base := registry(t, answers{"/domain/acme.test": func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}})
	r := &Registrations{Servers: map[string]string{"test": base}}
	probetest.Expect(t, r.Probe("acme.test", w.options)(ctx), model.FactProbeUnknown, probe.ReasonCancelled)
}

func FuzzReadRegistration(f *testing.F) {
	f.Add([]byte(`{"ldhName": "acme.test", "events": [{"eventAction": "expiration", "eventDate": "2027-03-31T20:00:00Z"}]}`))
	f.Add([]byte(`{"events": null}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		end, err := readRegistration(probe.NewRun("rdap"), body, "acme.test")
		if (err == nil) == end.IsZero() && err != nil {
			t.Fatalf("%s gives both %s and %v", body, end, err)
		}
		_, _ = readDirectory(body)
	})
}

func TestRegistryThatDoesNotStopSending(t *testing.T) {
	t.Parallel()
	probetest.Flood(t, func(t *testing.T, port string) func(context.Context) model.Fact {
		r := &Registrations{Servers: map[string]string{"test": "http://127.0.0.1:" + port}}
		return r.Probe("a.test", newWorld(t).options)
	}, false)
}

// TestRegistrationPlan asks about registrations rarely, once for a domain and all below it.
func TestRegistrationPlan(t *testing.T) {
	t.Parallel()
	registry := &model.Registry{Suppliers: []*model.Supplier{{
		ID: "acme", Tier: &model.Tier{ProbeEvery: civil.Period{Clock: 10 * time.Minute}},
		Contacts: []*model.Contact{
			{ID: "orders", Domain: "acme.test"},
			{ID: "sales", Domain: "eu.acme.test"},
			{ID: "phone"},
			{ID: "sold", Domain: "acme.de.com"},
			{ID: "tenant", Domain: "acme.onmicrosoft.com"},
			{ID: "desk", Domain: "acme.zendesk.com"},
			{ID: "page", Domain: "acme.github.io"},
		},
	}}}
	const day = 24 * time.Hour
	before := map[string]factindex.Streak{}
	r := &Registrations{Every: civil.Period{Days: 7}, Servers: map[string]string{"test": "https://rdap.test", "com": "https://rdap.test", "io": "https://rdap.test"}}
	o := probe.Options{
		Planners: []probe.Planner{r},
		Now:      func() time.Time { return probetest.Noon },
		Known: func(_ string, subject model.Subject) (factindex.Streak, bool) {
			s, known := before[subject.String()]
			return s, known
		},
	}
	planned := func() string {
		var got []string
		for _, p := range probe.Plan(registry, o) {
			if p.Kind != "dns" {
				got = append(got, fmt.Sprintf("%s|%s|%s|%s|%s|%v", p.Subject, p.Kind, p.Key, p.Every, p.Pause, p.RetryEarly))
			}
		}
		return strings.Join(got, "\n")
	}
	want := "registration/acme.test|rdap|rdap acme.test|168h0m0s|24h0m0s|%v"
	if got := planned(); got != fmt.Sprintf(want, false) {
		t.Errorf("got\n%s", got)
	}
	r.Servers = nil
	if got := planned(); strings.Contains(got, "rdap") {
		t.Errorf("where nothing can be registered, got\n%s", got)
	}
	r.Servers = map[string]string{"test": "https://rdap.test"}
	good := model.Fact{ObservedAt: probetest.Noon.Add(-7*day - time.Second)}
	before["registration/acme.test"] = factindex.Streak{Last: good, LastGood: &good}
	if got := planned(); got != fmt.Sprintf(want, true) {
		t.Errorf("with something open, got\n%s", got)
	}
	good.ObservedAt = probetest.Noon.Add(-7 * day)
	if got := planned(); got != fmt.Sprintf(want, false) {
		t.Errorf("with nothing open, got\n%s", got)
	}
}
