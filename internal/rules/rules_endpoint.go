package rules

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/contactstate"
	"supplierwatch/internal/factindex"
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
		f.Advice = model.Advice{
			Headline: headline(e, "Check now", p.ID+" is down", ""), Lead: lead("Check now", f.Message), Call: true,
			Do: []string{
				"See whether it is our side: another network, another endpoint.",
				contactstate.CallStep(e, contactstate.TechnicalContact(e), "Call their technical contact.", ""),
				"Send what is urgent by mail or phone.",
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
		if !ok || ends.IsZero() || ends.After(civil.AddTo(e.Context.Now, e.Limit("endpoint-certificate-expiring"), e.OwnCalendar)) {
			continue
		}
		last := e.OwnCalendar.Today(ends)
		f := aboutEndpoint(e, p)
		f.Pending = s.Failures > 0 // that it is down is the news; nothing shows that the certificate was renewed
		f.Message = fmt.Sprintf("The certificate of the endpoint %s of %s (%s) ends on %s.", p.ID, e.Entry.Name, whereTo(p), last)
		do := "Ask before " + obligations.HeadlineDay(e, last)
		f.Advice = model.Advice{
			Headline: headline(e, do, p.ID+" certificate ends", ""), Lead: lead(do, f.Message),
			Do: []string{"Ask their technical contact when it is renewed.", "Ask whether our side must install the new one."},
		}
		found = append(found, f)
	}
	return found
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
		f.Message = fmt.Sprintf("The endpoint %s of %s (%s) shows the host key %s; %s %s.", p.ID, e.Entry.Name, p.Target, shown, known(p), wanted)
		f.Advice = model.Advice{
			Headline: headline(e, "Check now", p.ID+" has another host key", ""), Lead: lead("Check now", f.Message), Call: true,
			Do: []string{
				"Stop transfers to it until somebody knows.",
				contactstate.CallStep(e, contactstate.TechnicalContact(e), "Call their technical contact on a number that was on file before, and have the fingerprint read out.", ", and have the fingerprint read out"),
				"Write the right one into the entry as host_key.",
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
		return "the registry has"
	}
	return "when it was first seen it had"
}

// endpointChanges asks again every day once anything was probed, since certificates end at an instant.
func endpointChanges(t *nextChange) {
	if slices.ContainsFunc(t.eval.Entry.Endpoints, func(p *model.Endpoint) bool {
		_, probed := t.eval.Streak(model.KindEndpoint.Subject(p.ID))
		return probed
	}) {
		t.tomorrow()
	}
}
