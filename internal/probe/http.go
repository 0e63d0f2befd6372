package probe

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strconv"

	"supplierwatch/internal/model"
)

const (
	maxRedirects = 5
	maxHead      = 64 << 10 // bytes of an answer that are read at most
)

// alive are the statuses from 400 on that come from a service which works and
// wants something else of its caller: a login, a certificate, another method,
// fewer questions.
var alive = []int{
	http.StatusUnauthorized, http.StatusForbidden, http.StatusMethodNotAllowed, http.StatusTooManyRequests,
}

// HTTP probes that a web service answers at a URL: with a status below 400, or
// with one that only turns strangers away. It asks by GET, follows up to five
// redirects, each of which is looked up and guarded anew, and reads no body but to
// see whether a service in front of the site keeps programs away: then nothing is
// known of the site.
// Certificates are checked as by TLS. Proxies of the environment are not used:
// the guard would then see nothing but the proxy's address.
func HTTP(target string, o Options) func(context.Context) model.Fact {
	return func(ctx context.Context) model.Fact {
		t := NewRun("http")
		at, err := url.Parse(target)
		if err != nil {
			return t.failed(ctx, WithReason(ReasonTarget, fmt.Errorf("read target: %w", err)))
		}
		if err := checkURL(at); err != nil {
			return t.failed(ctx, WithReason(ReasonTarget, err))
		}
		return t.conclude(ctx, browse(ctx, t, at, o))
	}
}

// browse follows a URL until it answers with something else than a redirect.
// Cookies are kept on the way, as a login page may redirect until it sees its
// own.
func browse(ctx context.Context, t *Run, at *url.URL, o Options) error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return fmt.Errorf("keep cookies: %w", err)
	}
	for range maxRedirects + 1 {
		answered, err := get(ctx, t, at, jar, o)
		if err != nil {
			return err
		}
		t.Data.HTTPStatus = strconv.Itoa(answered.code)
		t.AddEvidence("GET %s: %s", at.Redacted(), answered.status)
		next, err := answered.redirect(at)
		if err != nil {
			return err
		}
		if next == nil {
			return answered.check()
		}
		at = next
	}
	return WithReason(ReasonRedirects, fmt.Errorf("redirected more than %d times", maxRedirects))
}

// head is what a probe wants to know of an answer.
type head struct {
	code      int
	status    string // the code with its words
	location  string
	challenge string // the service that answered with a challenge in place of the site; empty: none
}

func (h head) check() error {
	if h.challenge != "" {
		return WithReason(ReasonBotChallenge, fmt.Errorf("answered with a bot challenge (%s): whether the service works is not known", h.challenge))
	}
	if h.code < http.StatusBadRequest || slices.Contains(alive, h.code) {
		return nil
	}
	return WithReason(ReasonStatus, fmt.Errorf("the service answers %s", h.status))
}

// redirect returns where an answer leads to, or nil if it is the last.
func (h head) redirect(from *url.URL) (*url.URL, error) {
	switch h.code {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil, nil
	}
	if h.location == "" {
		return nil, nil
	}
	next, err := from.Parse(h.location)
	if err == nil {
		err = checkURL(next)
	}
	if err != nil {
		return nil, WithReason(ReasonProtocol, fmt.Errorf("follow redirect to %q: %w", h.location, err))
	}
	return next, nil
}

func checkURL(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("read %q: neither http nor https", u.Redacted())
	case u.Hostname() == "":
		return fmt.Errorf("read %q: no host", u.Redacted())
	}
	return nil
}

// get asks for one URL on a connection of its own and returns the head of the
// answer. The end of the context closes the connection.
func get(ctx context.Context, t *Run, at *url.URL, jar http.CookieJar, o Options) (head, error) {
	raw, err := o.Dialer().dial(ctx, t, addressOf(at))
	if err != nil {
		return head{}, err
	}
	defer raw.Close()
	defer context.AfterFunc(ctx, func() { raw.Close() })()
	req, err := request(ctx, at, jar)
	if err != nil {
		return head{}, WithReason(ReasonTarget, err)
	}
	if at.Scheme == "http" {
		return talk(raw, req, jar)
	}
	s, err := handshake(ctx, t, raw, at.Hostname(), o)
	if err != nil {
		return head{}, err
	}
	answered, err := talk(s.conn, req, jar)
	if err != nil && s.wanted {
		return head{}, s.blame(err)
	}
	return answered, err
}

// request makes a request that says who asks, and keeps to itself what a URL
// holds of user and password.
func request(ctx context.Context, at *url.URL, jar http.CookieJar) (*http.Request, error) {
	plain := *at
	plain.User = nil
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, plain.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("make request: %w", err)
	}
	req.Close = true
	req.Header.Set("User-Agent", "supplierwatch")
	req.Header.Set("Accept", "*/*")
	for _, cookie := range jar.Cookies(at) {
		req.AddCookie(cookie)
	}
	return req, nil
}

// talk sends the request and reads the head of the answer, passing over
// provisional ones (RFC 9110, 15.2).
func talk(conn net.Conn, req *http.Request, jar http.CookieJar) (head, error) {
	if err := req.Write(conn); err != nil {
		return head{}, fmt.Errorf("send request: %w", err)
	}
	limited := &io.LimitedReader{R: conn, N: maxHead}
	in := bufio.NewReader(limited)
	for {
		resp, err := http.ReadResponse(in, req)
		switch {
		case err != nil && limited.N <= 0:
			return head{}, WithReason(ReasonProtocol, fmt.Errorf("read answer: its head is longer than %d bytes", maxHead))
		case err != nil:
			return head{}, fmt.Errorf("read answer: %w", err)
		}
		if resp.StatusCode < 200 {
			continue
		}
		jar.SetCookies(req.URL, resp.Cookies())
		limited.N += maxChallenge
		challenge := challengeOf(resp)
		// The connection goes first, so that closing the body reads no more of it.
		conn.Close()
		resp.Body.Close()
		return head{code: resp.StatusCode, status: resp.Status, location: resp.Header.Get("Location"), challenge: challenge}, nil
	}
}

// addressOf returns host:port of a URL.
func addressOf(u *url.URL) string {
	port := u.Port()
	switch {
	case port != "":
	case u.Scheme == "https":
		port = "443"
	default:
		port = "80"
	}
	return net.JoinHostPort(u.Hostname(), port)
}
