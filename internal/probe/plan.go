package probe

import (
	"cmp"
	"context"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Plan gives the probes that a registry asks for: of every supplier the mail
// domains of its contacts, each once, when their registrations end, its
// endpoints and, where mail servers are asked, the addresses of its contacts. A
// supplier that wants no mail from us is probed all the same. They are in the
// order of the registry.
func Plan(r *model.Registry, o Options) []Probe {
	var plan []Probe
	for _, s := range r.Suppliers {
		every := interval(s.Tier.ProbeEvery)
		for _, domain := range domains(s) {
			plan = append(plan, Probe{
				Supplier: s.ID, Subject: "domain/" + domain, Kind: "dns", Key: "dns " + domain,
				Every: every, Run: MailDomain(domain, o),
			})
		}
		if o.Registrations != nil {
			plan = append(plan, ofRegistrations(s, o)...)
		}
		for _, e := range s.Endpoints {
			if p, ok := ofEndpoint(s, e, o); ok {
				p.Supplier, p.Every = s.ID, every
				plan = append(plan, p)
			}
		}
		if o.Callouts != nil {
			plan = append(plan, o.Callouts.of(s, o, r.Limits.Failures)...)
		}
	}
	return plan
}

// domains lists the mail domains of a supplier's contacts, sorted, each once.
func domains(s *model.Supplier) []string {
	var found []string
	for _, c := range s.Contacts {
		if c.Domain != "" {
			found = append(found, strings.ToLower(c.Domain))
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// ofRegistrations gives the probes of what a supplier's mail domains are
// registered as. While there was an answer once and none lately, it is asked
// for daily.
func ofRegistrations(s *model.Supplier, o Options) []Probe {
	var names []string
	for _, domain := range append(domains(s), o.Announced[s.ID]...) {
		if name := model.Registrable(domain); name != "" && !slices.Contains(names, name) && o.Registrations.registers(name) {
			names = append(names, name)
		}
	}
	var plan []Probe
	for _, name := range names {
		_, top, _ := strings.Cut(name, ".")
		p := Probe{
			Supplier: s.ID, Subject: model.SubjectRegistration(name), Kind: "rdap", Key: "rdap " + name, Host: "rdap " + top,
			Every: interval(o.Registrations.Every), Pause: registrationPause, Run: Registration(name, o),
		}
		if good := o.known(s, p.Subject).LastGood; good != nil {
			p.Soon = o.now().Sub(good.ObservedAt) > p.Every
		}
		plan = append(plan, p)
	}
	return plan
}

// of gives the probes of the addresses of a supplier's contacts. Refusals that
// are not yet enough to be believed, and what was put off, are asked about again
// the next day.
func (c *Callouts) of(s *model.Supplier, o Options, enough int) []Probe {
	var plan []Probe
	for _, contact := range s.Contacts {
		if contact.Email == "" {
			continue
		}
		p := Probe{
			Supplier: s.ID, Subject: "contact/" + contact.ID, Kind: "smtp", Key: "smtp " + contact.Email, Pace: "smtp " + contact.Domain,
			Every: max(interval(c.Every), calloutRest), Pause: calloutRest, Crowd: c, Address: contact.Email,
		}
		before := o.known(s, p.Subject)
		c.memory.recall(contact.Domain, before.Last)
		p.Soon = before.Failures > 0 && before.Failures < enough || c.memory.waits(contact.Email)
		p.Run = func(ctx context.Context) model.Fact { return c.Ask(ctx, []Probe{p})[0] }
		plan = append(plan, p)
	}
	return plan
}

// ofEndpoint gives the probe of an endpoint of a supplier; ok is false for kinds
// that are not known here.
func ofEndpoint(s *model.Supplier, e *model.Endpoint, o Options) (p Probe, ok bool) {
	p = Probe{Subject: "endpoint/" + e.ID, Kind: string(e.Kind), Key: string(e.Kind) + " " + e.Target, Host: hostOf(e.Target)}
	switch e.Kind {
	case model.EndpointHTTP:
		p.Run = HTTP(e.Target, o)
	case model.EndpointTLS:
		p.Run = TLS(e.Target, o)
	case model.EndpointTCP:
		p.Run = TCP(e.Target, o)
	case model.EndpointSSH:
		before := o.known(s, p.Subject)
		p.Pace = p.Key
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
