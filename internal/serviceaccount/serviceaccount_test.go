package serviceaccount

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"maps"
	"strings"
	"testing"
	"time"
)

func pemText(kind string, der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
}

// keyFile returns the fields of a key file.
func keyFile(t *testing.T) (fields map[string]string, private *rsa.PrivateKey) {
	t.Helper()
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"type": "service_account", "client_email": "w@p.iam.gserviceaccount.test", "private_key_id": "k7",
		"private_key": pemText("PRIVATE KEY", der), "token_uri": "https://token.test/token",
	}, private
}

func write(t *testing.T, fields map[string]string) string {
	t.Helper()
	data, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestParse(t *testing.T) {
	t.Parallel()
	fields, private := keyFile(t)
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	other, err := x509.MarshalPKCS8PrivateKey(curve)
	if err != nil {
		t.Fatal(err)
	}
	with := func(key, value string) string {
		changed := maps.Clone(fields)
		changed[key] = value
		return write(t, changed)
	}
	for name, tt := range map[string]struct{ text, want string }{
		"PKCS 8":        {write(t, fields), ""},
		"PKCS 1":        {with("private_key", pemText("RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(private))), ""},
		"PEM alone":     {fields["private_key"], "expected the JSON key file of a service account"},
		"empty":         {"", "expected the JSON key file"},
		"a user's":      {with("type", "authorized_user"), `with "type": "service_account"`},
		"no account":    {with("client_email", ""), `lacks "client_email"`},
		"no key":        {with("private_key", ""), `lacks "private_key"`},
		"no server":     {with("token_uri", ""), `lacks "token_uri"`},
		"no PEM":        {with("private_key", "x"), "not an RSA private key"},
		"broken":        {with("private_key", pemText("PRIVATE KEY", []byte("x"))), "not an RSA private key"},
		"another curve": {with("private_key", pemText("PRIVATE KEY", other)), "not an RSA private key"},
	} {
		key, err := Parse(tt.text)
		if tt.want == "" && (err != nil || key.Email != fields["client_email"] || key.ID != "k7" || key.TokenURL != fields["token_uri"]) {
			t.Errorf("%s: got %s, %v", name, key.Email, err)
		}
		if tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: got %v, want %s", name, err, tt.want)
		}
	}
}

// TestAssertion compares the parts with what Google's documentation lists; the token server of package testkit verifies signatures.
func TestAssertion(t *testing.T) {
	t.Parallel()
	fields, _ := keyFile(t)
	key, err := Parse(write(t, fields))
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 30, 12, 0, 10, 0, time.UTC)
	assertion, err := key.Assertion("orders@buyer.test", "https://token.test/token", []string{"a", "b"}, now)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(assertion, ".")
	for i, want := range []string{
		`{"alg":"RS256","typ":"JWT","kid":"k7"}`,
		`{"iss":"w@p.iam.gserviceaccount.test","sub":"orders@buyer.test","scope":"a b","aud":"https://token.test/token","iat":1796040000,"exp":1796043600}`,
	} {
		if got, err := base64.RawURLEncoding.DecodeString(parts[i]); err != nil || string(got) != want {
			t.Errorf("part %d is %s, want %s; %v", i, got, want, err)
		}
	}
	if _, err := (Key{}).Assertion("", "", nil, now); err == nil {
		t.Error("an empty key signs")
	}
}
