package probe

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/probe/probetest"
)

// site serves pages at acme.test, over TLS if a certificate is given.
func site(t *testing.T, handler http.Handler, certs ...tls.Certificate) (port string) {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = nil
	if len(certs) > 0 {
		server.TLS = certificates(certs...)
		server.StartTLS()
	} else {
		server.Start()
	}
	t.Cleanup(server.Close)
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

func TestHTTPStatus(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.Set(t, "acme.test", "A 127.0.0.1")
	port := site(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var code int
		fmt.Sscanf(r.URL.Path, "/%d", &code)
		w.WriteHeader(code)
	}))
	tests := map[int]model.FactKind{
		200: model.FactProbeOK, 204: model.FactProbeOK, 302: model.FactProbeOK, 304: model.FactProbeOK,
		401: model.FactProbeOK, 403: model.FactProbeOK, 405: model.FactProbeOK, 429: model.FactProbeOK,
		400: model.FactProbeFailed, 404: model.FactProbeFailed, 410: model.FactProbeFailed,
		500: model.FactProbeFailed, 502: model.FactProbeFailed, 503: model.FactProbeFailed,
	}
	for code, kind := range tests {
		f := probetest.Run(t, HTTP(fmt.Sprintf("http://acme.test:%s/%d", port, code), w.options))
		reason := ReasonStatus
		if kind == model.FactProbeOK {
			reason = ""
		}
		probetest.Expect(t, f, kind, reason, fmt.Sprint(code))
		if f.Data["status"] != fmt.Sprint(code) {
			t.Errorf("status is %q, want %d", f.Data["status"], code)
		}
	}
}

// A login page that first sets a cookie, then sends to another host over TLS.
func TestHTTPRedirects(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.Set(t, "acme.test", "A 127.0.0.1")
	w.dns.Set(t, "login.isp.test", "A 127.0.0.1")
	late, soon := time.Now().Add(900*time.Hour), time.Now().Add(90*time.Hour)
	login := site(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.Host, "login.isp.test:") {
			w.WriteHeader(http.StatusNotFound)
		}
	}), w.ca.Server(t, soon, "login.isp.test"))
	portal := site(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("seen"); err != nil {
			http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
			http.Redirect(w, r, "/again?x=1#top", http.StatusFound)
			return
		}
		http.Redirect(w, r, "https://login.isp.test:"+login+"/", http.StatusSeeOther)
	}), w.ca.Server(t, late, "acme.test"))
	f := probetest.Run(t, HTTP("https://user:secret@acme.test:"+portal+"/", w.options))
	probetest.Expect(t, f, model.FactProbeOK, "", "302 Found", "303 See Other", "200 OK", "login.isp.test")
	if want := soon.UTC().Format(time.RFC3339); f.Data["not_after"] != want {
		t.Errorf("ends at %s, want the earliest end on the way, %s", f.Data["not_after"], want)
	}
	if strings.Contains(f.Evidence, "secret") {
		t.Errorf("the evidence tells the password:\n%s", f.Evidence)
	}
}

func TestHTTPRedirectsAstray(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.Set(t, "acme.test", "A 127.0.0.1")
	w.dns.Set(t, "inside.test", "A 10.0.0.1")
	port := site(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		leads := map[string]string{
			"/ring": "/ring", "/metadata": "http://169.254.169.254/latest/", "/inside": "//inside.test/",
			"/mail": "mailto:sales@acme.test", "/broken": "http://%zz/", "/nowhere": "https:///", "/gone": "http://gone.test/",
		}
		w.Header().Set("Location", leads[r.URL.Path])
		w.WriteHeader(http.StatusFound)
	}))
	tests := []struct {
		path   string
		kind   model.FactKind
		reason Reason
	}{
		{"/ring", model.FactProbeFailed, ReasonRedirects},
		{"/metadata", model.FactProbeUnknown, ReasonNotAllowed},
		{"/inside", model.FactProbeUnknown, ReasonNotAllowed},
		{"/mail", model.FactProbeFailed, ReasonProtocol},
		{"/broken", model.FactProbeFailed, ReasonProtocol},
		{"/nowhere", model.FactProbeFailed, ReasonProtocol},
		{"/gone", model.FactProbeFailed, ReasonNXDomain},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			t.Parallel()
			probetest.Expect(t, probetest.Run(t, HTTP("http://acme.test:"+port+tt.path, w.options)), tt.kind, tt.reason, "302")
		})
	}
}

func TestHTTPCertificates(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.Set(t, "acme.test", "A 127.0.0.1")
	past := time.Now().Add(-24 * time.Hour)
	port := secure(t, certificates(w.ca.Server(t, past, "acme.test")))
	f := probetest.Run(t, HTTP("https://acme.test:"+port, w.options))
	probetest.Expect(t, f, model.FactProbeFailed, ReasonCertificateExpired)
	if f.Data["not_after"] != past.UTC().Format(time.RFC3339) {
		t.Errorf("ends at %q", f.Data["not_after"])
	}
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		config := certificates(w.ca.Server(t, time.Now().Add(time.Hour), "acme.test"))
		config.ClientAuth, config.MaxVersion = tls.RequireAnyClientCert, version
		f := probetest.Run(t, HTTP("https://acme.test:"+secure(t, config), w.options))
		probetest.Expect(t, f, model.FactProbeOK, ReasonClientCertificate, "wants a certificate")
	}
}

func TestHTTPAnswers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	tests := []struct {
		name, answer string
		kind         model.FactKind
		reason       Reason
	}{
		{"provisional first", "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", model.FactProbeOK, ""},
		{"old version", "HTTP/1.0 200 OK\r\n\r\n", model.FactProbeOK, ""},
		{"endless body", "HTTP/1.1 200 OK\r\n\r\n" + strings.Repeat("x", 1<<20), model.FactProbeOK, ""},
		{"endless head", "HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 1<<20), model.FactProbeFailed, ReasonProtocol},
		{"endless hints", strings.Repeat("HTTP/1.1 103 Early Hints\r\n\r\n", 1<<15), model.FactProbeFailed, ReasonProtocol},
		{"something else", "SSH-2.0-OpenSSH_9.2\r\n", model.FactProbeFailed, ReasonProtocol},
		{"nothing", "", model.FactProbeFailed, ReasonCut},
		{"half a head", "HTTP/1.1 200 OK\r\nServer: x\r\n", model.FactProbeFailed, ReasonCut},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			port := probetest.Serve(t, func(c net.Conn) {
				if _, err := http.ReadRequest(bufio.NewReader(c)); err == nil {
					io.WriteString(c, tt.answer)
				}
			})
			probetest.Expect(t, probetest.Run(t, HTTP("http://127.0.0.1:"+port, w.options)), tt.kind, tt.reason)
		})
	}
}

func TestHTTPSilence(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	port := probetest.Serve(t, func(c net.Conn) { io.Copy(io.Discard, c) })
	f := probetest.RunFor(t, HTTP("http://127.0.0.1:"+port, w.options), 300*time.Millisecond)
	probetest.Expect(t, f, model.FactProbeFailed, ReasonTimeout)
}

func TestHTTPTarget(t *testing.T) {
	t.Parallel()
	for _, target := range []string{"ftp://acme.test/", "acme.test", "http://", "http://%zz", "http://a b/"} {
		probetest.Expect(t, probetest.Run(t, HTTP(target, Options{})), model.FactProbeUnknown, ReasonTarget)
	}
}
