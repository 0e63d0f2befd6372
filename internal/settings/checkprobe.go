package settings

import (
	"path/filepath"
	"time"

	"supplierwatch/internal/civil"
)

func (c *checker) probe(raw rawProbe) Probe {
	p := Probe{
		Concurrency: c.number("concurrency", raw.Concurrency, 10_000, 64),
		PerHost:     c.number("per_host", raw.PerHost, 1000, 1),
		Timeout:     length(raw.Timeout, 20*time.Second),
		Failures:    c.number("failures", raw.Failures, 1000, 3),
		Over:        raw.Over.Or(civil.Period{Clock: 30 * time.Minute}),
		Allow:       prefixes(raw.Allow),
		RDAP:        rdap(raw.RDAP),
		SMTP:        c.callout(raw.SMTP),
		Exec:        map[string]Exec{},
	}
	if raw.Resolver.V != systemResolver {
		p.Resolver = string(raw.Resolver.V)
	}
	if p.Over.BusinessDays > 0 {
		c.report(raw.Over.Place, "`over`: business days cannot be used here, since probes run every day")
	}
	for _, e := range raw.Exec.Entries {
		p.Exec[e.Name] = c.exec(e.Value)
	}
	return p
}

func (c *checker) callout(raw rawProbeSMTP) ProbeSMTP {
	if raw.Enabled.V && (!raw.Hello.Set || !raw.MailFrom.Set) {
		c.report(raw.Place, "`hello` and `mail_from` are missing here: callouts need them")
	}
	every := raw.Every.Or(days(7))
	if every.BusinessDays == 0 && every.ApproxDays() < 1 {
		c.report(raw.Every.Place, "`every`: expected at least 1 day: an address is checked once a day at most")
	}
	return ProbeSMTP{
		Enabled: raw.Enabled.V, Port: c.number("port", raw.Port, 65535, 25),
		Hello: string(raw.Hello.V), MailFrom: string(raw.MailFrom.V), Every: every,
	}
}

func rdap(raw rawProbeRDAP) ProbeRDAP {
	r := ProbeRDAP{Enabled: raw.Enabled.Or(true), Every: raw.Every.Or(days(7)), Servers: map[string]string{}}
	for _, e := range raw.Servers.Entries {
		r.Servers[e.Name] = string(e.Value.V)
	}
	return r
}

// exec takes a command by its full path only: the search path of a daemon is nobody's.
func (c *checker) exec(raw rawExec) Exec {
	if len(raw.Command) > 0 && raw.Command[0].Set && !filepath.IsAbs(raw.Command[0].V) {
		c.report(raw.Command[0].Place, "`command`: expected the full path of a program, got %q", raw.Command[0].V)
	}
	return Exec{Command: texts(raw.Command), Timeout: length(raw.Timeout, 20*time.Second)}
}

// vantage distinguishes an empty list in the file from none.
func vantage(raw rawVantage) Vantage {
	v := Vantage{Names: texts(raw.Names), Connect: texts(raw.Connect)}
	if raw.Names == nil {
		v.Names = []string{"example.com", "iana.org"}
	}
	return v
}
