package imap

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/emersion/go-imap/v2"
)

// Tokens returns an access token to log in with. Refused is one that it gave
// before and that the server did not accept, or empty: it is not given again.
type Tokens func(ctx context.Context, refused string) (token string, err error)

// mechXOAUTH2 is the name of the mechanism that Google and Microsoft made
// before there was OAUTHBEARER (RFC 7628), and that alone they both speak.
const mechXOAUTH2 = "XOAUTH2"

// xoauth2 is the client's side of it.
type xoauth2 struct {
	username, token string
	wire            *wire
	refusal         string // what the server had to say against the token
}

// Start sends everything at once.
func (x *xoauth2) Start() (mechanism string, response []byte, err error) {
	return mechXOAUTH2, bearer(x.username, x.token), nil
}

// Next takes the reason of a refusal, which comes as a challenge. Only after an
// empty line does the server end the dialogue.
func (x *xoauth2) Next(challenge []byte) (response []byte, err error) {
	x.refusal = refusal(challenge)
	x.wire.silent.Store(true)
	return []byte{}, nil
}

// bearer is what a login by token sends.
func bearer(username, token string) []byte {
	return []byte("user=" + username + "\x01auth=Bearer " + token + "\x01\x01")
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
	s.transcript.hide(token, base64.StdEncoding.EncodeToString(bearer(s.account.Username, token)))
	return token, nil
}

// authenticateByToken presents one token.
func (s *session) authenticateByToken(ctx context.Context, token string) error {
	x := &xoauth2{username: s.account.Username, token: token, wire: s.wire}
	err := s.step(ctx, func(context.Context) error {
		if !s.client.Caps().Has(imap.AuthCap(mechXOAUTH2)) {
			return because(ReasonLogin, errors.New("the server takes no login by token (it does not offer AUTH=XOAUTH2)"))
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
