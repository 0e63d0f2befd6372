package rules

import (
	"cmp"
	"fmt"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/contactstate"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/findingtext"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

func init() {
	register(subject{
		changes: endpointChanges,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
			"endpoint-down":                 endpointDown,
			"endpoint-certificate-expiring": certificateExpiring,
			"endpoint-host-key-changed":     hostKeyChanged,
		},
	})
}

// aboutEndpoint begins a finding on an endpoint; its team, if it has one, takes the place of the owner.
func aboutEndpoint(e *obligations.Supplier, p *model.Endpoint) model.Finding {
	f := about(e, model.KindEndpoint.Subject(p.ID), p.Pos, e.Entry.Supplies)
	f.Responsible = p.Team
	return f
}

func endpointDown(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, p := range e.Entry.Endpoints {
		s, ok := e.Streak(model.KindEndpoint.Subject(p.ID))
		if !ok || s.Failures == 0 {
			continue
		}
		f := aboutEndpoint(e, p)
		f.OverrideQuietHours = e.Entry.Tier.Class == model.ClassCritical
		f.Pending = e.Context.Debounced(s)
		f.Message = fmt.Sprintf("The endpoint %s of %s (%s) is down%s.", p.ID, e.Entry.Name, whereTo(p), obligations.FailureReason(s))
		call := contactstate.CallStep(e, contactstate.TechnicalContact(e), "Call the supplier's technical contact.", "")
		f.Advice = model.Advice{
			Headline: findingtext.Headline(e, "Check the endpoint now", p.ID+" is down", ""), Lead: findingtext.Lead("Check the endpoint now", f.Message), Call: true, CallStep: call,
			Do: []string{
				obligations.EndpointRemedy(s),
				call,
				"Send urgent messages by mail or phone until it works again.",
			},
			How: []string{obligations.Since(s)},
		}
		found = append(found, f)
	}
	return found
}

// whereTo returns what an endpoint points at.
func whereTo(p *model.Endpoint) string {
	if p.Kind == model.EndpointExec {
		return "checked by " + p.Run
	}
	return p.Target
}

func certificateExpiring(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, p := range e.Entry.Endpoints {
		s, ok := e.Streak(model.KindEndpoint.Subject(p.ID))
		ends := certificateEnd(s)
		if !ok || ends.IsZero() || !endsSoon(e, ends, e.Context.Now) {
			continue
		}
		last := e.OwnCalendar.Today(ends)
		f := aboutEndpoint(e, p)
		f.Pending = s.Failures > 0 // that it is down is the news; nothing shows that the certificate was renewed
		expires := "expires"
		if last.Before(e.OwnToday) {
			expires = "expired"
		}
		f.Message = fmt.Sprintf("The certificate of the endpoint %s of %s (%s) %s on %s.", p.ID, e.Entry.Name, whereTo(p), expires, last)
		do := "Ask " + findingtext.BeforeEnd(e, last)
		f.Advice = model.Advice{
			Headline: findingtext.Headline(e, do, p.ID+" certificate "+expires, ""), Lead: findingtext.Lead(do, f.Message),
			Do: []string{"Ask the supplier's technical contact when the certificate is renewed.", "Ask whether we must install the new one."},
		}
		found = append(found, f)
	}
	return found
}

// endsSoon reports whether a certificate is to be renewed at an instant.
func endsSoon(e *obligations.Supplier, ends, at time.Time) bool {
	return !ends.After(civil.AddTo(at, e.Limit("endpoint-certificate-expiring"), e.OwnCalendar))
}

// certificateEnd returns when the certificate ends that was last seen; zero if none was.
func certificateEnd(s factindex.Streak) time.Time {
	if ends := s.Last.NotAfter(); !ends.IsZero() || s.LastGood == nil {
		return ends
	}
	return s.LastGood.NotAfter()
}

func hostKeyChanged(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, p := range e.Entry.Endpoints {
		s, ok := e.Streak(model.KindEndpoint.Subject(p.ID))
		if !ok || p.Kind != model.EndpointSSH || s.LastGood == nil || s.LastGood.Target() != p.Target {
			continue
		}
		shown, wanted := s.LastGood.SSHKey().Fingerprint, cmp.Or(p.HostKey, s.LastGood.SSHKey().Trusted)
		if shown == "" || shown == wanted {
			continue
		}
		f := aboutEndpoint(e, p)
		f.OverrideQuietHours = true
		f.Message = fmt.Sprintf("The endpoint %s of %s (%s) presents the host key %s; %s %s.", p.ID, e.Entry.Name, p.Target, shown, known(p), wanted)
		call := contactstate.CallStep(e, contactstate.TechnicalContact(e),
			"Call the supplier's technical contact on a number that was on file before, and have the fingerprint read out.", ", and have the fingerprint read out")
		f.Advice = model.Advice{
			Headline: findingtext.Headline(e, "Stop transfers now", p.ID+" has another host key", ""), Lead: findingtext.Lead("Stop transfers now", f.Message), Call: true, CallStep: call,
			Do: []string{
				"Stop transfers to the endpoint until the new key is explained.",
				call,
				"Write the right key into the entry as `host_key`.",
			},
			How: quoted(*s.LastGood),
		}
		found = append(found, f)
	}
	return found
}

// known returns where the key that is expected comes from.
func known(p *model.Endpoint) string {
	if p.HostKey != "" {
		return "the registry expects"
	}
	return "when it was first seen, it presented"
}

// endpointChanges asks again every day once anything was probed, and at the instant from which on a certificate is to be renewed.
func endpointChanges(t *nextChange) {
	for _, p := range t.eval.Entry.Endpoints {
		s, probed := t.eval.Streak(model.KindEndpoint.Subject(p.ID))
		if probed {
			t.tomorrow()
		}
		if ends := certificateEnd(s); !ends.IsZero() {
			t.atInstant(t.eval.Context.FirstInstant(func(at time.Time) bool { return endsSoon(t.eval, ends, at) }))
		}
	}
}
