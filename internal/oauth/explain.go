package oauth

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/oauth2"

	"supplierwatch/internal/evidence"
	"supplierwatch/internal/neterror"
)

// explain returns in one line why there is no token.
func (s *Source) explain(err error) error {
	var answer *oauth2.RetrieveError
	var sending *url.Error
	switch {
	case errors.As(err, &answer):
		return s.answered(answer)
	case errors.As(err, &sending):
		return fmt.Errorf("ask %s for a token: %w", s.client.TokenURL, neterror.Plain(sending.Err))
	}
	words := strings.TrimPrefix(err.Error(), "oauth2: ")
	return fmt.Errorf("ask %s for a token: unusable answer: %s", s.client.TokenURL, s.scrub(words))
}

// answered reads the error document of RFC 6749, section 5.2.
func (s *Source) answered(a *oauth2.RetrieveError) error {
	words := a.ErrorCode
	if a.ErrorDescription != "" {
		words += " (" + a.ErrorDescription + ")"
	}
	if words == "" {
		words = http.StatusText(a.Response.StatusCode)
	}
	err := fmt.Errorf("ask %s for a token: %sit answers %d %s", s.client.TokenURL, s.meaning(a), a.Response.StatusCode, s.scrub(words))
	if final(a) {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	return err
}

// final reports whether an answer is about the client, not about the server's condition.
func final(a *oauth2.RetrieveError) bool {
	switch a.ErrorCode {
	case "invalid_client", "unauthorized_client", "invalid_grant", "invalid_scope", "access_denied",
		"admin_policy_enforced", "disabled_client", "org_internal":
		return true
	case "":
		return a.Response.StatusCode == http.StatusUnauthorized || a.Response.StatusCode == http.StatusForbidden
	}
	return false
}

// scrub makes a server's words one short line without the client's secret, in
// whichever form it was sent.
func (s *Source) scrub(words string) string {
	if secret := s.client.Secret; secret != "" {
		escaped := url.QueryEscape(secret)
		basic := base64.StdEncoding.EncodeToString([]byte(url.QueryEscape(s.client.ID) + ":" + escaped))
		words = strings.NewReplacer(basic, "<secret>", escaped, "<secret>", secret, "<secret>").Replace(words)
	}
	if s.assertion != "" {
		words = strings.ReplaceAll(words, s.assertion, "<secret>")
	}
	return evidence.Line(strings.Join(strings.Fields(words), " "))
}
