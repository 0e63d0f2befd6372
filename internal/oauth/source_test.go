package oauth

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"supplierwatch/internal/testkit"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func source(t *testing.T, s *testkit.TokenServer) *Source {
	t.Helper()
	made := New(Client{TokenURL: s.TokenURL, ID: testkit.ClientID, Secret: testkit.ClientSecret, Scopes: []string{"mail.read", "mail.send"}})
	t.Cleanup(made.http.CloseIdleConnections)
	return made
}

func token(t *testing.T, s *Source, refused string) string {
	t.Helper()
	got, err := s.Token(t.Context(), refused)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestTokenIsKept(t *testing.T) {
	t.Parallel()
	server := testkit.NewTokenServer(t, "watchdog@buyer.test", time.Hour)
	s := source(t, server)
	began := time.Now()
	s.now = func() time.Time { return began }
	first := token(t, s, "")
	if again := token(t, s, ""); again != first || !server.Good(first) {
		t.Errorf("got %q, then %q", first, again)
	}
	s.now = func() time.Time { return began.Add(time.Hour - early + time.Second) }
	second := token(t, s, "")
	if second == first {
		t.Error("a token was given in its last minute")
	}
	s.now = func() time.Time { return began }
	third := token(t, s, second)
	if third == second || token(t, s, second) != third {
		t.Error("a refused token was given again, or the one after it was not kept")
	}
	if got := server.Scopes(); !slices.Equal(got, []string{"mail.read mail.send", "mail.read mail.send", "mail.read mail.send"}) {
		t.Errorf("asked for %q", got)
	}
}

// Where the server does not say how long a token lives, it is kept until it is refused.
func TestTokenWithoutEnd(t *testing.T) {
	t.Parallel()
	server := testkit.NewTokenServer(t, "watchdog@buyer.test", 0)
	s := source(t, server)
	s.now = func() time.Time { return time.Now().AddDate(1, 0, 0) }
	if first := token(t, s, ""); token(t, s, "") != first || token(t, s, first) == first {
		t.Error("the token was not kept, or was given again after it had been refused")
	}
}

// Many logins that begin at once, or fail at once, ask for one token.
func TestTogether(t *testing.T) {
	t.Parallel()
	server := testkit.NewTokenServer(t, "watchdog@buyer.test", time.Hour)
	s := source(t, server)
	for _, refused := range []string{"", token(t, s, "")} {
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				if _, err := s.Token(t.Context(), refused); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	}
	if got := len(server.Given()); got != 2 {
		t.Errorf("%d tokens were given", got)
	}
}

func TestNoToken(t *testing.T) {
	t.Parallel()
	answer := func(status int, contentType, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			w.WriteHeader(status)
			io.WriteString(w, body)
		}
	}
	for name, tt := range map[string]struct {
		answer  http.HandlerFunc
		told    string
		refused bool
	}{
		"unknown client": {answer(401, "application/json", `{"error":"invalid_client","error_description":"AADSTS7000222: keys are expired"}`), "it answers 401 invalid_client (AADSTS7000222: keys are expired)", true},
		"wrong scope":    {answer(400, "application/json", `{"error":"invalid_scope"}`), "it answers 400 invalid_scope", true},
		"no words":       {answer(403, "text/html", "<h1>no</h1>"), "it answers 403 Forbidden", true},
		"broken":         {answer(500, "text/html", "<h1>oops</h1>"), "it answers 500 Internal Server Error", false},
		"busy":           {answer(503, "application/json", `{"error":"temporarily_unavailable"}`), "503 temporarily_unavailable", false},
		"sent elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.1:1/", http.StatusTemporaryRedirect)
		}, "it answers 307 Temporary Redirect", false},
		"no JSON":        {answer(200, "application/json", "welcome"), "unusable answer: cannot parse json", false},
		"no token in it": {answer(200, "application/json", "{}"), "server response missing access_token", false},
		"another type":   {answer(200, "application/json", `{"access_token":"x","token_type":"mac"}`), `token type "MAC"`, false},
		"hung up":        {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "the server closed the connection", false},
		"repeats secrets": {func(w http.ResponseWriter, r *http.Request) {
			r.ParseForm()
			answer(400, "application/json", fmt.Sprintf(`{"error":"invalid_client","error_description":"%s %s %s\r\n"}`,
				strings.TrimPrefix(r.Header.Get("Authorization"), "Basic "), r.PostForm.Get("client_secret"), testkit.ClientSecret))(w, r)
		}, "<secret>", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := testkit.NewTokenServer(t, "watchdog@buyer.test", time.Hour)
			s := source(t, server)
			kept := token(t, s, "")
			server.Answer(tt.answer)
			_, err := s.Token(t.Context(), kept)
			if err == nil || !strings.Contains(err.Error(), tt.told) || !strings.Contains(err.Error(), server.TokenURL) {
				t.Errorf("got %v, want %s", err, tt.told)
			}
			if errors.Is(err, ErrRefused) != tt.refused {
				t.Errorf("counts as refused: %t: %v", !tt.refused, err)
			}
			if strings.Contains(err.Error(), "s3cret") || strings.ContainsAny(err.Error(), "\r\n") {
				t.Errorf("the reason tells the secret or has more than one line: %q", err)
			}
			server.Answer(nil)
			if token(t, s, "") == kept {
				t.Error("the refused token returned")
			}
		})
	}
}

func TestNobodyThere(t *testing.T) {
	t.Parallel()
	s := New(Client{TokenURL: "http://127.0.0.1:1/token", ID: "x", Secret: "y"})
	if _, err := s.Token(t.Context(), ""); err == nil || !strings.Contains(err.Error(), "refused") || errors.Is(err, ErrRefused) {
		t.Errorf("got %v", err)
	}
}

func TestWaitingEnds(t *testing.T) {
	t.Parallel()
	server := testkit.NewTokenServer(t, "watchdog@buyer.test", time.Hour)
	asked := make(chan struct{})
	server.Answer(func(_ http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body) // only then does the server notice that the client has gone
		close(asked)
		<-r.Context().Done()
	})
	s := source(t, server)
	ctx, cancel := context.WithCancel(t.Context())
	first := make(chan error, 1)
	go func() {
		_, err := s.Token(ctx, "")
		first <- err
	}()
	<-asked
	second, stop := context.WithCancel(t.Context())
	stop()
	if _, err := s.Token(second, ""); !errors.Is(err, context.Canceled) {
		t.Errorf("while another waits: %v", err)
	}
	cancel()
	if err := <-first; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
