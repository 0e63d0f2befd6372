package daemon

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/readlimit"
	"supplierwatch/internal/readmodel"
	"supplierwatch/internal/settings"
)

// heartbeatTimeout bounds one call; the next one comes anyway.
const heartbeatTimeout = 20 * time.Second

// heartbeatClient asks for the heartbeat's URL. The answer is its status: more than a little is not read.
var heartbeatClient = &http.Client{Transport: readlimit.Transport(readlimit.Limits{Total: 1 << 20})}

// newHeartbeat returns what calls an external monitor as long as this daemon really works: evaluations complete, their results can be written, and
// mail is delivered. When the calls stop, the monitor raises the alarm.
func newHeartbeat(s *settings.Heartbeat, passed <-chan struct{}, loop *engine.Loop, working *delivering, log *slog.Logger) pulse {
	return pulse{
		every: s.Every, passed: passed, ask: loop.Wake, sound: working.ok,
		beat: func(ctx context.Context) error { return call(ctx, s.URL.Reveal()) },
		log:  log,
	}
}

// delivering is evidence that evaluations and the delivery of their mails work.
type delivering struct {
	snapshots *readmodel.Snapshots
	last      *readmodel.LastEvaluation
}

// ok reports whether the service is healthy and ready and some relay accepts its mails.
func (d *delivering) ok() bool {
	return d.snapshots.HealthVerdict().OK && d.snapshots.ReadyVerdict().OK && !d.last.RelayDown()
}

// pulse beats once in every interval, and only after a complete evaluation.
type pulse struct {
	every  time.Duration
	passed <-chan struct{}             // one signal for each complete evaluation; dropped if nobody is waiting
	ask    func()                      // requests an evaluation
	sound  func() bool                 // whether the last evaluation and the delivery of its mails are in order
	beat   func(context.Context) error // may take a while
	log    *slog.Logger
}

// run beats until the context ends. When a beat is due, it requests an
// evaluation. If none completes, if it finds a problem or if the call fails,
// the beat is tried again after the next evaluation.
func (p pulse) run(ctx context.Context) {
	due := time.NewTimer(0)
	defer due.Stop()
	waiting, failing := false, false
	for {
		select {
		case <-ctx.Done():
			return
		case <-due.C:
			waiting = true
			p.ask()
		case <-p.passed:
			if !waiting || !p.sound() {
				continue
			}
			err := p.beat(ctx)
			if err != nil && !failing && ctx.Err() == nil {
				p.log.Warn("The heartbeat URL could not be called.", "error", err)
			}
			failing = err != nil
			if waiting = failing; !waiting {
				due.Reset(p.every)
			}
		}
	}
}

// call asks for a URL. The URL is a secret, so errors do not repeat it.
func call(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, heartbeatTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return errors.New("call heartbeat: the URL cannot be read")
	}
	response, err := heartbeatClient.Do(request)
	if err != nil {
		return fmt.Errorf("call heartbeat: no answer: %w", bareURL(err))
	}
	defer response.Body.Close()
	if response.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("call heartbeat: answered %s", response.Status)
	}
	return nil
}

// bareURL takes the URL out of an error of the HTTP client.
func bareURL(err error) error {
	if e := (*url.Error)(nil); errors.As(err, &e) {
		return e.Err
	}
	return err
}
