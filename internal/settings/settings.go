package settings

import (
	"log/slog"
	"net/mail"
	"net/netip"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/sendrate"
)

// Settings is the configuration, checked and completed with defaults. Paths count from the working directory or are absolute.
type Settings struct {
	File         string   // the file it was read from; empty without one
	Registry     []string // files and folders; empty if none was written
	State        State
	Schedule     Schedule
	Identity     Identity
	Relays       []Relay            // in the order in which they are tried; never empty
	Accounts     map[string]Account // IMAP accounts by name
	Replies      *Replies           // nil: no answers are read
	OAuth        map[string]OAuth   // by name
	Probe        Probe
	Vantage      Vantage
	Alerts       Alerts
	Verification Verification
	Thresholds   map[string]model.Threshold // only what was written; rulebook.DefaultLimits has the rest
	HTTP         HTTP
	Webhooks     map[string]Webhook // by name
	Heartbeat    *Heartbeat         // nil: none
	Run          Run
	Retention    Retention
	Log          Log
}

// State is where the daemon remembers.
type State struct {
	URL      string // sqlite:FILE, or postgres://USER@HOST:PORT/DATABASE without a password
	Password Secret // of a database server
	Folder   string // of files beside a database that is not a file
}

// Schedule returns when recurring work is due, by the clocks of one zone.
type Schedule struct {
	Timezone  *time.Location
	Evaluate  Cron
	Probe     Cron
	Mailboxes Cron
	Verify    Cron
	Summary   Cron
	Prune     Cron
}

// Identity is who the watchdog is in its mails.
type Identity struct {
	Organization string       // may be empty
	Domains      []string     // ours, in their ASCII form
	From         mail.Address // never empty
	ReplyTo      mail.Address // From's where none was written
	Plus         bool         // the server delivers watchdog+token@ to watchdog@
	Secret       Secret       // signs tokens; empty: one is made on the first start
}

// TLS returns how a connection is encrypted.
type TLS string

// The ways: upgraded after a greeting, from the first byte, not at all.
const (
	StartTLS TLS = "starttls"
	Implicit TLS = "implicit"
	NoTLS    TLS = "none"
)

// Auth returns how a login is made.
type Auth string

// The mechanisms of logins.
const (
	AuthNone    Auth = "none"
	AuthPlain   Auth = "plain"
	AuthLogin   Auth = "login"
	AuthSCRAM   Auth = "scram"
	AuthXOAuth2 Auth = "xoauth2"
)

// Login is a server and how to get into it.
type Login struct {
	Host     string
	Port     int
	TLS      TLS
	Auth     Auth
	Username string
	Password Secret
	OAuth    string // for AuthXOAuth2: a name among Settings.OAuth
	CAFile   string // a PEM file with whom to trust instead of the system's authorities; empty: those
}

// Relay takes our mails: a server or, with a Directory, a folder that they are written into.
type Relay struct {
	Login
	Directory string
	DKIM      *DKIM         // nil: mails are not signed
	Rate      sendrate.Rate // zero: as many mails as there are
	At        model.Position
}

// DKIM signs mails for a domain.
type DKIM struct {
	Selector string
	Domain   string
	Key      Secret // PEM
}

// Account is a mailbox server that we log into.
type Account struct{ Login }

// Replies is where answers, bounces and acknowledgements arrive.
type Replies struct {
	Account     string // a name among Settings.Accounts
	Folder      string
	AuthServIDs []string // names under which our servers write Authentication-Results, or NoAuthServID alone; empty: no results are believed
	Unstamped   Unstamped
}

// NoAuthServID in place of a name: our server writes Authentication-Results without a name, as Exchange Online does.
const NoAuthServID = "none"

// Unstamped returns what mail counts as in which our servers wrote no Authentication-Results.
type Unstamped string

// Mail without results is from anybody, unless our servers stamp all mail from outside.
const (
	UnstampedAnybody  Unstamped = ""
	UnstampedInternal Unstamped = "internal"
)

// OAuth is where a login gets its tokens: by a client secret, or by the key of a service account.
type OAuth struct {
	TokenURL     string
	ClientID     string
	ClientSecret Secret
	Key          Secret // the key file of a service account; empty: the client's secret is used
	Subject      string // with Key: the mailbox that the tokens open; empty: that of each login
	Scopes       []string
	Expires      civil.Date // of the client secret or key; zero: not known
}

