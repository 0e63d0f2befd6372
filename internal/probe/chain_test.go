package probe

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/probe/probetest"
)

// authority is a certificate with its key that issues others.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// issued makes a certificate that ends then; a nil issuer makes it vouch for itself.
func issued(t *testing.T, by *authority, name string, ends time.Time, issuerAt string) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name}, NotBefore: time.Now().AddDate(-1, 0, 0), NotAfter: ends,
		IsCA: name != "acme.test", BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	if name == "acme.test" {
		template.DNSNames = []string{name}
	}
	if issuerAt != "" {
		template.IssuingCertificateURL = []string{"ldap://acme.test/", issuerAt}
	}
	if by == nil {
		by = &authority{template, key}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, by.cert, key.Public(), by.key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return &authority{cert, key}
}

// sends is what a server sends: its own certificate, and others behind it.
func sends(leaf *authority, others ...*authority) *tls.Config {
	chain := [][]byte{leaf.cert.Raw}
	for _, other := range others {
		chain = append(chain, other.cert.Raw)
	}
	return certificates(tls.Certificate{Certificate: chain, PrivateKey: leaf.key})
}

// The earliest end of a chain counts, also where the certificate of the server itself
// ends later. A certificate that has ended and that nobody needs does not.
func TestEndOfTheChain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.Set(t, "acme.test", "A 127.0.0.1")
	late, soon, past := time.Now().Add(900*time.Hour), time.Now().Add(90*time.Hour), time.Now().Add(-90*time.Hour)
	root := issued(t, nil, "root", late.AddDate(9, 0, 0), "")
	w.options.Roots = x509.NewCertPool()
	w.options.Roots.AddCert(root.cert)
	ending, lasting := issued(t, root, "ending", soon, ""), issued(t, root, "lasting", late.Add(time.Hour), "")
	ended, stale := issued(t, root, "ended", past, ""), issued(t, nil, "stale root", past, "")
	for name, tt := range map[string]struct {
		config *tls.Config
		kind   model.FactKind
		reason Reason
		ends   time.Time
	}{
		"in between ends first":    {sends(issued(t, ending, "acme.test", late, ""), ending), model.FactProbeOK, "", soon},
		"the server's ends first":  {sends(issued(t, lasting, "acme.test", late, ""), lasting), model.FactProbeOK, "", late},
		"the root is sent too":     {sends(issued(t, lasting, "acme.test", late, ""), lasting, root), model.FactProbeOK, "", late},
		"one has ended in between": {sends(issued(t, ended, "acme.test", late, ""), ended), model.FactProbeFailed, ReasonCertificateExpired, past},
		"one that nobody needs":    {sends(issued(t, lasting, "acme.test", late, ""), lasting, stale), model.FactProbeOK, "", late},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := probetest.Run(t, TLS(net.JoinHostPort("acme.test", secure(t, tt.config)), w.options))
			probetest.Expect(t, f, tt.kind, tt.reason, "certificate of")
			if want := tt.ends.UTC().Format(time.RFC3339); f.Data["not_after"] != want {
				t.Errorf("ends at %q, want %s:\n%s", f.Data["not_after"], want, f.Evidence)
			}
		})
	}
}

// A missing certificate in between is named, and told apart from an unknown authority
// where the missing one can be fetched.
func TestMissingIntermediate(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.Set(t, "acme.test", "A 127.0.0.1")
	late := time.Now().Add(900 * time.Hour)
	root, stranger := issued(t, nil, "root", late, ""), issued(t, nil, "stranger", late, "")
	w.options.Roots = x509.NewCertPool()
	w.options.Roots.AddCert(root.cert)
	files := map[string]*x509.Certificate{}
	port := site(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c := files[r.URL.Path]; c != nil {
			_, _ = w.Write(c.Raw)
			return
		}
		_, _ = w.Write([]byte("nonsense"))
	}))
	at := func(path string) string { return fmt.Sprintf("http://acme.test:%s/%s", port, path) }
	upper := issued(t, root, "upper", late, at("root"))
	lower := issued(t, upper, "lower", late, at("upper"))
	theirs := issued(t, stranger, "theirs", late, at("stranger"))
	files["/root"], files["/upper"], files["/lower"], files["/theirs"], files["/stranger"] = root.cert, upper.cert, lower.cert, theirs.cert, stranger.cert
	for name, tt := range map[string]struct {
		config *tls.Config
		reason Reason
		says   string
	}{
		"one is missing":              {sends(issued(t, upper, "acme.test", late, at("upper"))), ReasonCertificateIncomplete, `does not send the intermediate certificate of "upper"`},
		"two are missing":             {sends(issued(t, lower, "acme.test", late, at("lower"))), ReasonCertificateIncomplete, `of "lower", which issued that of "acme.test"`},
		"the upper one is missing":    {sends(issued(t, lower, "acme.test", late, at("lower")), lower), ReasonCertificateIncomplete, `of "upper", which issued that of "lower"`},
		"another is sent":             {sends(issued(t, upper, "acme.test", late, at("upper")), stranger), ReasonCertificateIncomplete, `of "upper"`},
		"nobody says where":           {sends(issued(t, upper, "acme.test", late, "")), ReasonCertificateUntrusted, "an intermediate certificate is missing, or the authority is unknown"},
		"it is not there":             {sends(issued(t, upper, "acme.test", late, at("nowhere"))), ReasonCertificateUntrusted, "neither sent by the server nor trusted here"},
		"the authority is unknown":    {sends(issued(t, theirs, "acme.test", late, at("theirs"))), ReasonCertificateUntrusted, "neither sent"},
		"it vouches for itself":       {sends(stranger), ReasonCertificateName, ""},
		"an unknown authority, whole": {sends(issued(t, theirs, "acme.test", late, ""), theirs, stranger), ReasonCertificateUntrusted, "signed by unknown authority"},
	} {
		t.Run(name, func(t *testing.T) {
			f := probetest.Run(t, TLS(net.JoinHostPort("acme.test", secure(t, tt.config)), w.options))
			probetest.Expect(t, f, model.FactProbeFailed, tt.reason, tt.says)
		})
	}
}
