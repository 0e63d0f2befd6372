package settings

import "supplierwatch/internal/strict"

type rawIdentity struct {
	strict.Place
	// Our name, as suppliers know it.
	Organization text `yaml:"organization"`
	// Our mail domains.
	Domains []strict.Value[domain] `yaml:"domains"`
	// The sender of alert mails: an address, with a name before it if you like.
	From strict.Value[sender] `yaml:"from"`
	// Where answers and bounces go.
	ReplyTo strict.Value[address] `yaml:"reply_to"`
	// false: the server does not deliver watchdog+anything@ to watchdog@.
	Plus toggle `yaml:"plus"`
	// Signs what people click and answer. Made on the first start if left out.
	Secret secret `yaml:"secret"`
}

// rawLogin is what relays and accounts have in common.
type rawLogin struct {
	Host     strict.Value[host]
	Port     count
	TLS      strict.Value[TLS]
	Auth     strict.Value[Auth]
	Username text
	Password secret
	OAuth    text
	CAFile   files
}

type rawRelay struct {
	strict.Place
	// A folder that mails are written into as .eml files, instead of a server.
	Directory files `yaml:"directory"`
	// The server's name or address.
	Host strict.Value[host] `yaml:"host"`
	// 587 with starttls, 465 with implicit, 25 with none, unless written.
	Port count `yaml:"port"`
	// starttls (unless written), implicit or none.
	TLS strict.Value[TLS] `yaml:"tls"`
	// plain with a username and none without one, unless written.
	Auth     strict.Value[Auth] `yaml:"auth"`
	Username text               `yaml:"username"`
	Password secret             `yaml:"password"`
	// With auth: xoauth2, the name of an entry under oauth.
	OAuth text `yaml:"oauth"`
	// A PEM file with the authorities to trust instead of the system's.
	CAFile files `yaml:"ca_file"`
	// Signs mails.
	DKIM *rawDKIM `yaml:"dkim"`
}

// Shape implements strict.Shaped.
func (rawRelay) Shape() strict.Shape {
	shape := strict.Shape{AnyOf: [][]string{{"host", "directory"}}}
	for _, key := range []string{"host", "port", "tls", "auth", "username", "password", "oauth", "ca_file"} {
		shape.Apart = append(shape.Apart, []string{"directory", key})
	}
	return shape
}

func (r rawRelay) login() rawLogin {
	return rawLogin{r.Host, r.Port, r.TLS, r.Auth, r.Username, r.Password, r.OAuth, r.CAFile}
}

type rawDKIM struct {
	strict.Place
	Selector strict.Value[domain] `yaml:"selector,required"`
	Domain   strict.Value[domain] `yaml:"domain,required"`
	// A private key in PEM.
	Key secret `yaml:"key,required"`
}

type rawAccount struct {
	named
	strict.Place
	// The server's name or address.
	Host strict.Value[host] `yaml:"host,required"`
	// 993 with implicit, 143 otherwise, unless written.
	Port count `yaml:"port"`
	// implicit (unless written), starttls or none.
	TLS strict.Value[TLS] `yaml:"tls"`
	// plain unless written.
	Auth     strict.Value[Auth] `yaml:"auth"`
	Username text               `yaml:"username"`
	Password secret             `yaml:"password"`
	// With auth: xoauth2, the name of an entry under oauth.
	OAuth text `yaml:"oauth"`
	// A PEM file with the authorities to trust instead of the system's.
	CAFile files `yaml:"ca_file"`
}

func (a rawAccount) login() rawLogin {
	return rawLogin{a.Host, a.Port, a.TLS, a.Auth, a.Username, a.Password, a.OAuth, a.CAFile}
}

type rawReplies struct {
	strict.Place
	// A name under imap.
	Account text `yaml:"account,required"`
	Folder  text `yaml:"folder"`
	// The name of our own server in the Authentication-Results that it writes.
	AuthServID text `yaml:"authserv_id"`
}

type rawOAuth struct {
	named
	strict.Place
	TokenURL     webs   `yaml:"token_url,required"`
	ClientID     text   `yaml:"client_id,required"`
	ClientSecret secret `yaml:"client_secret,required"`
	Scopes       []text `yaml:"scopes"`
	// The day on which the client secret ends.
	Expires date `yaml:"expires"`
}

type rawAlerts struct {
	strict.Place
	// The team that runs the watchdog. Without one its mails go to identity.from.
	Operators text `yaml:"operators"`
	// Alerts for the same recipient within this time share a mail.
	GroupWait spans `yaml:"group_wait"`
	// Past it one mail says how many are held.
	PerHour count `yaml:"max_per_recipient_per_hour"`
	// Whether those who were told hear that it is over.
	ResolveNotice toggle `yaml:"resolve_notice"`
}

type rawVerification struct {
	strict.Place
	// off, ask (the letter lists who would be written to) or on.
	Mode strict.Value[mode] `yaml:"mode"`
	// The sender of mails to suppliers.
	From    strict.Value[sender]  `yaml:"from"`
	ReplyTo strict.Value[address] `yaml:"reply_to"`
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

type rawWebhook struct {
	named
	strict.Place
	URL webs `yaml:"url,required"`
	// Severities and rules; every alert unless written.
	On     []strict.Value[occasion]    `yaml:"on"`
	Format strict.Value[WebhookFormat] `yaml:"format"`
}

type rawHeartbeat struct {
	strict.Place
	URL webs `yaml:"url,required"`
	// 5 minutes unless written.
	Every spans `yaml:"every"`
}
