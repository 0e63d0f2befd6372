package probe

import (
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/watch"
)

// Plan gives the probes that a registry asks for: of every supplier the mail
// domains of its contacts, each once, and the endpoints that answer HTTP, TLS
// or plain TCP. A supplier that wants no mail from us is probed all the same.
// They are in the order of the registry.
func Plan(r *watch.Registry, o Options) []Probe {
	var plan []Probe
	for _, s := range r.Suppliers {
		every := interval(s.Tier.ProbeEvery)
		for _, domain := range domains(s) {
			plan = append(plan, Probe{
				Supplier: s.ID, Subject: "domain/" + domain, Kind: "dns", Key: "dns " + domain,
				Every: every, Run: MailDomain(domain, o),
			})
		}
		for _, e := range s.Endpoints {
			if p, ok := ofEndpoint(e, o); ok {
				p.Supplier, p.Every = s.ID, every
				plan = append(plan, p)
			}
		}
	}
	return plan
}

// domains lists the mail domains of a supplier's contacts, sorted, each once.
func domains(s *watch.Supplier) []string {
	var found []string
	for _, c := range s.Contacts {
		if c.Domain != "" {
			found = append(found, strings.ToLower(c.Domain))
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// ofEndpoint gives the probe of an endpoint; ok is false for the kinds that
// have none here.
func ofEndpoint(e *watch.Endpoint, o Options) (p Probe, ok bool) {
	p = Probe{Subject: "endpoint/" + e.ID, Kind: string(e.Kind), Key: string(e.Kind) + " " + e.Target, Host: hostOf(e.Target)}
	switch e.Kind {
	case watch.EndpointHTTP:
		p.Run = HTTP(e.Target, o)
	case watch.EndpointTLS:
		p.Run = TLS(e.Target, o)
	case watch.EndpointTCP:
		p.Run = TCP(e.Target, o)
	default:
		return Probe{}, false
	}
	return p, true
}

// hostOf gives the host of a URL or of host:port, in lower case.
func hostOf(target string) string {
	if host, _, err := net.SplitHostPort(target); err == nil && !strings.Contains(target, "/") {
		return strings.ToLower(host)
	}
	if u, err := url.Parse(target); err == nil {
		return strings.ToLower(u.Hostname())
	}
	return ""
}

// interval turns a period into a length of time. A tier's period of months or
// business days is taken at its usual length, for probes need no calendar.
func interval(p civil.Period) time.Duration {
	clock := p.Clock
	p.Clock = 0
	return clock + time.Duration(p.ApproxDays()*float64(24*time.Hour))
}
