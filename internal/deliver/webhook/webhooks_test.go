package webhook

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
)

func posts(names ...string) []model.Mail {
	mails := letters(make([]string, len(names))...)
	for i, n := range names {
		mails[i].To = model.WebhookRecipient(n)
		mails[i].Payload = []byte(`{"n":1}`)
	}
	return mails
}

func hooks(t testing.TB, addresses map[string]string) *Channel {
	t.Helper()
	w, err := New(addresses, fixedNow)
	if err != nil {
		t.Fatal(err)
	}
	w.timeout = soon
	return w
}

func TestWebhookAnswers(t *testing.T) {
	var body, kind, key string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, _ := io.ReadAll(r.Body)
		body, kind, key = string(data), r.Header.Get("Content-Type"), r.Header.Get("Idempotency-Key")
		code := map[string]int{"/ok": 202, "/gone": 410, "/busy": 429, "/late": 408, "/early": 425, "/broken": 502, "/moved": 301}[r.URL.Path]
		w.Header().Set("Location", "http://other.example/")
		w.WriteHeader(code)
	}))
	defer server.Close()
	for path, want := range map[string]string{
		"/ok": "r1 accepted 202", "/gone": "r1 refused 410", "/busy": "r1 queued 429", "/late": "r1 queued 408", "/early": "r1 queued 425",
		"/broken": "r1 queued 502", "/moved": "r1 queued 301",
	} {
		w := hooks(t, map[string]string{"oncall": server.URL + path})
		if got := w.Send(t.Context(), posts("oncall")); words(got) != want {
			t.Errorf("%s: got %+v, want %s", path, got, want)
		}
		if body != `{"n":1}` || kind != "application/json" || key != "r1@buyer.example" {
			t.Errorf("posted %q as %q with key %q", body, kind, key)
		}
	}
}

func TestWebhookRedirects(t *testing.T) {
	stranger := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("the payload went to another host")
	}))
	defer stranger.Close()
	moved := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/here":
			http.Redirect(w, r, "/there", http.StatusPermanentRedirect)
		case "/away":
			http.Redirect(w, r, stranger.URL, http.StatusPermanentRedirect)
		case "/there":
			moved++
		}
	}))
	defer server.Close()
	w := hooks(t, map[string]string{"here": server.URL + "/here", "away": server.URL + "/away"})
	if got := w.Send(t.Context(), posts("here", "away")); words(got) != "r1 accepted 200, r2 queued 308" || moved != 1 {
		t.Errorf("got %+v, moved %d times", got, moved)
	}
}

// A webhook that hangs holds up neither the others nor the mails behind it.
func TestHangingWebhook(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	well := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer well.Close()
	w := hooks(t, map[string]string{"silent": "http://" + silent.Addr().String() + "/secret-token", "well": well.URL})
	got := w.Send(t.Context(), posts("silent", "silent", "silent", "well", "nobody"))
	if want := "r1 queued 0 ambiguous, r2 untried, r3 untried, r4 accepted 200, r5 refused 0"; words(got) != want {
		t.Errorf("got %s, want %s", words(got), want)
	}
	for _, a := range got {
		if strings.Contains(a.Detail, "secret-token") {
			t.Errorf("the url is in the detail: %s", a.Detail)
		}
	}
}

func TestWebhookURLs(t *testing.T) {
	_, err := New(map[string]string{"x": "ftp://h.example/secret"}, fixedNow)
	if err == nil || !strings.Contains(err.Error(), "webhook x") || strings.Contains(err.Error(), "secret") {
		t.Errorf("error %v", err)
	}
}

// The end of an alert must not arrive before its beginning, which waits; another webhook does not wait with it.
func TestPostsKeepTheirOrder(t *testing.T) {
	busy := true
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/busy" && busy {
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	defer server.Close()
	w := hooks(t, map[string]string{"busy": server.URL + "/busy", "idle": server.URL + "/idle"})
	mails := posts("busy", "busy", "idle")
	got := w.Send(t.Context(), mails)
	if want := "r1 queued 503, r2 untried, r3 accepted 200"; words(got) != want || got[0].Wait != 2*time.Minute {
		t.Errorf("got %s, want %s; asked to wait %v", words(got), want, got[0].Wait)
	}
	busy = false
	if got := words(w.Send(t.Context(), mails[:2])); got != "r1 accepted 200, r2 accepted 200" {
		t.Errorf("got %s", got)
	}
}

func TestRetryAfter(t *testing.T) {
	for value, want := range map[string]time.Duration{
		"": 0, "30": 30 * time.Second, "-1": 0, "soon": 0, "Thu, 17 Sep 2026 06:05:00 GMT": 5 * time.Minute, "Thu, 17 Sep 2026 05:00:00 GMT": 0,
		"99999999999999999999": 0,
	} {
		if got := retryAfter(value, fixedNow()); got != want {
			t.Errorf("%q: %v, want %v", value, got, want)
		}
	}
}
