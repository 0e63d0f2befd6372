package testkit

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"net/http"
	"strings"
	"time"
)

const (
	grantJWT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
	// ServiceAccountEmail is who signs.
	ServiceAccountEmail = "watchdog@project.iam.gserviceaccount.test"
	// ScopeGoogleMail is the one scope for which a ServiceAccount may ask.
	ScopeGoogleMail = "https://mail.google.com/"
)

// ServiceAccount is an account whose signed assertions a TokenServer exchanges
// for tokens, with the answers that Google documents.
type ServiceAccount struct {
	File string // the JSON key file

	key   *rsa.PrivateKey
	clock time.Duration // how far the clock of the token server is ahead
	alone bool          // it has no domain-wide delegation
}

// AddServiceAccount lets the token server know a new service account.
func (s *TokenServer) AddServiceAccount(t Host) *ServiceAccount {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatalf("make a key: %v", err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatalf("write the key: %v", err)
	}
	file, err := json.Marshal(map[string]string{
		"type": "service_account", "project_id": "project", "private_key_id": "k1", "client_email": ServiceAccountEmail, "client_id": "1234567890",
		"private_key": string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})), "token_uri": s.TokenURL,
	})
	if err != nil {
		t.Fatalf("write the key file: %v", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.robot = &ServiceAccount{File: string(file), key: key}
	return s.robot
}

// SetClock puts the token server's clock ahead.
func (s *TokenServer) SetClock(ahead time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.robot.clock = ahead
}

// SetDelegation sets whether the service account has domain-wide delegation.
func (s *TokenServer) SetDelegation(given bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.robot.alone = !given
}

// exchange answers a signed assertion.
func (s *TokenServer) exchange(w http.ResponseWriter, r *http.Request) {
	claims, signed := s.robot.verify(r.PostFormValue("assertion"))
	now := time.Now().Add(s.robot.clock).Unix()
	text := func(name string) string { v, _ := claims[name].(string); return v }
	number := func(name string) int64 { v, _ := claims[name].(float64); return int64(v) }
	refuse := func(status int, code, description string) {
		say(w, status, map[string]any{"error": code, "error_description": description})
	}
	switch {
	case r.PostFormValue("client_id") != "" || r.PostFormValue("scope") != "" || r.Header.Get("Authorization") != "":
		refuse(http.StatusBadRequest, "invalid_request", "only grant_type and assertion are expected")
	case !signed || text("iss") != ServiceAccountEmail:
		refuse(http.StatusBadRequest, "invalid_grant", "Invalid JWT Signature.")
	case text("aud") != s.TokenURL:
		refuse(http.StatusBadRequest, "invalid_grant", "Invalid JWT: Failed audience check.")
	case number("iat") > now || number("exp") < now || number("exp")-number("iat") > 3600:
		refuse(http.StatusBadRequest, "invalid_grant", "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.")
	case s.robot.alone || text("scope") != ScopeGoogleMail:
		refuse(http.StatusUnauthorized, "unauthorized_client", "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.")
	case text("sub") != s.user:
		refuse(http.StatusBadRequest, "invalid_grant", "Invalid email or User ID")
	default:
		s.answerToken(w, text("scope"))
	}
}

// verify reads an assertion and reports whether the account signed it by RS256.
func (a *ServiceAccount) verify(assertion string) (claims map[string]any, ok bool) {
	parts := strings.Split(assertion, ".")
	if len(parts) != 3 {
		return nil, false
	}
	var header map[string]string
	if !decodePart(parts[0], &header) || !decodePart(parts[1], &claims) {
		return nil, false
	}
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	ok = err == nil && header["alg"] == "RS256" && header["typ"] == "JWT" && header["kid"] == "k1" &&
		rsa.VerifyPKCS1v15(&a.key.PublicKey, crypto.SHA256, digest[:], signature) == nil
	return claims, ok
}

func decodePart(part string, into any) bool {
	data, err := base64.RawURLEncoding.DecodeString(part)
	return err == nil && json.Unmarshal(data, into) == nil
}
