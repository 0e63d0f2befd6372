package settings

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/strictyaml"
)

// The raw structs mirror what the file may hold. The comments on their fields are shown by editors, through the JSON Schema.

// Shorthands for the values of most keys.
type (
	text   = strictyaml.Value[string]
	toggle = strictyaml.Value[bool]
	count  = strictyaml.Value[int]
	period = strictyaml.Value[civil.Period]
	date   = strictyaml.Value[civil.Date]
	files  = strictyaml.Value[path]
	spans  = strictyaml.Value[span]
	secret = strictyaml.Value[strictyaml.Prose]
	places = strictyaml.Value[hostPort]
	webs   = strictyaml.Value[webURL]
	crons  = strictyaml.Value[cronLine]
	ranges = strictyaml.Value[prefix]
	keeps  = strictyaml.Value[keep]
	limits = strictyaml.Value[limit]
)

// rawSettings is the configuration of the supplierwatch daemon. Any single value may be {env: NAME} or {file: PATH}.
type rawSettings struct {
	strictyaml.Place
	// Files and folders of the registry. Relative paths count from this file, here as everywhere.
	Registry []files `yaml:"registry"`
	// The database of the daemon.
	State rawState `yaml:"state"`
	// When recurring work is done: minute, hour, day, month and weekday, as in cron.
	Schedule rawSchedule `yaml:"schedule"`
	// The sender of all mails. Required for a relay with a host.
	Identity *rawIdentity `yaml:"identity"`
	// The mail servers that send our mails, in order: if one is down, the next one is used.
	SMTP []rawRelay `yaml:"smtp"`
	// IMAP accounts by name; mailboxes in the registry refer to them.
	IMAP strictyaml.Table[rawAccount] `yaml:"imap"`
	// The folder in which replies and bounces arrive.
	Replies *rawReplies `yaml:"replies"`
	// Token servers for logins with xoauth2, by name.
	OAuth strictyaml.Table[rawOAuth] `yaml:"oauth"`
	// How domains and endpoints of suppliers are probed.
	Probe rawProbe `yaml:"probe"`
	// If none of these can be reached, this host has no network access, and failed probes do not count.
	Vantage rawVantage `yaml:"vantage"`
	// How our people are notified.
	Alerts rawAlerts `yaml:"alerts"`
	// How suppliers are asked whether their contact details are still right.
	Verification rawVerification `yaml:"verification"`
	// The limits of rules: a period or a percentage, by rule.
	Thresholds strictyaml.Table[limits] `yaml:"thresholds"`
	// The page and the API.
	HTTP rawHTTP `yaml:"http"`
	// URLs that alerts are posted to, by name; a step of an escalation policy names one as webhook:NAME.
	Webhooks strictyaml.Table[rawWebhook] `yaml:"webhooks"`
	// A URL that is requested after complete evaluations, so that another service notices when the daemon fails.
	Heartbeat *rawHeartbeat `yaml:"heartbeat"`
	// How the daemon starts, reloads and stops.
	Run rawRun `yaml:"run"`
	// How long data is kept.
	Retention rawRetention `yaml:"retention"`
	// The daemon's log.
	Log rawLog `yaml:"log"`
}

// rawState is a URL, or a block with one.
type rawState struct {
	strictyaml.Place
	// The database: sqlite:FILE, or postgres://USER@HOST:PORT/DATABASE of PostgreSQL 14 or newer.
	URL text `yaml:"url,required"`
	// The password of a database server.
	Password secret `yaml:"password"`
	// The URL in place of the block.
	Alone text `yaml:",alone"`
}

// rawSchedule is when recurring work is done.
type rawSchedule struct {
	strictyaml.Place
	// The time zone of the schedule, of pages and commands, and of teams without a calendar.
	Timezone strictyaml.Value[zone] `yaml:"timezone"`
	// When the registry is evaluated.
	Evaluate crons `yaml:"evaluate"`
	// When domains and endpoints are probed that are due by the probe_every of their tier.
	Probe crons `yaml:"probe"`
	// When our role mailboxes are read.
	Mailboxes crons `yaml:"mailboxes"`
	// When suppliers are asked whether their contact details are right.
	Verify crons `yaml:"verify"`
	// When each team gets its weekly summary, which lists its tasks.
	Summary crons `yaml:"summary"`
	// The old name of summary; it is read until v0.3.
	Letter crons `yaml:"letter"`
	// When old data is deleted.
	Prune crons `yaml:"prune"`
}

// rawProbe is how domains and endpoints of suppliers are probed.
type rawProbe struct {
	strictyaml.Place
	// The DNS resolver: system, or host:port.
	Resolver strictyaml.Value[resolver] `yaml:"resolver"`
	// How many probes run at the same time.
	Concurrency count `yaml:"concurrency"`
	// How many connections to one host are open at the same time.
	PerHost count `yaml:"per_host"`
	// How long one probe may take.
	Timeout spans `yaml:"timeout"`
	// How many probes in a row must fail before there is a finding.
	Failures count `yaml:"failures"`
	// For how long probes must have failed before there is a finding.
	Over period `yaml:"over"`
	// Networks that may be connected to although they are not public, such as 10.1.0.0/16.
	Allow []ranges `yaml:"allow"`
	// Asks mail servers whether they would accept a mail.
	SMTP rawProbeSMTP `yaml:"smtp"`
	// Asks domain registries when the registration of a domain ends.
	RDAP rawProbeRDAP `yaml:"rdap"`
	// Our own commands by name, by the convention of the monitoring plugins.
	Exec strictyaml.Table[rawExec] `yaml:"exec"`
}

