package imap

import (
	"context"
	"errors"
	"time"

	"github.com/emersion/go-imap/v2"
)

// stream makes an exchange in which the server says much. Its time begins anew
// whenever going is called, and it may bring so many bytes.
func (s *session) stream(ctx context.Context, limit int64, exchange func(going func()) error) error {
	step := s.account.step()
	waiting, cancel := context.WithCancel(ctx)
	defer cancel()
	patience := time.AfterFunc(step, cancel)
	defer patience.Stop()
	s.conn.allow(limit)
	stop := context.AfterFunc(waiting, func() { s.conn.Close() })
	err := exchange(func() { patience.Reset(step) })
	switch {
	case stop():
		return s.withGoodbye(err)
	case ctx.Err() != nil:
		return ctx.Err()
	}
	return context.DeadlineExceeded
}

// answered reports whether an error is the server's answer (NO or BAD), after
// which the connection can still be used.
func answered(err error) bool {
	var transcript *imap.Error
	return errors.As(err, &transcript) && reasonOf(err) != ReasonTimeout && reasonOf(err) != ReasonCancelled
}
