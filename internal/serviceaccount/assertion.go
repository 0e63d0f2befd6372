package serviceaccount

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

const (
	// validity is how long an assertion is valid: the longest time that Google accepts.
	validity = time.Hour
	// skew is how far our clock may be ahead of the token server's.
	skew = 10 * time.Second
)

// header and claims are the two parts of an assertion (RFC 7519; RFC 7523, section 3).
type (
	header struct {
		Algorithm string `json:"alg"`
		Type      string `json:"typ"`
		KeyID     string `json:"kid,omitempty"`
	}
	claims struct {
		Issuer   string `json:"iss"`
		Subject  string `json:"sub"`
		Scope    string `json:"scope"`
		Audience string `json:"aud"`
		Issued   int64  `json:"iat"`
		Expires  int64  `json:"exp"`
	}
)

// Assertion returns a JSON Web Token, signed by RS256 (RFC 7518, section 3.3),
// that asks the token server in audience for access to the mailbox of subject.
func (k Key) Assertion(subject, audience string, scopes []string, now time.Time) (string, error) {
	if k.private == nil {
		return "", errors.New("sign the assertion: there is no key")
	}
	issued := now.Add(-skew)
	signed, err := join(
		header{Algorithm: "RS256", Type: "JWT", KeyID: k.ID},
		claims{
			Issuer: k.Email, Subject: subject, Scope: strings.Join(scopes, " "), Audience: audience,
			Issued: issued.Unix(), Expires: issued.Add(validity).Unix(),
		},
	)
	if err != nil {
		return "", err
	}
	digest := sha256.Sum256([]byte(signed))
	signature, err := rsa.SignPKCS1v15(nil, k.private, crypto.SHA256, digest[:])
	if err != nil {
		return "", fmt.Errorf("sign the assertion: %w", err)
	}
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature), nil
}

// join returns the text that is signed (RFC 7515, section 5.1).
func join(h header, c claims) (string, error) {
	var parts []string
	for _, part := range []any{h, c} {
		data, err := json.Marshal(part)
		if err != nil {
			return "", fmt.Errorf("write the assertion: %w", err)
		}
		parts = append(parts, base64.RawURLEncoding.EncodeToString(data))
	}
	return strings.Join(parts, "."), nil
}
