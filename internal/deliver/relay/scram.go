package relay

import (
	"context"
	"errors"
	"slices"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"supplierwatch/internal/scram"
)

// errNoSCRAM means that a relay does not offer a login without sending the password.
var errNoSCRAM = errors.New("the server does not offer the login method " + scram.SHA256 + " or " + scram.SHA1)

// scramAuth logs in by the strongest SCRAM that the relay offers.
type scramAuth struct {
	username, password string
	client             *scram.Client
}

// Start chooses the mechanism.
func (a *scramAuth) Start(server *smtp.ServerInfo) (mechanism string, response []byte, err error) {
	mechanism = scram.Choose(func(m string) bool { return slices.Contains(server.Auth, m) })
	if mechanism == "" {
		return "", nil, errNoSCRAM
	}
	a.client = scram.New(mechanism, a.username, a.password)
	return mechanism, nil, nil
}

// Next answers a message of the relay, whose first is empty. Where the relay sends no more, it has accepted the login.
func (a *scramAuth) Next(message []byte, more bool) (response []byte, err error) {
	switch {
	case !more:
		return nil, a.client.Done()
	case len(message) == 0:
		return a.client.First()
	}
	return a.client.Next(message)
}

// dialByPassword logs in with the password: by PLAIN or LOGIN, which only an encrypted connection sees, or by SCRAM where the relay offers neither.
func (r Server) dialByPassword(ctx context.Context, dial func(Server) (*session, error)) (*session, error) {
	s, err := dial(r)
	if !errors.Is(err, gomail.ErrPlainAuthNotSupported) || ctx.Err() != nil {
		return s, err
	}
	r.Auth = LoginLogin
	s, err = dial(r)
	if !errors.Is(err, gomail.ErrLoginAuthNotSupported) || ctx.Err() != nil {
		return s, err
	}
	r.Auth = LoginSCRAM
	s, other := dial(r)
	if errors.Is(other, errNoSCRAM) {
		return nil, err
	}
	return s, other
}
