package rules_test

import (
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

func TestOwnCredentialExpiring(t *testing.T) {
	const rule, key, cert = "own-credential-expiring", "oauth.m365.client_secret", "http.tls.cert"
	ends := func(key string, days int) map[string]string {
		return map[string]string{"ends " + key: date(quiet).AddDays(days).String(), "ends " + cert: "2099-12-31"}
	}
	w := newWorld(t)
	for i, c := range []struct {
		name string
		data map[string]string
		want string // the message; empty: no finding
	}{
		{"in 31 days", ends(key, 31), ""},
		{"in 30 days", ends(key, 30), "Our credential `oauth.m365.client_secret` expires on 2026-07-10."},
		{"today", ends(key, 0), "Our credential `oauth.m365.client_secret` expires on 2026-06-10."},
		{"yesterday", ends(key, -1), "Our credential `oauth.m365.client_secret` expired on 2026-06-09."},
		{"refused", map[string]string{"ends " + key: "2026-06-09", "refused " + key: "401 invalid_client"}, "Our credential `oauth.m365.client_secret` was rejected: 401 invalid_client."},
		{"nothing is known", nil, ""},
		{"no day", map[string]string{"ends " + key: "soon"}, ""},
	} {
		w.probe("", model.SubjectCredentials.String(), i, model.FactProbeOK, c.data)
		if c.want == "" {
			same(t, c.name, w.standing(t, rule), "none")
			continue
		}
		f := w.finding(t, rule, quiet)
		same(t, c.name, f.Message, c.want)
		same(t, "key", f.Key(), "watchdog/own-credential-expiring/"+key)
		if f.Severity != model.Warning || f.Route != model.RouteOperators || !f.OverrideQuietHours || f.Pending || !f.Due.IsZero() || f.Policy != w.Registry.Policies["critical"] {
			t.Errorf("%s: finding is %+v", c.name, f)
		}
	}
}

func TestOwnCredentialHeadline(t *testing.T) {
	w := newWorld(t)
	w.probe("", model.SubjectCredentials.String(), 0, model.FactProbeOK, map[string]string{"ends " + "http.tls.cert": date(quiet).AddDays(9).String()})
	f := w.finding(t, "own-credential-expiring", quiet)
	same(t, "headline", f.Advice.Headline, "Renew http.tls.cert by 19 Jun")
	same(t, "lead", f.Advice.Lead, "RENEW THE CREDENTIAL BY 19 JUN. "+f.Message)
}

func TestOwnCredentialThreshold(t *testing.T) {
	w := newWorld(t)
	w.Registry.Limits.Thresholds = map[string]model.Threshold{"own-credential-expiring": {Rule: "own-credential-expiring", Period: days(90)}}
	w.probe("", model.SubjectCredentials.String(), 0, model.FactProbeOK, map[string]string{"ends " + "http.tls.cert": date(quiet).AddDays(80).String()})
	same(t, "80 days ahead", w.standing(t, "own-credential-expiring"), "raised")
	_, next := rules.NewIncremental(w.Registry, w.facts).Global(noon(quiet))
	same(t, "looked at again", next, date(quiet).AddDays(1).Start(nil))
}
