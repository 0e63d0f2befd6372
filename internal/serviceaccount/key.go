package serviceaccount

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
)

// Key is the key of a service account.
type Key struct {
	Email    string // the service account, which signs
	ID       string // of the key; may be empty
	TokenURL string // the token server that knows the key
	private  *rsa.PrivateKey
}

// kind is the type that the key file of a service account states.
const kind = "service_account"

// Parse reads a key file, which is JSON. No error repeats anything of the key.
func Parse(text string) (Key, error) {
	var file struct {
		Type       string `json:"type"`
		Email      string `json:"client_email"`
		ID         string `json:"private_key_id"`
		PrivateKey string `json:"private_key"`
		TokenURL   string `json:"token_uri"`
	}
	if err := json.Unmarshal([]byte(text), &file); err != nil {
		return Key{}, errors.New("expected the JSON key file of a service account")
	}
	if file.Type != kind {
		return Key{}, fmt.Errorf("expected the key file of a service account, with \"type\": %q", kind)
	}
	for _, field := range []struct{ name, value string }{
		{"client_email", file.Email}, {"private_key", file.PrivateKey}, {"token_uri", file.TokenURL},
	} {
		if field.value == "" {
			return Key{}, fmt.Errorf("the key file lacks %q; create a new key of the type JSON", field.name)
		}
	}
	private, err := parsePrivate(file.PrivateKey)
	return Key{Email: file.Email, ID: file.ID, TokenURL: file.TokenURL, private: private}, err
}

// parsePrivate reads an RSA key in PEM form, by PKCS #8 or PKCS #1.
func parsePrivate(text string) (*rsa.PrivateKey, error) {
	errForm := errors.New("\"private_key\" in the key file is not an RSA private key in PEM form")
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return nil, errForm
	}
	if parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes); err == nil {
		if private, ok := parsed.(*rsa.PrivateKey); ok {
			return private, nil
		}
		return nil, errForm
	}
	private, err := x509.ParsePKCS1PrivateKey(block.Bytes)
	if err != nil {
		return nil, errForm
	}
	return private, nil
}
