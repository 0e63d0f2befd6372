package imap

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// ErrNoIdle reports that a server does not say by itself what has come.
var ErrNoIdle = errors.New("the server does not offer IDLE; the folder has to be looked at again and again")

const (
	// idleFor is how long one IDLE lasts: firewalls forget connections on which
	// nothing is sent.
	idleFor = 9 * time.Minute
	// A connection that broke is made again after a while, that doubles up to a
	// bound and begins anew once a connection has outlived an IDLE.
	firstPause   = 5 * time.Second
	longestPause = 15 * time.Minute
)

// Watch calls changed when messages may have come into a folder, by IDLE (RFC
// 2177), until the context ends. Connections that break are made again, and then
// changed is called too. It is a hint that comes early, or never: who must not miss
// anything looks by a clock as well. The error is ErrNoIdle, or nil at the end.
func Watch(ctx context.Context, a Account, name string, changed func()) error {
	return (&watcher{account: a, name: name, changed: changed, idleFor: idleFor, pause: firstPause}).run(ctx)
}

// watcher waits for news of one folder.
type watcher struct {
	account Account
	name    string
	changed func()
	idleFor time.Duration
	pause   time.Duration // the first one
}

func (w *watcher) run(ctx context.Context) error {
	pause := w.pause
	for again := false; ctx.Err() == nil; again = true {
		began := time.Now()
		err := w.connection(ctx, again)
		if errors.Is(err, ErrNoIdle) {
			return ErrNoIdle
		}
		if time.Since(began) > w.idleFor {
			pause = w.pause
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
		pause = min(2*pause, longestPause)
	}
	return nil
}

// connection waits for news until the connection breaks or the context ends.
func (w *watcher) connection(ctx context.Context, again bool) error {
	updates := make(chan struct{}, 1)
	s, err := openWithUpdates(ctx, w.account, newTranscript(w.account), updateHandler(updates))
	if err != nil {
		return err
	}
	defer s.close()
	if _, err := loginAndExamine(ctx, s, w.name); err != nil {
		return err
	}
	if again {
		w.changed()
	}
	for err == nil && ctx.Err() == nil {
		err = w.idle(ctx, s, updates)
	}
	return err
}

// updateHandler notes that there are more messages, or others than before.
func updateHandler(updates chan<- struct{}) *imapclient.UnilateralDataHandler {
	return &imapclient.UnilateralDataHandler{Mailbox: func(data *imapclient.UnilateralDataMailbox) {
		if data.NumMessages == nil {
			return
		}
		select {
		case updates <- struct{}{}:
		default: // it is noted already
		}
	}}
}

// idle makes one IDLE.
func (w *watcher) idle(ctx context.Context, s *session, updates <-chan struct{}) error {
	var command *imapclient.IdleCommand
	err := s.step(ctx, func(context.Context) (err error) {
		if !s.client.Caps().Has(imap.CapIdle) {
			return ErrNoIdle
		}
		command, err = s.client.Idle()
		return err
	})
	if err != nil {
		return fmt.Errorf("begin to idle: %w", err)
	}
	w.listen(ctx, s, updates)
	return s.step(context.WithoutCancel(ctx), func(context.Context) error {
		return errors.Join(command.Close(), command.Wait())
	})
}

// listen reports news until it is time for another IDLE.
func (w *watcher) listen(ctx context.Context, s *session, updates <-chan struct{}) {
	enough := time.NewTimer(w.idleFor)
	defer enough.Stop()
	for {
		select {
		case <-updates:
			s.conn.allow(maxReply)
			w.changed()
		case <-enough.C:
			return
		case <-s.client.Closed():
			return
		case <-ctx.Done():
			return
		}
	}
}
