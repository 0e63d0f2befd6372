package settings

import "supplierwatch/internal/strictyaml"

// rawIdentity is the sender of all mails.
type rawIdentity struct {
	strictyaml.Place
	// Our name, as suppliers know it.
	Organization text `yaml:"organization"`
	// Our mail domains.
	Domains []strictyaml.Value[domain] `yaml:"domains"`
	// The sender of alert mails: an address, with a name before it if you like.
	From strictyaml.Value[sender] `yaml:"from"`
	// The address to which replies and bounces go.
	ReplyTo strictyaml.Value[address] `yaml:"reply_to"`
	// Whether our mail server delivers watchdog+anything@ to watchdog@. Default: true.
	Plus toggle `yaml:"plus"`
	// The secret that signs links and reply addresses. By default the daemon makes one on its first start.
	Secret secret `yaml:"secret"`
}

// rawLogin is what relays and accounts have in common.
type rawLogin struct {
	Host     strictyaml.Value[host]
	Port     count
	TLS      strictyaml.Value[TLS]
	Auth     strictyaml.Value[Auth]
	Username text
	Password secret
	OAuth    text
	CAFile   files
}

// rawRelay is a mail server that sends our mails, or a folder.
type rawRelay struct {
	strictyaml.Place
	// A folder that mails are written into as .eml files, instead of a server.
	Directory files `yaml:"directory"`
	// The server's name or address.
	Host strictyaml.Value[host] `yaml:"host"`
	// The port. Default: 587 with starttls, 465 with implicit, 25 with none.
	Port count `yaml:"port"`
	// The encryption of the connection. Default: starttls.
	TLS strictyaml.Value[TLS] `yaml:"tls"`
	// The method of the login. Default: plain with a username, none without one.
	Auth strictyaml.Value[Auth] `yaml:"auth"`
	// The user name of the login.
	Username text `yaml:"username"`
	// A secret: write {file: PATH} or {env: NAME}.
	Password secret `yaml:"password"`
	// With auth: xoauth2, the name of an entry under oauth.
	OAuth text `yaml:"oauth"`
	// A PEM file with the certificate authorities to trust in place of the system's.
	CAFile files `yaml:"ca_file"`
	// How many mails the server accepts per second, minute, hour or day. Others wait; the most urgent go first.
	Rate strictyaml.Value[rate] `yaml:"rate"`
	// Signs mails with DKIM.
	DKIM *rawDKIM `yaml:"dkim"`
}

// Shape implements strictyaml.Shaped.
func (rawRelay) Shape() strictyaml.Shape {
	shape := strictyaml.Shape{AnyOf: [][]string{{"host", "directory"}}}
	for _, key := range []string{"host", "port", "tls", "auth", "username", "password", "oauth", "ca_file", "rate"} {
		shape.Apart = append(shape.Apart, []string{"directory", key})
	}
	return shape
}

func (r rawRelay) login() rawLogin {
	return rawLogin{r.Host, r.Port, r.TLS, r.Auth, r.Username, r.Password, r.OAuth, r.CAFile}
}

// rawDKIM signs mails, so that others can see that they are ours.
type rawDKIM struct {
	strictyaml.Place
	// The name below _domainkey under which the public key is published.
	Selector strictyaml.Value[domain] `yaml:"selector,required"`
	// The domain that signs.
	Domain strictyaml.Value[domain] `yaml:"domain,required"`
	// A private key in PEM.
	Key secret `yaml:"key,required"`
}

// rawAccount is a mail server that we read our mailboxes on.
type rawAccount struct {
	named
	strictyaml.Place
	// The server's name or address.
	Host strictyaml.Value[host] `yaml:"host,required"`
	// The port. Default: 993 with implicit, otherwise 143.
	Port count `yaml:"port"`
	// The encryption of the connection. Default: implicit.
	TLS strictyaml.Value[TLS] `yaml:"tls"`
	// The method of the login. Default: plain.
	Auth strictyaml.Value[Auth] `yaml:"auth"`
	// The user name of the login.
	Username text `yaml:"username"`
	// A secret: write {file: PATH} or {env: NAME}.
	Password secret `yaml:"password"`
	// With auth: xoauth2, the name of an entry under oauth.
	OAuth text `yaml:"oauth"`
	// A PEM file with the certificate authorities to trust in place of the system's.
	CAFile files `yaml:"ca_file"`
}

func (a rawAccount) login() rawLogin {
	return rawLogin{a.Host, a.Port, a.TLS, a.Auth, a.Username, a.Password, a.OAuth, a.CAFile}
}

