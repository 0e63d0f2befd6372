package probe

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Registrations asks the registries of top-level domains, by RDAP (RFC 9082 and
// 9083), when domains end. It remembers who answers for which of them, and must
// not be copied.
type Registrations struct {
	Every   civil.Period      // how often each domain is asked about
	Servers map[string]string // base URLs by top-level domain, before those that the IANA publishes
	// Directory is the URL of the list of servers by RFC 9224; empty: the IANA's.
	Directory string

	directory directory
	refusals  refusals
}

// registrationPause is how soon a registry is asked again that gave no answer.
const registrationPause = 24 * time.Hour

// Registration probes when the registration of a domain ends, which data
// not_after tells. It never fails: a registry that does not answer, does not
// know the domain or keeps the day to itself leaves it unknown.
func Registration(domain string, o Options) func(context.Context) model.Fact {
	return func(ctx context.Context) model.Fact {
		t := newTrial("rdap")
		end, err := o.Registrations.ends(ctx, t, domain, o)
		if err != nil {
			return t.unknown(ctx, err)
		}
		t.data[model.DataNotAfter] = end.UTC().Format(time.RFC3339)
		return t.ok("")
	}
}

func (r *Registrations) ends(ctx context.Context, t *trial, domain string, o Options) (time.Time, error) {
	base, err := r.server(ctx, t, domain, o)
	if err != nil {
		return time.Time{}, err
	}
	where, err := url.JoinPath(base, "domain", domain)
	if err != nil {
		return time.Time{}, because(ReasonTarget, fmt.Errorf("read server %q: %w", base, err))
	}
	if r.refusals.stands(base, o.now()) {
		return time.Time{}, because(ReasonRateLimit, fmt.Errorf("look up %s: not asked, as %s said a short while ago that it is asked too often", domain, base))
	}
	body, err := fetch(ctx, t, where, "application/rdap+json", o)
	var status *badStatus
	switch {
	case errors.As(err, &status) && status.code == http.StatusNotFound:
		return time.Time{}, because(ReasonNotFound, err)
	case errors.As(err, &status) && status.code == http.StatusTooManyRequests:
		r.refusals.note(base, o.now())
		return time.Time{}, because(ReasonRateLimit, err)
	case err != nil:
		return time.Time{}, err
	}
	return readRegistration(t, body, domain)
}

// registration is what is read of a domain object (RFC 9083, 5.3).
type registration struct {
	Name   string   `json:"ldhName"`
	Status []string `json:"status"`
	Events []struct {
		Action string `json:"eventAction"`
		Date   string `json:"eventDate"`
	} `json:"events"`
}

func readRegistration(t *trial, body []byte, domain string) (time.Time, error) {
	var found registration
	if err := json.Unmarshal(body, &found); err != nil {
		return time.Time{}, because(ReasonProtocol, fmt.Errorf("read answer on %s: %w", domain, err))
	}
	if name := strings.TrimSuffix(found.Name, "."); name != "" && !strings.EqualFold(name, domain) {
		return time.Time{}, because(ReasonBadAnswer, fmt.Errorf("read answer on %s: it is about %q", domain, name))
	}
	if since, err := found.event("registration"); err == nil && !since.IsZero() {
		t.data[model.DataRegistered] = since.UTC().Format(time.RFC3339)
	}
	end, err := found.event("expiration")
	if err != nil {
		return time.Time{}, because(ReasonProtocol, fmt.Errorf("read answer on %s: %w", domain, err))
	}
	if !end.IsZero() {
		t.note("%s is registered until %s (%s)", domain, end.UTC().Format(time.RFC3339), strings.Join(found.Status, ", "))
		return end, nil
	}
	return time.Time{}, because(ReasonNoExpiry, fmt.Errorf("the registry does not say when %s ends", domain))
}

// event gives when something happened, or will happen, to a domain; zero if the registry does not say.
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