// Grant is how tokens are obtained.
type Grant string

// The grants: RFC 6749, section 4.4, and RFC 7523.
const (
	GrantClient Grant = "client_credentials"
	GrantJWT    Grant = "jwt"
)

// Probe returns how suppliers are looked at.
type Probe struct {
	Resolver    string // host:port; empty: the system's
	Concurrency int
	PerHost     int
	Timeout     time.Duration
	Failures    int          // in a row before a finding …
	Over        civil.Period // … and the time they must at least span
	Allow       []netip.Prefix
	SMTP        ProbeSMTP
	RDAP        ProbeRDAP
	Exec        map[string]Exec // commands by name
}

// ProbeSMTP asks mail servers whether they would take a mail.
type ProbeSMTP struct {
	Enabled  bool
	Port     int
	Hello    string
	MailFrom string
	Every    civil.Period
}

// ProbeRDAP asks registries of domains when they end.
type ProbeRDAP struct {
	Enabled bool
	Every   civil.Period
	Servers map[string]string // URLs by top-level domain, instead of those that the IANA publishes
}

// Exec is one of our own commands that checks something, by the convention of the monitoring plugins. {0}, {1} … in it are replaced by the
// arguments from the registry.
type Exec struct {
	Command []string
	Timeout time.Duration
}

// Vantage is what must be reachable from here whatever our suppliers do.
type Vantage struct {
	Names   []string // domains that must resolve
	Connect []string // host:port that must accept a connection
}

// Alerts is how people are notified.
type Alerts struct {
	Operators     string         // a team; empty: mails to operators go to Identity.From
	OperatorsAt   model.Position // where the team is named
	GroupWait     time.Duration
	PerHour       int // mails to one recipient
	ResolveNotice bool
}

// Mode reports whether suppliers are written to.
type Mode string

// Off never writes, Ask lists who would be written to, On writes.
const (
	ModeOff Mode = "off"
	ModeAsk Mode = "ask"
	ModeOn  Mode = "on"
)

// Verification returns how suppliers are asked whether their contacts are still right.
type Verification struct {
	Mode         Mode
	From         mail.Address // empty where none was written
	ReplyTo      mail.Address // Identity.ReplyTo where none was written
	MinInterval  civil.Period
	AnswerWithin civil.Period
	Reminders    int
	PerDay       int
	Templates    string // a folder; empty: those that ship
}

// HTTP is the page and the API.
type HTTP struct {
	Listen         string // host:port
	OpenReads      bool   // whoever reaches it may read
	ExternalURL    string // without a slash at its end; empty: not known
	ReadToken      Secret
	WriteToken     Secret
	TrustedProxies []netip.Prefix
	UserHeader     string // believed from trusted proxies alone
	Certificate    string // a PEM file; empty: no TLS
	Key            string // a PEM file
}

// WebhookFormat is the form of what a webhook is sent.
type WebhookFormat string

// Generic is our own document, Alertmanager what Alertmanager takes.
const (
	Generic      WebhookFormat = "generic"
	Alertmanager WebhookFormat = "alertmanager"
)

// Webhook is a URL that alerts are posted to.
type Webhook struct {
	URL        Secret // whoever knows it can post
	Severities []model.Severity
	Rules      []string
	Format     WebhookFormat
}

// Heartbeat is a URL that is requested after complete evaluations.
type Heartbeat struct {
	URL   Secret // whoever knows it can pretend to be us
	Every time.Duration
}

// DefaultLease is how long work stays claimed by a machine that is gone, where a configuration does not say.
const DefaultLease = 30 * time.Second

// Run is about the process.
type Run struct {
	ShutdownTimeout  time.Duration
	Watch            bool // reload when files change
	Lease            time.Duration
	RegistryWritable bool
}

// Retention returns how long things are kept.
type Retention struct {
	Facts    Keep
	Probes   Keep
	Resolved Keep
	MailText Keep
	Evidence string
}

// Log is how the daemon talks to those who run it.
type Log struct {
	JSON  bool
	Level slog.Level
}
