package daemon

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/readmodel"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/token"
	"supplierwatch/internal/web"
	"supplierwatch/internal/web/access"
	"supplierwatch/internal/web/content"
)

// How many clients may be connected, how much each of them may have us keep of a header, and how much it may ask for at once.
const (
	mostConnections = 256
	mostHeader      = 32 << 10
	mostStreams     = 32
)

// isLocal reports whether only this machine can reach an address.
func isLocal(at net.Addr) bool {
	tcp, ok := at.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// pageServer is the HTTP server for people and programs.
type pageServer struct {
	settings  *settings.Settings
	snapshots *readmodel.Snapshots
	documents readmodel.Documents
	links     readmodel.MailLinks
	actions   *action.Service
	reloader  *reloader
	metrics   *web.Metrics
	key       token.Key
	log       *slog.Logger
}

// serve opens the page before the first evaluation, so that /-/ready can report
// that there is none yet.
func (p *pageServer) serve(ctx context.Context, down *teardown) error {
	shown, err := p.settings.Shown(p.settings.File)
	if err != nil {
		return fmt.Errorf("show the configuration: %w", err)
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", p.settings.HTTP.Listen)
	if err != nil {
		return fmt.Errorf("open the page: %w; name another address at `http: {listen: …}`", err)
	}
	local := isLocal(listener.Addr())
	listener = access.LimitConnections(listener, mostConnections)
	server := &http.Server{
		Handler:           p.handler(shown, local),
		ErrorLog:          slog.NewLogLogger(p.log.Handler(), slog.LevelWarn),
		ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: mostHeader, HTTP2: &http.HTTP2Config{MaxConcurrentStreams: mostStreams},
	}
	background(down, "page", func() {
		if err := p.listen(server, listener); !errors.Is(err, http.ErrServerClosed) {
			p.log.Error("The page cannot be served.", "error", err)
		}
	})
	down.add("page: last requests", func(ctx context.Context) error { return finish(ctx, server, p.log) })
	p.log.Info("The page is open.", "address", listener.Addr().String())
	return nil
}

// compute computes what pages show and what takes long, after each evaluation, until the context ends.
func (p *pageServer) compute(ctx context.Context, evaluated <-chan struct{}) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-evaluated:
		}
		if err := p.documents.Covered.Update(ctx); err != nil && ctx.Err() == nil {
			p.log.Error("The coverage could not be computed.", "error", err)
		}
	}
}

// handler answers requests to the page and the API. Local means that only this machine can reach it.
func (p *pageServer) handler(shown map[string]any, local bool) http.Handler {
	return web.New(web.Options{
		Snapshot: p.snapshots.Take, Verdicts: p.snapshots, Clock: p.snapshots.Clock, ReadModel: p.documents, Recorder: p.documents, Metrics: p.metrics, Reload: p.reloader.reload, Log: p.log,
		Config:  content.ConfigDocument{Version: apidoc.DocumentVersion, File: p.settings.File, Config: shown},
		Actions: p.actions, Mails: p.links, ReadToken: p.settings.HTTP.ReadToken.Reveal(), WriteToken: p.settings.HTTP.WriteToken.Reveal(),
		Proxies: p.settings.HTTP.TrustedProxies, UserHeader: p.settings.HTTP.UserHeader, ExternalURL: p.settings.HTTP.ExternalURL, Key: p.key.Derive("forms"), FeedKey: p.key.Derive("feeds"),
		Local: local, Mask: p.key.MaskBytes,
	})
}

// finish lets the requests end that are being answered. A client that dawdles is
// cut off when the time is over: nothing is lost with it.
func finish(ctx context.Context, server *http.Server, log *slog.Logger) error {
	err := server.Shutdown(ctx)
	if ctx.Err() == nil {
		return err
	}
	log.Warn("Requests were cut off.", "error", err)
	return server.Close()
}

func (p *pageServer) listen(server *http.Server, listener net.Listener) error {
	if p.settings.HTTP.Certificate != "" {
		return server.ServeTLS(listener, p.settings.HTTP.Certificate, p.settings.HTTP.Key)
	}
	return server.Serve(listener)
}
