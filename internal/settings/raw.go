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
	// Where the daemon remembers.
	State rawState `yaml:"state"`
	// When recurring work is due: five fields (minute hour day month weekday).
	Schedule rawSchedule `yaml:"schedule"`
	// Who the watchdog is in its mails.
	Identity *rawIdentity `yaml:"identity"`
	// Relays in order; the next one is used when one is down.
	SMTP []rawRelay `yaml:"smtp"`
	// IMAP accounts by name; mailboxes in the registry refer to them.
	IMAP strictyaml.Table[rawAccount] `yaml:"imap"`
	// Where answers, bounces and acknowledgements arrive.
	Replies *rawReplies `yaml:"replies"`
	// Where logins with xoauth2 get their tokens, by name.
	OAuth strictyaml.Table[rawOAuth] `yaml:"oauth"`
	// How suppliers are looked at.
	Probe rawProbe `yaml:"probe"`
	// What must be reachable from here. If none of it is, the trouble is ours and not theirs.
	Vantage rawVantage `yaml:"vantage"`
	// How our people are notified.
	Alerts rawAlerts `yaml:"alerts"`
	// How suppliers are asked whether their contacts are still right.
	Verification rawVerification `yaml:"verification"`
	// What rules compare with: a period or a share, by rule.
	Thresholds strictyaml.Table[limits] `yaml:"thresholds"`
	// The page and the API.
	HTTP rawHTTP `yaml:"http"`
	// URLs that alerts are posted to, by name; a step of an escalation policy names one as webhook:NAME.
	Webhooks strictyaml.Table[rawWebhook] `yaml:"webhooks"`
	// A URL that is requested after complete evaluations, so that somebody else notices when they end.
	Heartbeat *rawHeartbeat `yaml:"heartbeat"`
	// The process.
	Run rawRun `yaml:"run"`
	// How long things are kept.
	Retention rawRetention `yaml:"retention"`
	// How the daemon talks to those who run it.
	Log rawLog `yaml:"log"`
}

// rawState is a URL, or a block with one.
type rawState struct {
	strictyaml.Place
	// sqlite:FILE
	URL text `yaml:"url,required"`
	// Of a database server.
	Password secret `yaml:"password"`
	// The URL, standing in place of the block.
	Alone text `yaml:",alone"`
}

// rawSchedule returns when recurring work is due.
type rawSchedule struct {
	strictyaml.Place
	// By whose clocks, such as Europe/Berlin. Pages and commands write times in it, and teams without a calendar count their days in it.
	Timezone strictyaml.Value[zone] `yaml:"timezone"`
	// Registry and facts become findings and alerts.
	Evaluate crons `yaml:"evaluate"`
	// Each supplier's domains and endpoints, at its tier's probe_every within this tick.
	Probe crons `yaml:"probe"`
	// Our role mailboxes.
	Mailboxes crons `yaml:"mailboxes"`
	// Mails to suppliers.
	Verify crons `yaml:"verify"`
	// The weekly summary: the tasks of each team, in one mail.
	Summary crons `yaml:"summary"`
	// The old name of summary; it is read until v0.3.
	Letter crons `yaml:"letter"`
	// Deleting what is old.
	Prune crons `yaml:"prune"`
}

// rawProbe returns how suppliers are looked at.
type rawProbe struct {
	strictyaml.Place
	// system, or host:port of a resolver.
	Resolver strictyaml.Value[resolver] `yaml:"resolver"`
	// How many probes run at the same time.
	Concurrency count `yaml:"concurrency"`
	// Connections to one host or MX at the same time.
	PerHost count `yaml:"per_host"`
	// How long one probe may take.
	Timeout spans `yaml:"timeout"`
	// How many probes in a row fail before there is a finding …
	Failures count `yaml:"failures"`
	// … and how long they must at least have failed.
	Over period `yaml:"over"`
	// Networks that may be connected to although they are not public, such as 10.1.0.0/16.
	Allow []ranges `yaml:"allow"`
	// Asking mail servers whether they would take a mail.
	SMTP rawProbeSMTP `yaml:"smtp"`
	// Asking registries of domains when they end.
	RDAP rawProbeRDAP `yaml:"rdap"`
	// Our own commands by name, by the convention of the monitoring plugins.
	Exec strictyaml.Table[rawExec] `yaml:"exec"`
}

