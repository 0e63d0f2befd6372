package probe

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
)

// maxBody is how many bytes of a document are read at most; the list of all
// RDAP servers has about a tenth of it.
const maxBody = 1 << 20

// StatusError is the error about an answer that brings no document.
type StatusError struct {
	Code int
	text string
}

func (s *StatusError) Error() string { return "the answer is " + s.text }

// Fetch reads a document by HTTP from an address that the Guard allows, also
// after redirects. Proxies of the environment are not used.
func Fetch(ctx context.Context, t *Run, where, media string, o Options) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, where, nil)
	if err != nil {
		return nil, WithReason(ReasonTarget, fmt.Errorf("make request: %w", err))
	}
	req.Header.Set("User-Agent", "supplierwatch")
	req.Header.Set("Accept", media)
	resp, err := o.browser().Do(req)
	if err != nil {
		return nil, fmt.Errorf("fetch: %w", err)
	}
	defer resp.Body.Close()
	t.AddEvidence("GET %s: %s", resp.Request.URL.Redacted(), resp.Status)
	if resp.StatusCode != http.StatusOK {
		return nil, WithReason(ReasonStatus, &StatusError{resp.StatusCode, resp.Status})
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxBody+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", where, err)
	case len(body) > maxBody:
		return nil, WithReason(ReasonProtocol, fmt.Errorf("read %s: it is longer than %d bytes", where, maxBody))
	}
	return body, nil
}

// browser makes a client whose every connection is guarded and used once.
func (o Options) browser() *http.Client {
	d := o.Dialer()
	return &http.Client{
		Transport: &http.Transport{
			DialContext: func(ctx context.Context, _, address string) (net.Conn, error) {
				// The transport dials on its own, perhaps longer than the fetch
				// lasts: it gets a trial of its own to write on.
				return d.dial(ctx, NewRun("fetch"), address)
			},
			TLSClientConfig:        &tls.Config{RootCAs: o.Roots},
			DisableKeepAlives:      true,
			MaxResponseHeaderBytes: maxHead,
		},
		CheckRedirect: func(_ *http.Request, via []*http.Request) error {
			if len(via) > maxRedirects {
				return WithReason(ReasonRedirects, fmt.Errorf("redirected more than %d times", maxRedirects))
			}
			return nil
		},
	}
}
