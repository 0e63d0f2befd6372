package daemon

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// heldEvaluation runs the first evaluation of a daemon up to where it has begun, and holds it there until the test is over.
func heldEvaluation(t *testing.T, x *exposed) {
	t.Helper()
	begun, held, over := make(chan struct{}), make(chan struct{}), make(chan struct{})
	begin := sync.OnceFunc(func() { close(begun) })
	x.engine.Clock = func() time.Time {
		begin()
		<-held
		return x.now
	}
	go func() {
		defer close(over)
		_, _ = x.engine.Evaluate(context.WithoutCancel(t.Context()))
	}()
	<-begun
	t.Cleanup(func() { <-over })
	t.Cleanup(func() { close(held) })
}

// TestNothingWaitsForTheFirstEvaluation asks for everything that can be read, and for an action, while the first evaluation runs.
func TestNothingWaitsForTheFirstEvaluation(t *testing.T) {
	x := newExposed(t)
	heldEvaluation(t, x)
	server := httptest.NewServer(x.page.handler(nil, true))
	t.Cleanup(server.Close)
	client := http.Client{Timeout: 3 * time.Second}
	for _, path := range routes(t) {
		response, err := client.Get(server.URL + strings.NewReplacer("{alert}", "a1", "{link}", "x").Replace(path))
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil {
			t.Errorf("%s: %v", path, err)
		}
		isPage := strings.HasPrefix(response.Header.Get("Content-Type"), "text/html") && response.StatusCode != http.StatusNotFound
		if isPage && !strings.Contains(string(body), "he first evaluation is running; 1 supplier read.") && !strings.HasPrefix(path, "/answer/") {
			t.Errorf("%s does not say that the first evaluation is running:\n%s", path, body)
		}
		if response.StatusCode == http.StatusServiceUnavailable && path != "/-/ready" && response.Header.Get("Retry-After") == "" {
			t.Errorf("%s does not say when to ask again", path)
		}
		if ready := response.StatusCode == http.StatusOK; path == "/-/ready" && (ready || !strings.Contains(string(body), "the first evaluation is not complete")) {
			t.Errorf("ready: %d %s", response.StatusCode, body)
		}
	}
	if _, err := x.actions.Act(t.Context()); err == nil || !strings.Contains(err.Error(), "the first evaluation is running") {
		t.Errorf("an action: %v", err)
	}
}
