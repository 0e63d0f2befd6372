package oauth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"supplierwatch/internal/readlimit"
	"supplierwatch/internal/serviceaccount"
)

const (
	// patience is how long the token server may take.
	patience = 15 * time.Second
	// early is how long before its end a token is no longer handed out: the caller
	// still has to log in with it.
	early = time.Minute
	// maxAnswer is how many bytes the token server may send over one connection.
	maxAnswer = 2 << 20
)

// Client is who asks for tokens, and where.
type Client struct {
	TokenURL string
	ID       string
	Secret   string
	Scopes   []string // what the tokens are to be good for; may be empty
	Account  *Account // asks instead of the client with its secret; nil: none
}

// Account is a service account that acts for the owner of a mailbox.
type Account struct {
	Key     serviceaccount.Key
	Subject string // the mailbox
}

// Source hands out access tokens to many logins at once: each token is kept until
// shortly before its end. It must not be copied.
type Source struct {
	client Client
	http   *http.Client
	now    func() time.Time

	turn  chan struct{} // holds one element while nobody asks for a token
	token *oauth2.Token // the last one given; nil: none, or it was refused

	assertion string // the last one sent, which no error may repeat
}

// New returns a source that has not asked for a token yet.
func New(c Client) *Source {
	s := &Source{
		client: c,
		http:   &http.Client{Transport: readlimit.Transport(readlimit.Limits{Total: maxAnswer}), Timeout: patience, CheckRedirect: stay},
		now:    time.Now,
		turn:   make(chan struct{}, 1),
	}
	s.turn <- struct{}{}
	return s
}

// stay follows no redirection: the secret goes to the configured place alone.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// Token returns an access token, the one kept or a new one. Refused is a token
// that some server did not accept, or empty; it is not given again. The error
// holds no secret; errors.Is finds ErrRefused where the token server knows the
// client no longer or denies it what it asks for.
func (s *Source) Token(ctx context.Context, refused string) (string, error) {
	select {
	case <-s.turn:
		defer func() { s.turn <- struct{}{} }()
	case <-ctx.Done():
		return "", fmt.Errorf("wait for the token server: %w", context.Cause(ctx))
	}
	if s.token != nil && s.token.AccessToken != refused && s.lasts(s.token) {
		return s.token.AccessToken, nil
	}
	s.token = nil
	request, err := s.request()
	if err != nil {
		return "", err
	}
	token, err := request.Token(context.WithValue(ctx, oauth2.HTTPClient, s.http))
	if err != nil {
		return "", s.explain(err)
	}
	if !strings.EqualFold(token.Type(), "bearer") {
		return "", fmt.Errorf("ask %s for a token: token type %q, which no mail server accepts", s.client.TokenURL, token.Type())
	}
	s.token = token
	return token.AccessToken, nil
}

// lasts reports whether a token is good for a while. One whose end nobody told
// is good until it is refused.
func (s *Source) lasts(t *oauth2.Token) bool {
	return t.Expiry.IsZero() || t.Expiry.Sub(s.now()) > early
}

// ErrRefused means that the token server answered, and that its answer stays
// the same until somebody changes the client's registration or its secret.
var ErrRefused = errors.New("the token server refuses the client")
