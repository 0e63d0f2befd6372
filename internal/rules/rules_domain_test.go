package rules_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

// until is what a registry says of the end of a domain.
func until(day string) map[string]string {
	return map[string]string{"not_after": noon(day).Format(time.RFC3339)}
}

const acmeRegistration = "registration/acme.example"

func TestDomainExpiring(t *testing.T) {
	w := newWorld(t)
	w.acme.Contacts[1].Domain = "mail.eu.acme.example" // the same registration
	w.raised(t, "domain-expiring", nil, []string{quiet})
	w.probe("acme", acmeRegistration, 0, model.FactProbeUnknown, why("no-expiry"))
	w.raised(t, "domain-expiring", nil, []string{quiet})
	w.probe("acme", acmeRegistration, 1, model.FactProbeOK, until("2026-07-11"))
	w.raised(t, "domain-expiring", []string{"2026-06-11", "2026-07-11", "2026-07-20"}, []string{quiet})
	w.probe("acme", acmeRegistration, 2, model.FactProbeUnknown, why("timeout"))
	f := w.finding(t, "domain-expiring", "2026-06-11")
	same(t, "message", f.Message, "The domain acme.example of ACME Photoresist GmbH expires on 2026-07-11, according to its registry on 2026-06-10; "+
		"mail to orders and duty depends on it.")
	if f.Due.String() != "2026-07-11" || f.Route != model.RouteWork || f.Key() != "acme/domain/acme.example/domain-expiring" || f.Severity != model.Critical {
		t.Errorf("finding is %+v", f)
	}
	checkWording(t, f)
	w.acme.Thresholds = []model.Threshold{{Rule: "domain-expiring", Period: days(10)}}
	w.raised(t, "domain-expiring", []string{"2026-07-01"}, []string{"2026-06-30"})
	w.probe("acme", acmeRegistration, 3, model.FactProbeOK, until("2027-07-11"))
	w.raised(t, "domain-expiring", nil, []string{"2026-07-01", "2026-07-20"})
}

// TestARegistrationTurnsOnItsDay holds that a supplier of whom nothing but a
// registration is known is looked at again on the day it comes near.
func TestARegistrationTurnsOnItsDay(t *testing.T) {
	w := newWorld(t)
	w.probe("acme", acmeRegistration, 0, model.FactProbeOK, until("2026-09-30"))
	follower, now := rules.NewIncremental(w.Registry, w.facts), noon(quiet)
	for looks := 0; now.Before(noon("2026-09-30")); looks++ {
		found, next := follower.Supplier(w.acme, now)
		expiring := slices.ContainsFunc(found, func(f model.Finding) bool { return f.Rule == "domain-expiring" })
		if near := !now.Before(noon("2026-08-31").Add(-14 * time.Hour)); expiring != near {
			t.Fatalf("at %s it is raised: %v", now, expiring)
		}
		if expiring {
			return
		}
		if next.IsZero() || looks > 20 {
			t.Fatalf("after %d looks the next is at %s", looks, next)
		}
		now = next
	}
	t.Error("it was never raised")
}

func TestHostKeyChanged(t *testing.T) {
	const target = "sftp.acme.example:22"
	shows := func(key, trusted string) map[string]string {
		return map[string]string{"target": target, "host_key": key, "trusted_key": trusted}
	}
	sftp := &model.Endpoint{ID: "sftp", Kind: model.EndpointSSH, Target: target, Team: team("edi")}
	cases := []struct {
		name   string
		edit   func(*world)
		raised bool
	}{
		{"not looked at", func(*world) {}, false},
		{"first seen", func(w *world) { w.probe("acme", "endpoint/sftp", 0, model.FactProbeOK, shows("SHA256:a", "SHA256:a")) }, false},
		{"another one than at first", func(w *world) {
			w.probe("acme", "endpoint/sftp", 0, model.FactProbeOK, shows("SHA256:b", "SHA256:a"))
		}, true},
		{"down since", func(w *world) {
			w.probe("acme", "endpoint/sftp", 0, model.FactProbeOK, shows("SHA256:b", "SHA256:a"))
			w.probe("acme", "endpoint/sftp", 1, model.FactProbeFailed, why("refused"))
		}, true},
		{"back again", func(w *world) {
			w.probe("acme", "endpoint/sftp", 0, model.FactProbeOK, shows("SHA256:b", "SHA256:a"))
			w.probe("acme", "endpoint/sftp", 1, model.FactProbeOK, shows("SHA256:a", "SHA256:a"))
		}, false},
		{"the new one was written down", func(w *world) {
			w.probe("acme", "endpoint/sftp", 0, model.FactProbeOK, shows("SHA256:b", "SHA256:a"))
			w.acme.Endpoints[0].HostKey = "SHA256:b"
		}, false},
		{"another one was written down", func(w *world) {
			w.probe("acme", "endpoint/sftp", 0, model.FactProbeOK, shows("SHA256:a", "SHA256:a"))
			w.acme.Endpoints[0].HostKey = "SHA256:c"
		}, true},
		{"the endpoint is elsewhere now", func(w *world) {
			w.probe("acme", "endpoint/sftp", 0, model.FactProbeOK, shows("SHA256:b", "SHA256:a"))
			w.acme.Endpoints[0].Target = "sftp2.acme.example:22"
		}, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			own := *sftp
			w.acme.Endpoints = []*model.Endpoint{&own}
			c.edit(w)
			f := w.finding(t, "endpoint-host-key-changed", quiet)
			if (f != nil) != c.raised {
				t.Fatalf("finding is %+v", f)
			}
			if f == nil {
				return
			}
			checkWording(t, f)
			if f.Severity != model.Critical || f.Route != model.RoutePage || !f.OverrideQuietHours || f.Pending || f.Responsible != own.Team || !strings.Contains(f.Message, "SHA256:") {
				t.Errorf("finding is %+v", f)
			}
		})
	}
}
