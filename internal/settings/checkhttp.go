package settings

import (
	"cmp"
	"crypto/tls"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/strictyaml"
)

func (c *checker) http(raw rawHTTP) HTTP {
	at := raw.Listen.Or("127.0.0.1:8080")
	h := HTTP{
		Listen:         string(at),
		OpenReads:      !raw.ReadToken.Set,
		ExternalURL:    strings.TrimRight(string(raw.ExternalURL.V), "/"),
		ReadToken:      c.secret("read_token", raw.ReadToken),
		WriteToken:     c.secret("write_token", raw.WriteToken),
		TrustedProxies: prefixes(raw.TrustedProxies),
		UserHeader:     string(raw.UserHeader.V),
	}
	c.readers(raw, at)
	if raw.TLS != nil {
		h.Certificate, h.Key = c.certificate(*raw.TLS)
	}
	if h.UserHeader != "" && len(h.TrustedProxies) == 0 {
		c.warn(raw.UserHeader.Place, "`user_header` has no effect without `trusted_proxies`")
	}
	return h
}

// readers refuses a page that everybody could read without anybody having said so.
func (c *checker) readers(raw rawHTTP, at listen) {
	open := raw.Read.V == readOpen
	switch {
	case open && raw.ReadToken.Set:
		c.report(raw.Read.Place, "`read: open` and `read_token` contradict each other: write one of them")
	case !open && !raw.ReadToken.Set && !at.loopback():
		c.report(raw.Listen.Place, "`listen`: others can reach %s; set `read_token`, or write `read: open` to let them all read", at)
	}
}

// certificate finds out now, not at the first visit, whether the two files fit.
func (c *checker) certificate(raw rawCertificate) (cert, key string) {
	cert, key = c.path(raw.Cert), c.path(raw.Key)
	if !raw.Cert.Set || !raw.Key.Set {
		return cert, key
	}
	c.held = append(c.held, heldSecret{key: "key", at: raw.Key.Place, file: key})
	certPEM, certOK := c.read("cert", raw.Cert)
	keyPEM, keyOK := c.read("key", raw.Key)
	if !certOK || !keyOK {
		return cert, key
	}
	if _, err := tls.X509KeyPair(certPEM, keyPEM); err != nil {
		c.report(raw.Cert.Place, "`cert`: not a certificate with the key under `key`: %s", strings.TrimPrefix(err.Error(), "tls: "))
	}
	return cert, key
}

// read reads a file that a key names.
func (c *checker) read(key string, p files) ([]byte, bool) {
	data, err := readFile(c.path(p))
	if err != nil {
		c.report(p.Place, "`%s`: the file %s cannot be read: %s", key, p.V, reason(err))
	}
	return data, err == nil
}

func webhooks(raw strictyaml.Table[rawWebhook]) map[string]Webhook {
	all := map[string]Webhook{}
	for _, e := range raw.Entries {
		w := Webhook{URL: NewSecret(string(e.Value.URL.V)), Format: cmp.Or(e.Value.Format.V, Generic)}
		for _, on := range e.Value.On {
			if severity := model.Severity(on.V); severity.Validate() == nil {
				w.Severities = append(w.Severities, severity)
			} else {
				w.Rules = append(w.Rules, string(on.V))
			}
		}
		all[e.Name] = w
	}
	return all
}
