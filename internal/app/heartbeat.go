package app

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// heartbeatTimeout bounds one call; the next one comes anyway.
const heartbeatTimeout = 20 * time.Second

// heartbeat tells somebody else that this daemon lives, as long as it really
// does its work: passes are complete, what they decide can be written and mail
// leaves. When it stops, that one raises the alarm.
func (d *Daemon) heartbeat(ctx context.Context) {
	ticker := time.NewTicker(d.Heartbeat.Every)
	defer ticker.Stop()
	failing := false
	for {
		if s := d.snapshot(); s.Healthy.OK && s.Ready.OK && !d.relayDown() {
			err := call(ctx, d.Heartbeat.URL.Reveal())
			if err != nil && !failing && ctx.Err() == nil {
				d.Log.Warn("heartbeat", "error", err)
			}
			failing = err != nil
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// relayDown reports whether the last pass found that no relay takes our mail.
func (d *Daemon) relayDown() bool {
	pass := d.pass.Load()
	if pass == nil {
		return false
	}
	for _, f := range pass.Findings {
		if f.Rule == "mail-relay-down" {
			return true
		}
	}
	return false
}

// call asks for a URL. The URL is a secret, so errors do not repeat it.
func call(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, heartbeatTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return errors.New("call heartbeat: the URL cannot be read")
	}
	response, err := http.DefaultClient.Do(request)
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
