package wiring

import (
	"supplierwatch/internal/oauth"
	"supplierwatch/internal/serviceaccount"
	"supplierwatch/internal/settings"
)

// tokenUse is what tokens are for: all of an entry under oauth, or one mailbox where a service account acts for its owner.
type tokenUse struct {
	entry   string
	subject string // empty with a client secret
}

// useOf returns which tokens a login needs.
func useOf(entries map[string]settings.OAuth, l settings.Login) tokenUse {
	o := entries[l.OAuth]
	use := tokenUse{entry: l.OAuth, subject: o.Subject}
	if !o.Key.IsZero() && o.Subject == "" {
		use.subject = l.Username
	}
	return use
}

// tokenSources returns a source for each use of a configuration. Entries that no login uses are checked too, where that is possible.
func tokenSources(s *settings.Settings) map[tokenUse]*oauth.Source {
	sources := map[tokenUse]*oauth.Source{}
	add := func(use tokenUse) {
		if sources[use] == nil {
			sources[use] = tokenSource(s.OAuth[use.entry], use.subject)
		}
	}
	for name, o := range s.OAuth {
		if o.Key.IsZero() || o.Subject != "" {
			add(tokenUse{entry: name, subject: o.Subject})
		}
	}
	for _, l := range loginsByToken(s) {
		add(useOf(s.OAuth, l))
	}
	return sources
}

// loginsByToken returns the logins of a configuration that present access tokens.
func loginsByToken(s *settings.Settings) []settings.Login {
	var all []settings.Login
	for _, r := range s.Relays {
		if r.Auth == settings.AuthXOAuth2 {
			all = append(all, r.Login)
		}
	}
	for _, a := range s.Accounts {
		if a.Auth == settings.AuthXOAuth2 {
			all = append(all, a.Login)
		}
	}
	return all
}

func tokenSource(o settings.OAuth, subject string) *oauth.Source {
	client := oauth.Client{TokenURL: o.TokenURL, ID: o.ClientID, Secret: o.ClientSecret.Reveal(), Scopes: o.Scopes}
	if !o.Key.IsZero() {
		// The key was parsed when the configuration was read.
		key, _ := serviceaccount.Parse(o.Key.Reveal())
		client.Account = &oauth.Account{Key: key, Subject: subject}
	}
	return oauth.New(client)
}
