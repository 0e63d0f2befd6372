package settings

import (
	"cmp"
	"crypto/x509"
	"encoding/pem"
	"net/mail"
	"net/netip"
	"os"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/sendrate"
	"supplierwatch/internal/strictyaml"
)

// identity completes who we are. Without a file the machine's name has to do.
func (c *checker) identity(raw *rawIdentity) Identity {
	if raw == nil {
		raw = &rawIdentity{}
	}
	id := Identity{
		Organization: raw.Organization.V,
		Domains:      texts(raw.Domains),
		From:         raw.From.V.Address,
		ReplyTo:      mail.Address{Address: string(raw.ReplyTo.V)},
		Plus:         raw.Plus.Or(true),
		Secret:       c.secret("secret", raw.Secret),
	}
	if !raw.From.Set {
		id.From = mail.Address{Name: "Supplier Watch", Address: "supplierwatch@" + hostname()}
	}
	if !raw.ReplyTo.Set {
		id.ReplyTo = mail.Address{Address: id.From.Address}
	}
	at := raw.ReplyTo.Place
	if !raw.ReplyTo.Set {
		at = raw.From.Place
	}
	c.roomForTag("reply_to", at, id.ReplyTo.Address, id.Plus)
	return id
}

// tagLength is the length of +TOKEN, which follows the local part in the address for replies.
const tagLength = 27

// localLimit is how long a local part may be in octets (RFC 5321, section 4.5.3.1.1).
const localLimit = 64

// roomForTag sees that the address that answers go to can carry a token.
func (c *checker) roomForTag(key string, at strictyaml.Place, address string, plus bool) {
	local, _, _ := strings.Cut(address, "@")
	if plus && len(local)+tagLength > localLimit {
		c.report(at, "`%s`: with the reply token, the part before the @ of %s would have %d characters, but mail servers accept at most %d; "+
			"use a shorter address, or write `plus: false` under identity", key, address, len(local)+tagLength, localLimit)
	}
}

// hostname returns this machine's name in a form that is valid after an @.
func hostname() string {
	var d domain
	name, err := os.Hostname()
	if err != nil || d.UnmarshalText([]byte(name)) != nil {
		return "localhost"
	}
	return string(d)
}

// relays returns the relays in their order; without any, mails go into a folder.
func (c *checker) relays(raw rawSettings, tokens map[string]OAuth) []Relay {
	if len(raw.SMTP) == 0 {
		if !c.bare {
			c.warn(raw.Place, "`smtp` is missing: mails are written to ./var/outbox and reach nobody")
		}
		return []Relay{{Directory: within(c.folder, "var/outbox")}}
	}
	var all []Relay
	for _, r := range raw.SMTP {
		if r.Host.IsZero() {
			all = append(all, Relay{Directory: c.path(r.Directory)})
			continue
		}
		if raw.Identity == nil && r.Directory.IsZero() {
			c.report(r.Host.Place, "`identity` is missing in this file: a relay needs a sender")
		}
		all = append(all, Relay{Login: c.relayLogin(r, tokens), DKIM: c.dkim(r.DKIM), Rate: sendrate.Rate(r.Rate.V), At: r.Place.In(c.file)})
	}
	return all
}

func (c *checker) relayLogin(r rawRelay, tokens map[string]OAuth) Login {
	ports := map[TLS]int{StartTLS: 587, Implicit: 465, NoTLS: 25}
	auth := AuthNone
	if r.Username.Set {
		auth = AuthPlain
	}
	return c.login(r.Place, r.login(), StartTLS, auth, ports, tokens)
}

func (c *checker) accounts(raw strictyaml.Table[rawAccount], tokens map[string]OAuth) map[string]Account {
	ports := map[TLS]int{StartTLS: 143, Implicit: 993, NoTLS: 143}
	all := map[string]Account{}
	for _, e := range raw.Entries {
		if e.Value.Auth.V == AuthNone {
			c.report(e.Value.Auth.Place, "`auth: none`: a mailbox needs a login")
		}
		all[e.Name] = Account{c.login(e.Value.Place, e.Value.login(), Implicit, AuthPlain, ports, tokens)}
	}
	return all
}

// login completes and checks how to get into a server; ports are the usual ones by encryption.
func (c *checker) login(at strictyaml.Place, raw rawLogin, usualTLS TLS, usualAuth Auth, ports map[TLS]int, tokens map[string]OAuth) Login {
	l := Login{
		Host: string(raw.Host.V), TLS: raw.TLS.Or(usualTLS), Auth: raw.Auth.Or(usualAuth),
		Username: raw.Username.V, Password: c.secret("password", raw.Password), OAuth: raw.OAuth.V, CAFile: c.path(raw.CAFile),
	}
	l.Port = c.number("port", raw.Port, 65535, ports[l.TLS])
	c.credentials(at, raw, l.Auth)
	c.token(raw, l.Auth, tokens)
	if l.TLS == NoTLS && (l.Auth == AuthPlain || l.Auth == AuthLogin || l.Auth == AuthXOAuth2) && !here(l.Host) {
		c.report(raw.TLS.Place, "`tls: none` would send the password over the network unencrypted; use starttls or implicit")
	}
	c.authorities(raw.CAFile)
	return l
}

