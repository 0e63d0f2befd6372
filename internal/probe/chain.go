package probe

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

// noteEnd keeps the earliest end of the certificates that a server sends, of all the
// servers on the way: after it whoever checks the chain stops. One that has ended
// while the others are trusted without it does not count.
func (t *Run) noteEnd(chain []*x509.Certificate, trusted bool, now time.Time) {
	leaf := chain[0]
	first := leaf
	for _, c := range chain[1:] {
		if c.NotAfter.Before(first.NotAfter) && (!trusted || !now.After(c.NotAfter)) {
			first = c
		}
	}
	if first != leaf {
		t.AddEvidence("the first of its chain to end is that of %q, on %s", first.Subject.CommonName, first.NotAfter.UTC().Format(time.RFC3339))
	}
	if t.Data.NotAfter.IsZero() || first.NotAfter.Before(t.Data.NotAfter) {
		t.Data.NotAfter = first.NotAfter
	}
}

const (
	// maxIssuers is how many certificates in between are looked for.
	maxIssuers = 4
	// maxCertificate is how many bytes a certificate may have.
	maxCertificate = 64 << 10
)

// explainChain returns which certificate is missing in a chain that nobody vouches for.
// That one is missing, and not merely its authority unknown, is certain where the
// certificate that the last one names as its issuer's leads to an authority that is
// trusted (RFC 5280, 4.2.2.1). Browsers fetch it in the same way; most programs do not.
func explainChain(ctx context.Context, t *Run, err error, chain []*x509.Certificate, o Options) error {
	var unknown x509.UnknownAuthorityError
	if !errors.As(err, &unknown) {
		return err
	}
	last := topOf(chain)
	if isSelfIssued(last) {
		return err
	}
	missing := last.Issuer.CommonName
	sent := slices.Clone(chain)
	for range maxIssuers {
		issuer := fetchIssuer(ctx, t, topOf(sent), o)
		if issuer == nil {
			break
		}
		sent = append(sent, issuer)
		if chainTrusted(sent, o) {
			return WithReason(ReasonCertificateIncomplete, fmt.Errorf("the server does not send the intermediate certificate of %q, which issued that of %q", missing, last.Subject.CommonName))
		}
	}
	return WithReason(ReasonCertificateUntrusted, fmt.Errorf(
		"the certificate of %q, which issued that of %q, is neither sent by the server nor trusted here: an intermediate certificate is missing, or the authority is unknown: %w",
		missing, last.Subject.CommonName, err))
}

// topOf returns the last certificate of the chain from a server's own on.
func topOf(chain []*x509.Certificate) *x509.Certificate {
	top := chain[0]
	for range chain {
		next := slices.IndexFunc(chain, func(c *x509.Certificate) bool { return !c.Equal(top) && top.CheckSignatureFrom(c) == nil })
		if next < 0 {
			break
		}
		top = chain[next]
	}
	return top
}

func isSelfIssued(c *x509.Certificate) bool { return string(c.RawSubject) == string(c.RawIssuer) }

func chainTrusted(chain []*x509.Certificate, o Options) bool {
	between := x509.NewCertPool()
	for _, c := range chain[1:] {
		between.AddCert(c)
	}
	_, err := chain[0].Verify(x509.VerifyOptions{Roots: o.Roots, Intermediates: between, CurrentTime: o.Instant()})
	return err == nil
}

// fetchIssuer fetches the certificate of an issuer from where a certificate says that
// it is; nil where that fails.
func fetchIssuer(ctx context.Context, t *Run, c *x509.Certificate, o Options) *x509.Certificate {
	for _, where := range c.IssuingCertificateURL[:min(len(c.IssuingCertificateURL), 2)] {
		if !strings.HasPrefix(where, "http://") {
			continue
		}
		issuer, err := fetchCertificate(ctx, where, o)
		if err == nil && c.CheckSignatureFrom(issuer) == nil {
			t.AddEvidence("GET %s: the certificate of %q", where, issuer.Subject.CommonName)
			return issuer
		}
	}
	return nil
}

func fetchCertificate(ctx context.Context, where string, o Options) (*x509.Certificate, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, where, nil)
	if err != nil {
		return nil, fmt.Errorf("make request: %w", err)
	}
	resp, err := o.browser().Do(req)
	if err != nil {
		return nil, fmt.Errorf("fetch certificate: %w", err)
	}
	defer resp.Body.Close()
	der, err := io.ReadAll(io.LimitReader(resp.Body, maxCertificate))
	if err != nil {
		return nil, fmt.Errorf("fetch certificate: %w", err)
	}
	return x509.ParseCertificate(der)
}