// rawProbeSMTP asks mail servers whether they would take a mail. None is sent.
type rawProbeSMTP struct {
	strictyaml.Place
	// false unless written: many networks take it for spam.
	Enabled toggle `yaml:"enabled"`
	// 25 unless written.
	Port count `yaml:"port"`
	// The name by which we greet; it should lead back to this machine.
	Hello strictyaml.Value[domain] `yaml:"hello"`
	// The sender that we name.
	MailFrom strictyaml.Value[address] `yaml:"mail_from"`
	// How often each address is asked about.
	Every period `yaml:"every"`
}

// rawProbeRDAP asks registries of domains when a supplier's domain ends.
type rawProbeRDAP struct {
	strictyaml.Place
	// true unless written.
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
	// How long it may take; 20 seconds unless written.
	Timeout spans `yaml:"timeout"`
}

// rawVantage is what must be reachable from here, whatever our suppliers do.
type rawVantage struct {
	strictyaml.Place
	// Domains that must resolve.
	Names []strictyaml.Value[domain] `yaml:"names"`
	// host:port that must accept a connection.
	Connect []places `yaml:"connect"`
}

// rawHTTP is the page and the API.
type rawHTTP struct {
	strictyaml.Place
	// host:port. Anything but this machine's own addresses needs a read_token, or `read: open`.
	Listen strictyaml.Value[listen] `yaml:"listen"`
	// token, or open: whoever reaches it may read.
	Read strictyaml.Value[reads] `yaml:"read"`
	// Where people find the page; mails link to it.
	ExternalURL webs `yaml:"external_url"`
	// What readers must know.
	ReadToken secret `yaml:"read_token"`
	// What writers must know. Without it nothing can be written but by signed links.
	WriteToken secret `yaml:"write_token"`
	// Networks of proxies that are believed who their users are.
	TrustedProxies []ranges `yaml:"trusted_proxies"`
	// The header in which such a proxy names the user.
	UserHeader strictyaml.Value[header] `yaml:"user_header"`
	// Without it the page is served unencrypted.
	TLS *rawCertificate `yaml:"tls"`
}

// rawCertificate encrypts the page.
type rawCertificate struct {
	strictyaml.Place
	// A PEM file with the certificate and those that vouch for it.
	Cert files `yaml:"cert,required"`
	// A PEM file with its key.
	Key files `yaml:"key,required"`
}

// rawRun is about the process.
type rawRun struct {
	strictyaml.Place
	// How long what is in flight may take when the daemon is stopped.
	ShutdownTimeout spans `yaml:"shutdown_timeout"`
	// Reload when files of the registry change.
	Watch toggle `yaml:"watch"`
	// How long work stays claimed by a machine that is gone.
	Lease spans `yaml:"lease"`
	// Whether what people confirm may be written into the registry.
	RegistryWritable toggle `yaml:"registry_writable"`
}

// rawRetention returns how long things are kept: a period of at least a day, or forever.
type rawRetention struct {
	strictyaml.Place
	// What people told; always forever.
	Facts keeps `yaml:"facts"`
	// What probes found; each subject's current streak is always kept.
	Probes keeps `yaml:"probes"`
	// Alerts that have ended.
	Resolved keeps `yaml:"resolved"`
	// The texts of mails; that they were sent, to whom and a hash are always kept.
	MailText keeps `yaml:"mail_text"`
	// How much of a mail from outside is kept.
	Evidence strictyaml.Value[evidence] `yaml:"evidence"`
}

// rawLog is how the daemon talks to those who run it.
type rawLog struct {
	strictyaml.Place
	// text for people, json for collectors of logs.
	Format strictyaml.Value[logFormat] `yaml:"format"`
	// The least grave lines that are written.
	Level strictyaml.Value[logLevel] `yaml:"level"`
}