// credentials checks that what a login needs is there, and nothing that it would not use.
func (c *checker) credentials(at strictyaml.Place, raw rawLogin, auth Auth) {
	passwords := auth == AuthPlain || auth == AuthLogin || auth == AuthSCRAM
	switch {
	case auth == AuthNone && raw.Auth.Set && (raw.Username.Set || raw.Password.Set):
		c.report(raw.Auth.Place, "`auth: none` contradicts a username and a password: remove one or the other")
	case auth == AuthNone && raw.Password.Set:
		c.report(raw.Password.Place, "`password` has no effect without `username`")
	}
	if auth != AuthNone && raw.Username.IsZero() {
		c.report(at, "`username` is missing here: `auth: %s` needs it", auth)
	}
	if passwords && raw.Password.IsZero() {
		c.report(at, "`password` is missing here: `auth: %s` needs it", auth)
	}
	if auth == AuthXOAuth2 && raw.Password.Set {
		c.report(raw.Password.Place, "`password` is not used with `auth: xoauth2`: remove it")
	}
}

// authorities finds out now, not at the first mail, whether a file holds certificates.
func (c *checker) authorities(file files) {
	if !file.Set {
		return
	}
	if data, ok := c.read("ca_file", file); ok && !x509.NewCertPool().AppendCertsFromPEM(data) {
		c.report(file.Place, "`ca_file`: the file %s contains no PEM certificate", file.V)
	}
}

// here reports whether a host is this machine: what is sent there crosses no network.
func here(host string) bool {
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && addr.Unmap().IsLoopback()
}

func (c *checker) dkim(raw *rawDKIM) *DKIM {
	if raw == nil {
		return nil
	}
	if block, _ := pem.Decode([]byte(raw.Key.V)); raw.Key.Set && block == nil {
		c.report(raw.Key.Place, "`key`: expected a PEM private key")
	}
	return &DKIM{Selector: string(raw.Selector.V), Domain: string(raw.Domain.V), Key: c.secret("key", raw.Key)}
}

func (c *checker) replies(raw *rawReplies, accounts map[string]Account) *Replies {
	if raw == nil {
		return nil
	}
	if _, known := accounts[raw.Account.V]; raw.Account.Set && !known {
		c.unknown(raw.Account, "imap", keys(accounts))
	}
	return &Replies{
		Account: raw.Account.V, Folder: raw.Folder.Or("INBOX"), AuthServIDs: c.authServIDs(raw), Unstamped: raw.Unstamped.V,
	}
}

// authServIDs returns the names of our servers that stamp mail, each once.
func (c *checker) authServIDs(raw *rawReplies) []string {
	var ids []string
	for _, id := range raw.AuthServIDs {
		if id.Set && !slices.Contains(ids, string(id.V)) {
			ids = append(ids, string(id.V))
		}
	}
	for _, id := range raw.AuthServIDs {
		if id.V == NoAuthServID && len(ids) > 1 {
			c.report(id.Place, "`authserv_id`: `none` means that our server writes no name; write either `none` or the names")
			break
		}
	}
	if raw.Unstamped.V == UnstampedInternal && len(ids) == 0 {
		c.report(raw.Unstamped.Place, "`unstamped: internal` needs `authserv_id`: without it all mail counts as written inside the company, forged mail too")
	}
	return ids
}

func (c *checker) alerts(raw rawAlerts) Alerts {
	a := Alerts{
		Operators: raw.Operators.V, GroupWait: length(raw.GroupWait, 30*time.Second),
		PerHour: c.number("max_per_recipient_per_hour", raw.PerHour, 1000, 10), ResolveNotice: raw.ResolveNotice.Or(true),
	}
	if raw.Operators.Set {
		a.OperatorsAt = raw.Operators.In(c.file)
	}
	return a
}

func (c *checker) verification(raw rawVerification, id Identity) Verification {
	if raw.Reminders.V > 1 {
		c.report(raw.Reminders.Place, "`reminders`: expected 0 or 1 (suppliers are reminded once at most), got %d", raw.Reminders.V)
	}
	v := Verification{
		Mode: Mode(raw.Mode.Or(mode(ModeAsk))), From: raw.From.V.Address,
		ReplyTo:     mail.Address{Address: cmp.Or(string(raw.ReplyTo.V), id.ReplyTo.Address)},
		MinInterval: raw.MinInterval.Or(days(100)), AnswerWithin: raw.AnswerWithin.Or(civil.Period{BusinessDays: 5}),
		Reminders: raw.Reminders.Or(1), PerDay: c.number("per_day", raw.PerDay, 10_000, 10), Templates: c.path(raw.Templates),
	}
	if raw.ReplyTo.Set {
		c.roomForTag("reply_to", raw.ReplyTo.Place, v.ReplyTo.Address, id.Plus)
	}
	if v.Mode == ModeOn && !raw.From.Set {
		c.report(raw.Mode.Place, "`from` is missing in `verification`: with `mode: on` suppliers get mails, which need a sender")
	}
	return v
}
