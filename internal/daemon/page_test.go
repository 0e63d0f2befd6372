package daemon

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"time"
)

func TestAClientThatDawdlesDoesNotSpoilTheEnd(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	asked := make(chan struct{})
	server := &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(asked)
		_, _ = io.Copy(io.Discard, r.Body) // waits for a body that never comes
	})}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	client, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if _, err := io.WriteString(client, "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	<-asked
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if err := finish(over, server, slog.New(slog.DiscardHandler)); err != nil {
		t.Errorf("the end failed: %v", err)
	}
	if err := <-served; !errors.Is(err, http.ErrServerClosed) {
		t.Errorf("served until %v", err)
	}
	if n, err := client.Read(make([]byte, 1)); err == nil {
		t.Errorf("the client read %d bytes, want its connection closed", n)
	}
}
