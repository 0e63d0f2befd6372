package relay

import (
	"context"
	"errors"
)

// TryLogins connects to each relay and logs in, without handing anything over.
// It returns the result of each, in their order: nil, or an error without secrets.
func (s *Channel) TryLogins(ctx context.Context) []error {
	results := make([]error, len(s.relays))
	for i, relay := range s.relays {
		session, err := relay.dial(ctx, s.hello, s.patience.Mail)
		if err != nil {
			results[i] = errors.New(relay.scrub(err.Error()))
			continue
		}
		session.quit()
	}
	return results
}
