package relay

import (
	"context"
	"errors"
	"fmt"
	"net/textproto"
	"slices"
	"time"

	"github.com/wneessen/go-mail/smtp"

	"supplierwatch/internal/bearerlogin"
)

// Tokens returns an access token to log in with. Refused is one that was used before and that the server did not accept, or empty: it is not
// returned again.
type Tokens func(ctx context.Context, refused string) (token string, err error)

// dialWithToken logs in with a token and, where the relay refuses that one,
// once more with another: it may have been withdrawn before its end. Words of a
// failure are scrubbed here, where the token is known.
func (r Server) dialWithToken(ctx context.Context, hello string, timeout time.Duration) (*session, error) {
	for first := true; ; first = false {
		token, err := r.token(ctx, timeout)
		if err != nil {
			return nil, err
		}
		r.Password = token // as which the client sends it
		s, err := r.connect(ctx, hello, timeout)
		switch {
		case err == nil:
			return s, nil
		case !first || !loginRefused(err):
			return nil, errors.New(r.scrub(err.Error()))
		}
	}
}

// tokenAuth logs in with a token, by the mechanism that the relay offers.
type tokenAuth struct {
	client    bearerlogin.Client
	mechanism bearerlogin.Mechanism
}

// errNoTokens means that a relay offers no login with an access token.
var errNoTokens = fmt.Errorf("the server does not offer the login method %s or %s", bearerlogin.XOAUTH2, bearerlogin.OAUTHBEARER)

// Start sends everything at once.
func (a *tokenAuth) Start(server *smtp.ServerInfo) (mechanism string, response []byte, err error) {
	a.mechanism = bearerlogin.Choose(func(m string) bool { return slices.Contains(server.Auth, m) })
	if a.mechanism == "" {
		return "", nil, errNoTokens
	}
	return string(a.mechanism), a.client.First(a.mechanism), nil
}

// Next answers the reason of a refusal.
func (a *tokenAuth) Next(_ []byte, more bool) (response []byte, err error) {
	if !more {
		return nil, nil
	}
	return a.mechanism.AfterRefusal(), nil
}

// bearer returns who logs in. The token is the password.
func (r Server) bearer() bearerlogin.Client {
	return bearerlogin.Client{Username: r.Username, Token: r.Password, Host: r.Host, Port: r.Port}
}

// token asks for a token other than the one that was tried before, if any was.
func (r Server) token(ctx context.Context, timeout time.Duration) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	token, err := r.Tokens(ctx, r.Password)
	if err != nil {
		return "", fmt.Errorf("get an access token: %w", err)
	}
	return token, nil
}

// loginRefused reports whether a relay answered that it does not take a login.
func loginRefused(err error) bool {
	answer, ok := errors.AsType[*textproto.Error](err)
	return ok && answer.Code == codeAuthFailed
}
