package settings

import (
	"net/url"
	"strings"

	"supplierwatch/internal/serviceaccount"
	"supplierwatch/internal/strictyaml"
)

// scopeGoogleMail opens a Google mailbox by IMAP and SMTP.
const scopeGoogleMail = "https://mail.google.com/"

func (c *checker) oauth(raw strictyaml.Table[rawOAuth]) map[string]OAuth {
	all := map[string]OAuth{}
	for _, e := range raw.Entries {
		o := e.Value
		made := OAuth{
			TokenURL: string(o.TokenURL.V), ClientID: o.ClientID.V, ClientSecret: c.secret("client_secret", o.ClientSecret),
			Key: c.secret("key", o.Key), Subject: o.Subject.V, Scopes: texts(o.Scopes), Expires: o.Expires.V,
		}
		c.grant(o)
		at := o.TokenURL.Place
		if o.Key.Set {
			c.serviceAccount(o, &made)
		}
		if !o.TokenURL.Set {
			at = o.Key.Place
		}
		if u, err := url.Parse(made.TokenURL); err == nil && u.Scheme == "http" && !here(u.Hostname()) {
			c.report(at, "`token_url` would send the secret over the network unencrypted; use https")
		}
		all[e.Name] = made
	}
	return all
}

// grant checks that what is written fits the way in which tokens are obtained.
func (c *checker) grant(o rawOAuth) {
	switch {
	case o.Grant.V == GrantJWT && o.Key.IsZero():
		c.report(o.Grant.Place, "`grant: jwt` needs `key`, the key file of a service account")
	case o.Grant.V == GrantClient && o.Key.Set:
		c.report(o.Grant.Place, "`grant: client_credentials` and `key` contradict each other: write `grant: jwt`")
	}
	if o.Subject.Set && o.Key.IsZero() {
		c.report(o.Subject.Place, "`subject` has no effect without `key`")
	}
}

// serviceAccount finds out now, not at the first login, whether a key can sign,
// and completes what the key file knows.
func (c *checker) serviceAccount(o rawOAuth, made *OAuth) {
	key, err := serviceaccount.Parse(string(o.Key.V))
	if err != nil {
		c.report(o.Key.Place, "`key`: %v", err)
		return
	}
	if made.TokenURL == "" {
		made.TokenURL = key.TokenURL
	}
	if len(made.Scopes) == 0 {
		made.Scopes = []string{scopeGoogleMail}
	}
}

// token checks that a login by token knows where to get one.
func (c *checker) token(raw rawLogin, auth Auth, tokens map[string]OAuth) {
	entry, known := tokens[raw.OAuth.V]
	switch {
	case auth == AuthXOAuth2 && raw.OAuth.IsZero():
		c.report(raw.Auth.Place, "`auth: xoauth2` needs `oauth`, the name of an entry under oauth")
	case auth != AuthXOAuth2 && raw.OAuth.Set:
		c.report(raw.OAuth.Place, "`oauth` has no effect without `auth: xoauth2`")
	case raw.OAuth.Set && !known:
		c.unknown(raw.OAuth, "oauth", keys(tokens))
	case entry.Subject != "" && raw.Username.Set && !strings.EqualFold(entry.Subject, raw.Username.V):
		c.report(raw.Username.Place, "`username`: the tokens of `oauth: %s` open the mailbox of its `subject` only, which is %s; "+
			"leave out the `subject`, and each login opens its own", raw.OAuth.V, entry.Subject)
	}
}