// rawReplies is the folder in which replies and bounces arrive.
type rawReplies struct {
	strictyaml.Place
	// The IMAP account: a name under imap.
	Account text `yaml:"account,required"`
	// The folder. Default: INBOX.
	Folder text `yaml:"folder"`
	// The name that our mail server writes in Authentication-Results, or a list; none where it writes no name (Exchange Online).
	AuthServIDs []strictyaml.Value[authServID] `yaml:"authserv_id"`
	// internal: our servers stamp all mail from outside, so that mail without Authentication-Results is internal.
	Unstamped strictyaml.Value[Unstamped] `yaml:"unstamped"`
}

// rawOAuth is where logins get their tokens, by the client credentials of OAuth 2.0 or by the key of a service account.
type rawOAuth struct {
	named
	strictyaml.Place
	// The OAuth grant. Default: jwt with key, otherwise client_credentials.
	Grant strictyaml.Value[Grant] `yaml:"grant"`
	// The URL of the token server. Default with key: that of the key file.
	TokenURL webs `yaml:"token_url"`
	// The id of our client at the token server.
	ClientID text `yaml:"client_id"`
	// A secret: write {file: PATH} or {env: NAME}.
	ClientSecret secret `yaml:"client_secret"`
	// The JSON key file of a Google service account, a secret: write {file: PATH}.
	Key secret `yaml:"key"`
	// With key, the mailbox that the tokens open. Default: the username of each login.
	Subject text `yaml:"subject"`
	// The scopes of the token. Default with key: https://mail.google.com/.
	Scopes []text `yaml:"scopes"`
	// The day on which the client secret or key expires.
	Expires date `yaml:"expires"`
}

// Shape implements strictyaml.Shaped.
func (rawOAuth) Shape() strictyaml.Shape {
	return strictyaml.Shape{
		AnyOf: [][]string{{"token_url", "key"}, {"client_id", "key"}, {"client_secret", "key"}},
		Apart: [][]string{{"client_id", "key"}, {"client_secret", "key"}},
	}
}

// ShapeOfValue implements strictyaml.ShapedByValue. Whoever writes grant: jwt lacks the key alone, which is reported beside the grant.
func (o rawOAuth) ShapeOfValue() strictyaml.Shape {
	shape := o.Shape()
	if o.Grant.V == GrantJWT {
		shape.AnyOf = nil
	}
	return shape
}

// rawAlerts is how our people are notified.
type rawAlerts struct {
	strictyaml.Place
	// The team that operates the daemon. Without one, mails for operators go to identity.from.
	Operators text `yaml:"operators"`
	// Alerts for the same recipient within this time share a mail.
	GroupWait spans `yaml:"group_wait"`
	// How many mails a recipient gets in an hour. Above that, one mail says how many are held.
	PerHour count `yaml:"max_per_recipient_per_hour"`
	// Whether everybody who was notified gets a mail when an alert is resolved.
	ResolveNotice toggle `yaml:"resolve_notice"`
}

// rawVerification is how suppliers are asked whether their contact details are still right.
type rawVerification struct {
	strictyaml.Place
	// Whether suppliers are asked: off, on, or ask, where the weekly summary lists whom to ask.
	Mode strictyaml.Value[mode] `yaml:"mode"`
	// The sender of mails to suppliers.
	From strictyaml.Value[sender] `yaml:"from"`
	// The address to which suppliers answer. Default: identity.reply_to.
	ReplyTo strictyaml.Value[address] `yaml:"reply_to"`
	// The shortest time between two requests to one address.
	MinInterval period `yaml:"min_interval"`
	// After this time without an answer a supplier is reminded.
	AnswerWithin period `yaml:"answer_within"`
	// How often a supplier is reminded: 0 or 1.
	Reminders count `yaml:"reminders"`
	// How many requests are sent in a day, to all suppliers together.
	PerDay count `yaml:"per_day"`
	// A folder with our own templates.
	Templates files `yaml:"templates"`
}

// rawWebhook is a URL that alerts are posted to.
type rawWebhook struct {
	named
	strictyaml.Place
	// The URL. Whoever knows it can post there.
	URL webs `yaml:"url,required"`
	// The severities and rules whose alerts are posted when they begin, get worse and end. Default: only steps of policies post.
	On []strictyaml.Value[occasion] `yaml:"on"`
	// The payload: generic, our own document, or alertmanager. Default: generic.
	Format strictyaml.Value[WebhookFormat] `yaml:"format"`
}

// rawHeartbeat is requested after complete evaluations, so that another service notices when the daemon fails.
type rawHeartbeat struct {
	strictyaml.Place
	// The URL. Whoever knows it can pretend to be the daemon.
	URL webs `yaml:"url,required"`
	// The shortest time between two requests. Default: 5 minutes.
	Every spans `yaml:"every"`
}
