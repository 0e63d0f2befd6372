package probe

import (
	"context"
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

	"supplierwatch/internal/model"
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

func code(status int) func(http.ResponseWriter, *http.Request) {
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
		"/rdap/domain/busy.test":    code(http.StatusTooManyRequests),
		"/rdap/domain/broken.test":  code(http.StatusInternalServerError),
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
		reason Reason
		ends   string
	}{
		{"good.test", "", "2027-03-31T20:00:00Z"},
		{"day.test", "", "2027-03-31T00:00:00Z"},
		{"unnamed.test", "", "2027-03-31T20:00:00Z"},
		{"moved.test", "", "2027-03-31T20:00:00Z"},
		{"silent.test", ReasonNoExpiry, ""},
		{"other.test", ReasonBadAnswer, ""},
		{"odd.test", ReasonProtocol, ""},
		{"html.test", ReasonProtocol, ""},
		{"gone.test", ReasonNotFound, ""},
		{"busy.test", ReasonRateLimit, ""},
		{"broken.test", ReasonStatus, ""},
		{"loop.test", ReasonRedirects, ""},
		{"inside.test", ReasonNotAllowed, ""},
		{"file.test", ReasonProtocol, ""},
		{"endless.test", ReasonProtocol, ""},
		{"hang.test", ReasonTimeout, ""},
		{"cut.test", ReasonCut, ""},
	}
	for _, tt := range tests {
		t.Run(tt.domain, func(t *testing.T) {
			t.Parallel()
			o := w.options
			o.Registrations = &Registrations{Servers: map[string]string{"test": base}}
			patience := 5 * time.Second
			if tt.reason == ReasonTimeout {
				patience = 300 * time.Millisecond
			}
			f := runFor(t, Registration(tt.domain, o), patience)
			if since := f.Data[model.DataRegistered]; tt.domain == "good.test" && since != "2001-02-03T04:05:06Z" {
				t.Errorf("it is registered since %q", since)
			}
			kind := model.FactProbeUnknown // never failed
			if tt.reason == "" {
				kind = model.FactProbeOK
			}
			expect(t, f, kind, tt.reason)
			if f.Data[model.DataNotAfter] != tt.ends {
				t.Errorf("ends at %q, want %q", f.Data[model.DataNotAfter], tt.ends)
			}
		})
	}
}

// Nobody listens, and the server is inside: that is unknown too.
func TestRegistrationServers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.Set(t, "inside.test", "A 10.1.2.3")
	for base, reason := range map[string]Reason{
		"http://127.0.0.1:" + closedPort(t): ReasonRefused, "http://inside.test": ReasonNotAllowed, "ftp://acme.test": ReasonProtocol, ":": ReasonTarget,
	} {
		w.options.Registrations = &Registrations{Servers: map[string]string{"test": base}}
		expect(t, run(t, Registration("acme.test", w.options)), model.FactProbeUnknown, reason)
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
	now := noon
	o := w.options
	o.Now = func() time.Time { return now }
	o.Registrations = &Registrations{Directory: base + "/dns.json"}
	ends := func(domain, want string) {
		t.Helper()
		if f := run(t, Registration(domain, o)); !strings.HasPrefix(f.Data[model.DataNotAfter], want) || want == "" && f.Kind == model.FactProbeOK {
			t.Errorf("%s ends at %q, want %q:\n%s", domain, f.Data[model.DataNotAfter], want, f.Evidence)
		}
	}
	ends("acme.test", "2027")
	ends("acme.co.test", "2028")
	expect(t, run(t, Registration("acme.example", o)), model.FactProbeUnknown, ReasonNoServer)
	if reads.Load() != 1 {
		t.Errorf("the list was read %d times", reads.Load())
	}
	down.Store(true)
	now = now.Add(directoryAge)
	ends("acme.test", "2027")
	ends("acme.test", "2027")
	expect(t, run(t, Registration("acme.example", o)), model.FactProbeUnknown, ReasonStatus)
	if reads.Load() != 2 {
		t.Errorf("the list that could not be had was tried %d times", reads.Load()-1)
	}
	down.Store(false)
	now = now.Add(directoryPause)
	expect(t, run(t, Registration("acme.example", o)), model.FactProbeUnknown, ReasonNoServer)
	o.Registrations.Servers = map[string]string{"test": base + "/nowhere"}
	expect(t, run(t, Registration("acme.test", o)), model.FactProbeUnknown, ReasonNotFound)
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
	now := noon
	w.options.Now = func() time.Time { return now }
	w.options.Registrations = &Registrations{Servers: map[string]string{"test": base}}
	for i, want := range []int32{1, 1, 2} {
		expect(t, run(t, Registration("acme.test", w.options)), model.FactProbeUnknown, ReasonRateLimit)
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
	s.TLS = certificates(w.ca.Server(t, time.Now().Add(time.Hour), "rdap.test"))
	s.StartTLS()
	t.Cleanup(s.Close)
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	o := w.options
	o.Registrations = &Registrations{Servers: map[string]string{"test": "https://rdap.test:" + port}}
	expect(t, run(t, Registration("acme.test", o)), model.FactProbeOK, "", "active")
	o.Roots = nil
	expect(t, run(t, Registration("acme.test", o)), model.FactProbeUnknown, ReasonCertificateUntrusted)
}

func TestRegistrationIsCancelled(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, cancel := context.WithCancel(t.Context())
	base := registry(t, answers{"/domain/acme.test": func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}})
	w.options.Registrations = &Registrations{Servers: map[string]string{"test": base}}
	expect(t, Registration("acme.test", w.options)(ctx), model.FactProbeUnknown, ReasonCancelled)
}

func FuzzReadRegistration(f *testing.F) {
	f.Add([]byte(`{"ldhName": "acme.test", "events": [{"eventAction": "expiration", "eventDate": "2027-03-31T20:00:00Z"}]}`))
	f.Add([]byte(`{"events": null}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		end, err := readRegistration(newTrial("rdap"), body, "acme.test")
		if (err == nil) == end.IsZero() && err != nil {
			t.Fatalf("%s gives both %s and %v", body, end, err)
		}
		_, _ = readDirectory(body)
	})
}
