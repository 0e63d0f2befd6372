package relay

import (
	"fmt"

	gomail "github.com/wneessen/go-mail"
)

// DKIM signs mails, so that receivers can see that they are the domain's
// (RFC 6376).
type DKIM struct {
	Domain   string
	Selector string
	Key      string // PEM: RSA (PKCS #1 or #8) or Ed25519 (PKCS #8)
}

// signer checks the key and returns the signer that uses it.
func (d *DKIM) signer() (*gomail.DKIMSigner, error) {
	key, err := gomail.PrivKeyFromPEM([]byte(d.Key))
	if err != nil {
		return nil, fmt.Errorf("read DKIM key of %s: not a private key in PEM form; expected RSA or Ed25519", d.Domain)
	}
	signer := gomail.NewDKIMSigner(d.Domain, d.Selector, key)
	if err := signer.ValidateConfig(); err != nil {
		return nil, fmt.Errorf("set up DKIM of %s: %w", d.Domain, err)
	}
	return signer, nil
}
