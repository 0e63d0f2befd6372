package rdap

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/model"
	"supplierwatch/internal/probe"
)

// Registrations asks the registries of top-level domains when registrations end, by
// RDAP (RFC 9082 and 9083). It remembers the servers of top-level domains and must
// not be copied.
type Registrations struct {
	Every   civil.Period      // how often each domain is asked about
	Servers map[string]string // base URLs by top-level domain, before those that the IANA publishes
	// Directory is the URL of the list of servers by RFC 9224; empty: the IANA's.
	Directory string

	directory directory
	refusals  refusals
}

// registrationPause is the least time before a registry without an answer is asked again.
const registrationPause = 24 * time.Hour

// Probe finds out when the registration of a domain ends, the datum not_after. It
// never fails: where a registry does not answer, does not know the domain or does
// not publish the day, the day is unknown.
func (r *Registrations) Probe(domain string, o probe.Options) func(context.Context) model.Fact {
	return func(ctx context.Context) model.Fact {
		t := probe.NewRun("rdap")
		end, err := r.ends(ctx, t, domain, o)
		if err != nil {
			return t.Unknown(ctx, err)
		}
		t.Data.NotAfter = end
		return t.OK("")
	}
}

func (r *Registrations) ends(ctx context.Context, t *probe.Run, domain string, o probe.Options) (time.Time, error) {
	base, err := r.server(ctx, t, domain, o)
	if err != nil {
		return time.Time{}, err
	}
	where, err := url.JoinPath(base, "domain", domain)
	if err != nil {
		return time.Time{}, probe.WithReason(probe.ReasonTarget, fmt.Errorf("read server %q: %w", base, err))
	}
	if r.refusals.stands(base, o.Instant()) {
		return time.Time{}, probe.WithReason(probe.ReasonRateLimit, fmt.Errorf("look up %s: not asked, as %s said a short while ago that it is asked too often", domain, base))
	}
	body, err := probe.Fetch(ctx, t, where, "application/rdap+json", o)
	var status *probe.StatusError
	switch {
	case errors.As(err, &status) && status.Code == http.StatusNotFound:
		return time.Time{}, probe.WithReason(probe.ReasonNotFound, err)
	case errors.As(err, &status) && status.Code == http.StatusTooManyRequests:
		r.refusals.note(base, o.Instant())
		return time.Time{}, probe.WithReason(probe.ReasonRateLimit, err)
	case err != nil:
		return time.Time{}, err
	}
	return readRegistration(t, body, domain)
}

// registration is the part of a domain object that is read (RFC 9083, 5.3).
type registration struct {
	Name   string   `json:"ldhName"`
	Status []string `json:"status"`
	Events []struct {
		Action string `json:"eventAction"`
		Date   string `json:"eventDate"`
	} `json:"events"`
}

func readRegistration(t *probe.Run, body []byte, domain string) (time.Time, error) {
	var found registration
	if err := json.Unmarshal(body, &found); err != nil {
		return time.Time{}, probe.WithReason(probe.ReasonProtocol, fmt.Errorf("read answer on %s: %w", domain, err))
	}
	if name := strings.TrimSuffix(found.Name, "."); name != "" && !strings.EqualFold(name, domain) {
		return time.Time{}, probe.WithReason(probe.ReasonBadAnswer, fmt.Errorf("read answer on %s: it is about %q", domain, name))
	}
	if since, err := found.event("registration"); err == nil && !since.IsZero() {
		t.Data.Registered = since
	}
	end, err := found.event("expiration")
	if err != nil {
		return time.Time{}, probe.WithReason(probe.ReasonProtocol, fmt.Errorf("read answer on %s: %w", domain, err))
	}
	if !end.IsZero() {
		t.AddEvidence("%s is registered until %s (%s)", domain, end.UTC().Format(time.RFC3339), strings.Join(found.Status, ", "))
		return end, nil
	}
	return time.Time{}, probe.WithReason(probe.ReasonNoExpiry, fmt.Errorf("the registry does not say when %s ends", domain))
}

// event returns when something happened, or will happen, to a domain; zero if the registry does not say.
func (r registration) event(action string) (time.Time, error) {
	for _, e := range r.Events {
		if e.Action == action {
			return readInstant(e.Date)
		}
	}
	return time.Time{}, nil
}

// readInstant reads a date and time as RFC 9083 wants them, and a bare day,
// which some registries write.
func readInstant(text string) (time.Time, error) {
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return day, nil
	}
	return time.Parse(time.RFC3339, text)
}

// Plan returns the probes of the registrations of a supplier's mail domains. Where
// an earlier answer has become old, the registry is asked daily.
func (r *Registrations) Plan(_ *model.Registry, s *model.Supplier, o probe.Options) []probe.Probe {
	var names []string
	for _, domain := range append(probe.Domains(s), o.Announced[s.ID]...) {
		if name := mailaddr.Registrable(domain); name != "" && !slices.Contains(names, name) && r.registers(name) {
			names = append(names, name)
		}
	}
	var plan []probe.Probe
	for _, name := range names {
		_, top, _ := strings.Cut(name, ".")
		p := probe.Probe{
			Supplier: s.ID, Subject: model.KindRegistration.Subject(name), Kind: "rdap", Key: "rdap " + name, Host: "rdap " + top,
			Every: probe.Interval(r.Every), Pause: registrationPause, Run: r.Probe(name, o),
		}
		if good := o.Earlier(s, p.Subject).LastGood; good != nil {
			p.RetryEarly = o.Instant().Sub(good.ObservedAt) > p.Every
		}
		plan = append(plan, p)
	}
	return plan
}
