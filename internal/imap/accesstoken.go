package imap

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/emersion/go-imap/v2"

	"supplierwatch/internal/bearerlogin"
)

// Tokens returns an access token to log in with. Refused is one that it gave
// before and that the server did not accept, or empty: it is not given again.
type Tokens func(ctx context.Context, refused string) (token string, err error)

// tokenLogin is the client's side of a login by token.
type tokenLogin struct {
	mechanism bearerlogin.Mechanism
	client    bearerlogin.Client
	wire      *wire
	refusal   string // what the server had to say against the token
}

// Start sends everything at once.
func (x *tokenLogin) Start() (mechanism string, response []byte, err error) {
	return string(x.mechanism), x.client.First(x.mechanism), nil
}

// Next takes the reason of a refusal, which comes as a challenge.
func (x *tokenLogin) Next(challenge []byte) (response []byte, err error) {
	x.refusal = refusal(challenge)
	response = x.mechanism.AfterRefusal()
	x.wire.silent.Store(len(response) == 0)
	return response, nil
}

// bearer returns who logs in with a token.
func (a Account) bearer(token string) bearerlogin.Client {
	return bearerlogin.Client{Username: a.Username, Token: token, Host: a.Host, Port: a.Port}
}

// refusal reads the reason of a refusal: a JSON object whose fields differ from
// server to server. What is none is repeated as it came.
func refusal(challenge []byte) string {
	var transcript struct{ Status, Error, Scope string }
	if err := json.Unmarshal(challenge, &transcript); err != nil {
		return string(challenge)
	}
	var parts []string
	for _, part := range []struct{ name, value string }{{"status", transcript.Status}, {"error", transcript.Error}, {"scope", transcript.Scope}} {
		if part.value != "" {
			parts = append(parts, part.name+" "+part.value)
		}
	}
	return strings.Join(parts, ", ")
}

// present logs in with a token and, where the server refuses that one, once
// more with another: it may have been withdrawn before its end.
func (s *session) present(ctx context.Context) error {
	token, err := s.token(ctx, "")
	if err != nil {
		return err
	}
	err = s.authenticateByToken(ctx, token)
	var transcript *imap.Error
	if !errors.As(err, &transcript) || reasonOf(err) != ReasonLogin {
		return err
	}
	s.transcript.note("log in as %s: %v; asking for another token", s.account.Username, err)
	if token, err = s.token(ctx, token); err != nil {
		return err
	}
	return s.authenticateByToken(ctx, token)
}

// token asks for an access token, which from then on is hidden.
func (s *session) token(ctx context.Context, refused string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, s.account.step())
	defer cancel()
	token, err := s.account.Tokens(ctx, refused)
	if err != nil {
		return "", because(ReasonToken, fmt.Errorf("get an access token: %w", err))
	}
	bearer := s.account.bearer(token)
	s.transcript.hide(token, base64.StdEncoding.EncodeToString(bearer.First(bearerlogin.XOAUTH2)), base64.StdEncoding.EncodeToString(bearer.First(bearerlogin.OAUTHBEARER)))
	return token, nil
}

// authenticateByToken presents one token.
func (s *session) authenticateByToken(ctx context.Context, token string) error {
	x := &tokenLogin{client: s.account.bearer(token), wire: s.wire}
	err := s.step(ctx, func(context.Context) error {
		offered := s.client.Caps()
		x.mechanism = bearerlogin.Choose(func(m string) bool { return offered.Has(imap.AuthCap(m)) })
		if x.mechanism == "" {
			return because(ReasonLogin, errors.New("the server accepts no login by token (it offers neither AUTH=XOAUTH2 nor AUTH=OAUTHBEARER)"))
		}
		return s.client.Authenticate(x)
	})
	if err != nil && x.refusal != "" {
		err = fmt.Errorf("%w (%s)", err, x.refusal)
	}
	if err != nil {
		return because(answerReason(ReasonLogin, err), err)
	}
	return nil
}
