package daemon

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/web"
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

// serve opens the page before the first evaluation, so that /-/ready can report
// that there is none yet.
func (d *Daemon) serve(ctx context.Context, down *teardown) error {
	shown, err := d.settings.Shown(d.settings.File)
	if err != nil {
		return fmt.Errorf("show the configuration: %w", err)
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", d.settings.HTTP.Listen)
	if err != nil {
		return fmt.Errorf("open the page: %w; name another address at `http: {listen: …}`", err)
	}
	local := isLocal(listener.Addr())
	listener = web.LimitConnections(listener, mostConnections)
	server := &http.Server{
		Handler:           d.handler(shown, local),
		ErrorLog:          slog.NewLogLogger(d.Log.Handler(), slog.LevelWarn),
		ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: mostHeader, HTTP2: &http.HTTP2Config{MaxConcurrentStreams: mostStreams},
	}
	background(down, "page", func() {
		if err := d.listen(server, listener); !errors.Is(err, http.ErrServerClosed) {
			d.Log.Error("The page cannot be served.", "error", err)
		}
	})
	down.add("page: last requests", func(ctx context.Context) error { return d.finish(ctx, server) })
	d.Log.Info("The page is open.", "address", listener.Addr().String())
	return nil
}

// handler answers requests to the page and the API. Local means that only this machine can reach it.
func (d *Daemon) handler(shown map[string]any, local bool) http.Handler {
	return web.New(web.Options{
		Snapshot: d.snapshot, ReadModel: readModel{d}, Recorder: readModel{d}, Metrics: d.metrics, Reload: d.reload, Log: d.Log,
		Config:  web.ConfigDocument{Version: apidoc.DocumentVersion, File: d.settings.File, Config: shown},
		Actions: d.actions, Letters: mailLinks{d}, ReadToken: d.settings.HTTP.ReadToken.Reveal(), WriteToken: d.settings.HTTP.WriteToken.Reveal(),
		Proxies: d.settings.HTTP.TrustedProxies, UserHeader: d.settings.HTTP.UserHeader, ExternalURL: d.settings.HTTP.ExternalURL, Key: d.key.Derive("forms"),
		Local: local, Mask: d.key.MaskBytes,
	})
}

// finish lets the requests end that are being answered. A client that dawdles is
// cut off when the time is over: nothing is lost with it.
func (d *Daemon) finish(ctx context.Context, server *http.Server) error {
	err := server.Shutdown(ctx)
	if ctx.Err() == nil {
		return err
	}
	d.Log.Warn("Requests were cut off.", "error", err)
	return server.Close()
}

func (d *Daemon) listen(server *http.Server, listener net.Listener) error {
	if d.settings.HTTP.Certificate != "" {
		return server.ServeTLS(listener, d.settings.HTTP.Certificate, d.settings.HTTP.Key)
	}
	return server.Serve(listener)
}
