package settings

import "supplierwatch/internal/strictyaml"

// rawIdentity is who the watchdog is in its mails.
type rawIdentity struct {
	strictyaml.Place
	// Our name, as suppliers know it.
	Organization text `yaml:"organization"`
	// Our mail domains.
	Domains []strictyaml.Value[domain] `yaml:"domains"`
	// The sender of alert mails: an address, with a name before it if you like.
	From strictyaml.Value[sender] `yaml:"from"`
	// Where answers and bounces go.
	ReplyTo strictyaml.Value[address] `yaml:"reply_to"`
	// false: the server does not deliver watchdog+anything@ to watchdog@.
	Plus toggle `yaml:"plus"`
	// Signs what people click and answer. Made on the first start if left out.
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

// rawRelay takes our mails.
type rawRelay struct {
	strictyaml.Place
	// A folder that mails are written into as .eml files, instead of a server.
	Directory files `yaml:"directory"`
	// The server's name or address.
	Host strictyaml.Value[host] `yaml:"host"`
	// 587 with starttls, 465 with implicit, 25 with none, unless written.
	Port count `yaml:"port"`
	// starttls (unless written), implicit or none.
	TLS strictyaml.Value[TLS] `yaml:"tls"`
	// plain with a username and none without one, unless written.
	Auth strictyaml.Value[Auth] `yaml:"auth"`
	// Whom to log in as.
	Username text `yaml:"username"`
	// A secret: write {file: PATH} or {env: NAME}.
	Password secret `yaml:"password"`
	// With auth: xoauth2, the name of an entry under oauth.
	OAuth text `yaml:"oauth"`
	// A PEM file with the authorities to trust instead of the system's.
	CAFile files `yaml:"ca_file"`
	// How many mails the server takes, such as 30/minute; per second, minute, hour or day. Others wait, the most urgent go first.
	Rate strictyaml.Value[rate] `yaml:"rate"`
	// Signs mails.
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
	// 993 with implicit, 143 otherwise, unless written.
	Port count `yaml:"port"`
	// implicit (unless written), starttls or none.
	TLS strictyaml.Value[TLS] `yaml:"tls"`
	// plain unless written.
	Auth strictyaml.Value[Auth] `yaml:"auth"`
	// Whom to log in as.
	Username text `yaml:"username"`
	// A secret: write {file: PATH} or {env: NAME}.
	Password secret `yaml:"password"`
	// With auth: xoauth2, the name of an entry under oauth.
	OAuth text `yaml:"oauth"`
	// A PEM file with the authorities to trust instead of the system's.
	CAFile files `yaml:"ca_file"`
}

func (a rawAccount) login() rawLogin {
	return rawLogin{a.Host, a.Port, a.TLS, a.Auth, a.Username, a.Password, a.OAuth, a.CAFile}
}

// rawReplies is where answers, bounces and acknowledgements arrive.
type rawReplies struct {
	strictyaml.Place
	// A name under imap.
	Account text `yaml:"account,required"`
	// INBOX unless written.
	Folder text `yaml:"folder"`
	// The name of our own server in the Authentication-Results that it writes; several as a list; none where it writes no name (Exchange Online).
	AuthServIDs []strictyaml.Value[authServID] `yaml:"authserv_id"`
	// internal: our servers stamp all mail from outside, so mail without Authentication-Results was written inside.
	Unstamped strictyaml.Value[Unstamped] `yaml:"unstamped"`
}

// rawOAuth is where logins get their tokens, by the client credentials of OAuth 2.0 or by the key of a service account.
type rawOAuth struct {
	named
	strictyaml.Place
	// client_credentials (unless key is written) or jwt.
	Grant strictyaml.Value[Grant] `yaml:"grant"`
	// Where tokens are asked for. With key: that of the key file unless written.
	TokenURL webs `yaml:"token_url"`
	// Who we are there.
	ClientID text `yaml:"client_id"`
	// A secret: write {file: PATH} or {env: NAME}.
	ClientSecret secret `yaml:"client_secret"`
	// The JSON key file of a Google service account, a secret: write {file: PATH}.
	Key secret `yaml:"key"`
	// With key: the mailbox that the tokens open. The username of each login unless written.
	Subject text `yaml:"subject"`
	// What the token is to be good for. With key: https://mail.google.com/ unless written.
	Scopes []text `yaml:"scopes"`
	// The day on which the client secret or key ends.
	Expires date `yaml:"expires"`
}

// Shape implements strictyaml.Shaped. Whoever writes grant: jwt lacks the key alone,
// which is reported beside the grant.
func (o rawOAuth) Shape() strictyaml.Shape {
	if o.Grant.V == GrantJWT {
		return strictyaml.Shape{Apart: [][]string{{"client_id", "key"}, {"client_secret", "key"}}}
	}
	return strictyaml.Shape{
		AnyOf: [][]string{{"token_url", "key"}, {"client_id", "key"}, {"client_secret", "key"}},
		Apart: [][]string{{"client_id", "key"}, {"client_secret", "key"}},
	}
}

// rawAlerts is how our people are notified.
type rawAlerts struct {
	strictyaml.Place
	// The team that runs the watchdog. Without one its mails go to identity.from.
	Operators text `yaml:"operators"`
	// Alerts for the same recipient within this time share a mail.
	GroupWait spans `yaml:"group_wait"`
	// Past it one mail says how many are held.
	PerHour count `yaml:"max_per_recipient_per_hour"`
	// Whether those who were told hear that it is over.
	ResolveNotice toggle `yaml:"resolve_notice"`
}

// rawVerification returns how suppliers are asked whether their contacts are still right.
type rawVerification struct {
	strictyaml.Place
	// off, ask (the weekly summary lists who would be written to) or on.
	Mode strictyaml.Value[mode] `yaml:"mode"`
	// The sender of mails to suppliers.
	From strictyaml.Value[sender] `yaml:"from"`
	// Where their answers go; identity.reply_to unless written.
	ReplyTo strictyaml.Value[address] `yaml:"reply_to"`
	// At most one request to an address in this time.
	MinInterval period `yaml:"min_interval"`
	// Then they are reminded.
	AnswerWithin period `yaml:"answer_within"`
	// How often they are reminded: 0 or 1.
	Reminders count `yaml:"reminders"`
	// Requests a day, to all suppliers together.
	PerDay count `yaml:"per_day"`
	// A folder with templates of our own.
	Templates files `yaml:"templates"`
}

// rawWebhook is a URL that alerts are posted to.
type rawWebhook struct {
	named
	strictyaml.Place
	// Whoever knows it can post there.
	URL webs `yaml:"url,required"`
	// Severities of what pages, and rules: such alerts are posted when they begin, get worse and end. Unless written: only as a step of a policy.
	On []strictyaml.Value[occasion] `yaml:"on"`
	// generic (unless written): a document of our own; alertmanager: what Alertmanager takes.
	Format strictyaml.Value[WebhookFormat] `yaml:"format"`
}

// rawHeartbeat is requested after complete evaluations, so that somebody else notices when they end.
type rawHeartbeat struct {
	strictyaml.Place
	// Whoever knows it can pretend to be us.
	URL webs `yaml:"url,required"`
	// 5 minutes unless written.
	Every spans `yaml:"every"`
}
