package oauth

import (
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// grantJWT is the grant of a signed assertion (RFC 7523, section 2.1).
const grantJWT = "urn:ietf:params:oauth:grant-type:jwt-bearer"

// request returns how to ask for the next token.
func (s *Source) request() (*clientcredentials.Config, error) {
	c := s.client
	if c.Account == nil {
		return &clientcredentials.Config{ClientID: c.ID, ClientSecret: c.Secret, TokenURL: c.TokenURL, Scopes: c.Scopes}, nil
	}
	assertion, err := c.Account.Key.Assertion(c.Account.Subject, c.TokenURL, c.Scopes, s.now())
	if err != nil {
		return nil, fmt.Errorf("ask %s for a token: %w", c.TokenURL, err)
	}
	s.assertion = assertion
	// The scopes are in the assertion, and the signature takes the place of a client's secret.
	return &clientcredentials.Config{
		TokenURL: c.TokenURL, AuthStyle: oauth2.AuthStyleInParams,
		EndpointParams: url.Values{"grant_type": {grantJWT}, "assertion": {assertion}},
	}, nil
}

// meaning returns what the refusal of a service account means, in plain words
// before the server's, which can be long, or nothing. The answers are those of Google's token server:
// https://developers.google.com/identity/protocols/oauth2/service-account#error-codes
func (s *Source) meaning(a *oauth2.RetrieveError) string {
	if s.client.Account == nil {
		return ""
	}
	if words := s.accountMeaning(a); words != "" {
		return words + "; "
	}
	return ""
}

// accountMeaning returns what an error code means.
func (s *Source) accountMeaning(a *oauth2.RetrieveError) string {
	account, subject := s.client.Account.Key.Email, s.client.Account.Subject
	switch a.ErrorCode {
	case "unauthorized_client", "access_denied":
		return fmt.Sprintf("domain-wide delegation is missing for %s, or does not include the scope %s", account, strings.Join(s.client.Scopes, " "))
	case "invalid_grant":
		return s.grantMeaning(strings.ToLower(a.ErrorDescription))
	case "invalid_scope":
		return "the scope is missing or misspelled; for mail it is https://mail.google.com/"
	case "invalid_client", "disabled_client":
		return fmt.Sprintf("the service account %s is disabled or deleted, or the key file is not for this token server", account)
	case "admin_policy_enforced":
		return fmt.Sprintf("a policy of the Workspace administrator forbids this access to %s", subject)
	case "org_internal":
		return fmt.Sprintf("the service account %s may only be used inside its own organization", account)
	}
	return ""
}

// grantMeaning returns what the words of an invalid_grant mean.
func (s *Source) grantMeaning(description string) string {
	has := func(part string) bool { return strings.Contains(description, part) }
	subject := s.client.Account.Subject
	switch {
	case has("signature"), has("key"):
		return "the key of the service account was deleted or replaced; create a new key file"
	case has("audience"):
		return "the token server is not that of the key file; leave out token_url"
	case has("iat"), has("expired"), has("timeframe"):
		return "the clock of this machine is wrong; synchronize it by NTP"
	case has("email"), has("user"), has("sub"):
		return fmt.Sprintf("%s is not a mailbox of your Google Workspace; check the subject", subject)
	}
	return fmt.Sprintf("the clock of this machine is wrong, or %s is not a mailbox of your Google Workspace", subject)
}