// rawProbeSMTP asks mail servers whether they would accept a mail. None is sent.
type rawProbeSMTP struct {
	strictyaml.Place
	// Whether mail servers are asked. Default: false, since many networks take it for spam.
	Enabled toggle `yaml:"enabled"`
	// The port of mail servers. Default: 25.
	Port count `yaml:"port"`
	// The name in our greeting (EHLO). It should resolve to this machine.
	Hello strictyaml.Value[domain] `yaml:"hello"`
	// The sender in our question (MAIL FROM).
	MailFrom strictyaml.Value[address] `yaml:"mail_from"`
	// How often each address is asked about.
	Every period `yaml:"every"`
}

// rawProbeRDAP asks registries of domains when a supplier's domain ends.
type rawProbeRDAP struct {
	strictyaml.Place
	// Whether domain registries are asked. Default: true.
	Enabled toggle `yaml:"enabled"`
	// How often each domain is asked about.
	Every period `yaml:"every"`
	// URLs by top-level domain, instead of those that the IANA publishes.
	Servers strictyaml.Table[webs] `yaml:"servers"`
}

// rawExec is one of our own commands that checks something.
type rawExec struct {
	named
	strictyaml.Place
	// The program by its full path, and its arguments; {0}, {1} … are replaced by those from the registry.
	Command []text `yaml:"command,required"`
	// How long it may take. Default: 20 seconds.
	Timeout spans `yaml:"timeout"`
}

// rawVantage is what must be reachable from here, whatever our suppliers do.
type rawVantage struct {
	strictyaml.Place
	// Domains that must resolve.
	Names []strictyaml.Value[domain] `yaml:"names"`
	// Addresses, each host:port, that must accept a connection.
	Connect []places `yaml:"connect"`
}

// rawHTTP is the page and the API.
type rawHTTP struct {
	strictyaml.Place
	// The address of the page, host:port. Any address but loopback requires a read_token, or `read: open`.
	Listen strictyaml.Value[listen] `yaml:"listen"`
	// Who may read: token, those with the token; open, everybody who reaches the page.
	Read strictyaml.Value[reads] `yaml:"read"`
	// The address at which people reach the page. Mails link to it.
	ExternalURL webs `yaml:"external_url"`
	// The token that reading requires.
	ReadToken secret `yaml:"read_token"`
	// The token that writing requires. Without it only signed links can change anything.
	WriteToken secret `yaml:"write_token"`
	// Networks of the proxies whose user_header is trusted.
	TrustedProxies []ranges `yaml:"trusted_proxies"`
	// The header in which a trusted proxy names the user.
	UserHeader strictyaml.Value[header] `yaml:"user_header"`
	// The certificate of the page. Without it the page is not encrypted.
	TLS *rawCertificate `yaml:"tls"`
}

// rawCertificate is the certificate of the page.
type rawCertificate struct {
	strictyaml.Place
	// A PEM file with the certificate and its chain.
	Cert files `yaml:"cert,required"`
	// A PEM file with the private key.
	Key files `yaml:"key,required"`
}

// rawRun is how the daemon starts, reloads and stops.
type rawRun struct {
	strictyaml.Place
	// How long the daemon waits for work in progress when it is stopped.
	ShutdownTimeout spans `yaml:"shutdown_timeout"`
	// Whether the daemon reloads when files of the registry change.
	Watch toggle `yaml:"watch"`
	// How long work stays reserved for a machine that has failed.
	Lease spans `yaml:"lease"`
	// Whether the daemon may write what people confirm into the registry.
	RegistryWritable toggle `yaml:"registry_writable"`
}

// rawRetention is how long data is kept: a period of at least a day, or forever.
type rawRetention struct {
	strictyaml.Place
	// What people and mails recorded. It must be forever.
	Facts keeps `yaml:"facts"`
	// Results of probes. The current series of each subject is always kept.
	Probes keeps `yaml:"probes"`
	// Alerts that have ended.
	Resolved keeps `yaml:"resolved"`
	// Texts of mails. When they were sent, to whom, and a hash are always kept.
	MailText keeps `yaml:"mail_text"`
	// How much of a mail from outside is kept.
	Evidence strictyaml.Value[evidence] `yaml:"evidence"`
}

// rawLog is the daemon's log.
type rawLog struct {
	strictyaml.Place
	// The format of the log: text for people, json for log collectors.
	Format strictyaml.Value[logFormat] `yaml:"format"`
	// The lowest level that is logged.
	Level strictyaml.Value[logLevel] `yaml:"level"`
}
