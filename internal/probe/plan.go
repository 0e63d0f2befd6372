package probe

import (
	"cmp"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Plan returns the probes that a registry asks for: of every supplier the mail
// domains of its contacts, each once, its endpoints, and what the planners of
// the options add. A supplier that wants no mail from us is probed all the same. They are in the
// order of the registry.
func Plan(r *model.Registry, o Options) []Probe {
	var plan []Probe
	for _, s := range r.Suppliers {
		every := Interval(s.Tier.ProbeEvery)
		for _, domain := range Domains(s) {
			plan = append(plan, Probe{
				Supplier: s.ID, Subject: model.KindDomain.Subject(domain), Kind: "dns", Key: "dns " + domain,
				Every: every, Run: MailDomain(domain, o),
			})
		}
		for _, e := range s.Endpoints {
			if p, ok := ofEndpoint(s, e, o); ok {
				p.Supplier, p.Every = s.ID, every
				plan = append(plan, p)
			}
		}
		for _, planner := range o.Planners {
			plan = append(plan, planner.Plan(r, s, o)...)
		}
	}
	return plan
}

// Domains lists the mail domains of a supplier's contacts, sorted, each once.
func Domains(s *model.Supplier) []string {
	var found []string
	for _, c := range s.Contacts {
		if c.Domain != "" {
			found = append(found, strings.ToLower(c.Domain))
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// ofEndpoint returns the probe of an endpoint of a supplier; ok is false for kinds
// that are not known here.
func ofEndpoint(s *model.Supplier, e *model.Endpoint, o Options) (p Probe, ok bool) {
	p = Probe{Subject: model.KindEndpoint.Subject(e.ID), Kind: string(e.Kind), Key: string(e.Kind) + " " + e.Target, Host: hostOf(e.Target)}
	switch e.Kind {
	case model.EndpointHTTP:
		p.Run = HTTP(e.Target, o)
	case model.EndpointTLS:
		p.Run = TLS(e.Target, o)
	case model.EndpointTCP:
		p.Run = TCP(e.Target, o)
	case model.EndpointSSH:
		before := o.Earlier(s, p.Subject)
		p.Cohort = p.Key
		p.Key += " " + cmp.Or(e.HostKey, trustedKey(before, e.Target))
		p.Run = SSH(e.Target, e.HostKey, before, o)
	case model.EndpointExec:
		p.Key, p.Host = strings.Join(append([]string{"exec", e.Run}, e.Args...), "\x00"), ""
		p.Timeout = o.Commands[e.Run].Timeout
		p.Run = Exec(e.Run, e.Args, o)
	default:
		return Probe{}, false
	}
	return p, true
}

// hostOf returns the host of a URL or of host:port, in lower case.
func hostOf(target string) string {
	if host, _, err := net.SplitHostPort(target); err == nil && !strings.Contains(target, "/") {
		return strings.ToLower(host)
	}
	if u, err := url.Parse(target); err == nil {
		return strings.ToLower(u.Hostname())
	}
	return ""
}

// Interval turns a period into a length of time. A tier's period of months or
// business days is taken at its usual length, for probes need no calendar.
func Interval(p civil.Period) time.Duration {
	clock := p.Clock
	p.Clock = 0
	return clock + time.Duration(p.ApproxDays()*float64(24*time.Hour))
}
