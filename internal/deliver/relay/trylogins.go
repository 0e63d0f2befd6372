package relay

import (
	"context"
	"errors"
)

// LoginResult is what became of a login.
type LoginResult struct {
	Err      error // without secrets; nil: it works
	SMTPUTF8 bool  // the relay takes addresses with letters other than a-z before the @ (RFC 6531)
}

// TryLogins connects to each relay and logs in, without handing anything over.
// It returns the result of each, in their order.
func (s *Channel) TryLogins(ctx context.Context) []LoginResult {
	results := make([]LoginResult, len(s.relays))
	for i, relay := range s.relays {
		session, err := relay.dial(ctx, s.hello, s.patience.Mail)
		if err != nil {
			results[i].Err = errors.New(relay.scrub(err.Error()))
			continue
		}
		results[i].SMTPUTF8, _ = session.smtp.Extension("SMTPUTF8")
		session.quit()
	}
	return results
}
