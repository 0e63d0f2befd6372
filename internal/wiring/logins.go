package wiring

import (
	"supplierwatch/internal/deliver/relay"
	"supplierwatch/internal/imap"
	"supplierwatch/internal/oauth"
	"supplierwatch/internal/settings"
)

// Logins know how to get into mail servers: with a password, or with access tokens that all logins of one entry under oauth share.
type Logins struct {
	settings *settings.Settings
	tokens   map[tokenUse]*oauth.Source
}

// NewLogins returns the logins of a configuration.
func NewLogins(s *settings.Settings) *Logins {
	return &Logins{settings: s, tokens: tokenSources(s)}
}

// Account returns how to log in to an account on a mailbox server.
func (s *Logins) Account(name string) (a imap.Account, known bool) {
	login, known := s.settings.Accounts[name]
	if !known {
		return imap.Account{}, false
	}
	a = imap.Account{
		Host: login.Host, Port: login.Port, TLS: imap.TLS(login.TLS), CAFile: login.CAFile,
		Username: login.Username, Password: imap.Secret(login.Password.Reveal()),
		SCRAM: login.Auth == settings.AuthSCRAM,
	}
	if login.Auth == settings.AuthXOAuth2 {
		a.Tokens = s.tokens[useOf(s.settings.OAuth, login.Login)].Token
	}
	return a, true
}

// Relay returns how to log in to a relay.
func (s *Logins) Relay(r settings.Relay) relay.Server {
	server := relay.Server{
		Host: r.Host, Port: r.Port, TLS: relay.Security(r.TLS), Auth: relay.Login(r.Auth),
		Username: r.Username, Password: r.Password.Reveal(), CAFile: r.CAFile,
	}
	if r.Auth == settings.AuthXOAuth2 {
		server.Tokens = s.tokens[useOf(s.settings.OAuth, r.Login)].Token
	}
	if k := r.DKIM; k != nil {
		server.DKIM = &relay.DKIM{Domain: k.Domain, Selector: k.Selector, Key: k.Key.Reveal()}
	}
	return server
}
