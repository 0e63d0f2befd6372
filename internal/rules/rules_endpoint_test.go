package rules_test

import (
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/exposure"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
	"supplierwatch/internal/rules"
)

// probe adds an outcome, minutes after noon of the quiet day.
func (w *world) probe(supplier, subject string, minute int, kind model.FactKind, data map[string]string) {
	at := noon(quiet).Add(time.Duration(minute) * time.Minute)
	w.facts.Add(model.Fact{
		Seq: w.facts.Seq() + 1, Supplier: supplier, Subject: model.ParseSubject(subject), Kind: kind, ObservedAt: at, RecordedAt: at,
		Evidence: "what the probe saw", Data: data,
	})
}

func why(reason string) map[string]string { return map[string]string{"reason": reason} }

// standing returns whether a rule is raised, and whether it still waits.
func (w *world) standing(t *testing.T, rule string) string {
	t.Helper()
	f := w.finding(t, rule, quiet)
	switch {
	case f == nil:
		return "none"
	case f.Pending:
		return "pending"
	}
	checkWording(t, f)
	return "raised"
}

func TestDomainNoMail(t *testing.T) {
	cases := []struct {
		name    string
		reasons []string // of failed probes, twenty minutes apart; "" is a good one
		want    string
	}{
		{"never probed", nil, "none"},
		{"found well", []string{""}, "none"},
		{"once", []string{"null-mx"}, "pending"},
		{"twice over too short a time", []string{"nxdomain", "nxdomain"}, "pending"},
		{"three times over forty minutes", []string{"nxdomain", "nxdomain", "nxdomain"}, "raised"},
		{"no exchanger and no address", []string{"no-mx-no-address", "no-mx-no-address", "no-mx-no-address"}, "raised"},
		{"exchangers without address", []string{"mx-no-address", "mx-no-address", "mx-no-address"}, "raised"},
		{"the servers do not answer", []string{"servfail", "timeout", "servfail"}, "none"},
		{"the last answer was none", []string{"null-mx", "null-mx", "timeout"}, "raised"},
		{"well again", []string{"null-mx", "null-mx", "null-mx", ""}, "none"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			for i, reason := range c.reasons {
				kind := model.FactProbeFailed
				if reason == "" {
					kind = model.FactProbeOK
				}
				w.probe("acme", "domain/acme.example", 20*i, kind, why(reason))
			}
			same(t, "it", w.standing(t, "domain-no-mail"), c.want)
		})
	}
}

func TestADomainWithoutMailHoldsTheBouncesUnderIt(t *testing.T) {
	w := newWorld(t)
	w.record(model.FactBounced, desk, "2026-06-01", map[string]string{"verdict": "gone"})
	same(t, "before", w.standing(t, "contact-bounced"), "raised")
	for i := range 3 {
		same(t, "while the domain is in doubt", w.standing(t, "contact-bounced"), "raised")
		w.probe("acme", "domain/acme.example", 20*i, model.FactProbeFailed, why("nxdomain"))
	}
	same(t, "the domain", w.standing(t, "domain-no-mail"), "raised")
	same(t, "under it", w.standing(t, "contact-bounced"), "pending")
	w.probe("acme", "domain/acme.example", 70, model.FactProbeOK, nil)
	same(t, "once the domain is back", w.standing(t, "contact-bounced"), "raised")
}

func TestDomainNoMailIsOneFindingForItsContacts(t *testing.T) {
	w := newWorld(t)
	for i := range 3 {
		w.probe("acme", "domain/acme.example", 20*i, model.FactProbeFailed, why("null-mx"))
		w.probe("other", "domain/acme.example", 20*i, model.FactProbeFailed, why("null-mx"))
	}
	f := w.finding(t, "domain-no-mail", quiet)
	same(t, "message", f.Message, "The mail domain acme.example of ACME Photoresist GmbH declares that it accepts no mail (null MX): mail to orders and duty does not arrive.")
	same(t, "key", f.Key(), "acme/domain/acme.example/domain-no-mail")
	if !f.Advice.Call || !strings.Contains(f.Advice.How[0], "Failed 3 times in a row since 2026-06-10 12:00 UTC") {
		t.Errorf("advice is %+v", f.Advice)
	}
	for _, c := range w.acme.Contacts {
		c.Domain = "acme.test"
	}
	same(t, "after another domain was written", w.standing(t, "domain-no-mail"), "none")
}

func TestEndpointDown(t *testing.T) {
	w := newWorld(t)
	edi := team("edi")
	w.acme.Endpoints = []*model.Endpoint{{ID: "portal", Kind: model.EndpointHTTP, Target: "https://portal.acme.example/login", Team: edi}}
	same(t, "unprobed", w.standing(t, "endpoint-down"), "none")
	for i, want := range []string{"pending", "pending", "raised"} {
		w.probe("acme", "endpoint/portal", 15*i, model.FactProbeFailed, why("timeout"))
		same(t, "it", w.standing(t, "endpoint-down"), want)
	}
	w.probe("acme", "endpoint/portal", 60, model.FactProbeUnknown, nil)
	f := w.finding(t, "endpoint-down", quiet)
	same(t, "message", f.Message, "The endpoint portal of ACME Photoresist GmbH (https://portal.acme.example/login) is down: it does not answer in time.")
	if f.Responsible != edi || f.Owner != w.owner || !f.OverrideQuietHours {
		t.Errorf("finding is %+v", f)
	}
	w.acme.Tier = w.Registry.Tiers["important"]
	same(t, "wakes for an important one", w.finding(t, "endpoint-down", quiet).OverrideQuietHours, false)
	w.acme.ID, w.acme.Was = "acme-resist", []string{"acme"}
	same(t, "under a new id", w.standing(t, "endpoint-down"), "raised")
	w.probe("acme", "endpoint/portal", 90, model.FactProbeOK, nil)
	same(t, "up again", w.standing(t, "endpoint-down"), "none")
}

// TestEndpointDownSaysWhatToDoFirst holds that what is wrong with a certificate is asked of the supplier and not looked for in our network.
func TestEndpointDownSaysWhatToDoFirst(t *testing.T) {
	for reason, want := range map[string]string{
		"timeout":                "the fault is on our side",
		"certificate-incomplete": "install the intermediate certificate",
		"certificate-expired":    "renew the certificate",
		"certificate-name":       "Check the host name",
		"certificate-untrusted":  "which authority issued",
	} {
		w := newWorld(t)
		w.acme.Endpoints = []*model.Endpoint{{ID: "portal"}}
		for i := range 3 {
			w.probe("acme", "endpoint/portal", 15*i, model.FactProbeFailed, why(reason))
		}
		if first := w.finding(t, "endpoint-down", quiet).Advice.Do[0]; !strings.Contains(first, want) {
			t.Errorf("%s: %q, want %q in it", reason, first, want)
		}
	}
}

func TestThreeFailuresAtOnceAreNotEnough(t *testing.T) {
	w := newWorld(t)
	w.acme.Endpoints = []*model.Endpoint{{ID: "portal"}}
	for i := range 5 {
		w.probe("acme", "endpoint/portal", i, model.FactProbeFailed, why("refused"))
	}
	same(t, "five in five minutes", w.standing(t, "endpoint-down"), "pending")
	w.probe("acme", "endpoint/portal", 30, model.FactProbeFailed, why("refused"))
	same(t, "after half an hour", w.standing(t, "endpoint-down"), "raised")
	w.Registry.Limits = model.Limits{Failures: 1}
	w.forget()
	w.probe("acme", "endpoint/portal", 0, model.FactProbeFailed, why("refused"))
	same(t, "where one is enough", w.standing(t, "endpoint-down"), "raised")
}

func TestCertificateExpiring(t *testing.T) {
	ends := func(days int) map[string]string {
		return map[string]string{"not_after": noon(quiet).AddDate(0, 0, days).Format(time.RFC3339)}
	}
	w := newWorld(t)
	w.acme.Endpoints = []*model.Endpoint{{ID: "as2", Kind: model.EndpointTLS, Target: "as2.acme.example:4080"}}
	w.probe("acme", "endpoint/as2", 0, model.FactProbeOK, ends(22))
	same(t, "in 22 days", w.standing(t, "endpoint-certificate-expiring"), "none")
	w.probe("acme", "endpoint/as2", 1, model.FactProbeOK, ends(21))
	same(t, "in 21 days", w.standing(t, "endpoint-certificate-expiring"), "raised")
	f := w.finding(t, "endpoint-certificate-expiring", quiet)
	if f.Route != model.RouteWork || !strings.HasSuffix(f.Message, "expires on 2026-07-01.") || !f.Due.IsZero() {
		t.Errorf("finding is %+v", f)
	}
	w.probe("acme", "endpoint/as2", 2, model.FactProbeFailed, map[string]string{"reason": "certificate-expired", "not_after": ends(-1)["not_after"]})
	same(t, "while it is down", w.standing(t, "endpoint-certificate-expiring"), "pending")
}

func TestMailboxUnreachable(t *testing.T) {
	w := newWorld(t)
	w.mailboxes()
	for i := range 3 {
		w.probe("", "mailbox/logistics", 20*i, model.FactProbeFailed, why("login"))
	}
	f := w.finding(t, "mailbox-unreachable", quiet)
	same(t, "severity where nobody knows it", f.Severity, model.Warning)
	same(t, "key", f.Key(), "mailbox/logistics/mailbox-unreachable")
	same(t, "policy", f.Policy, w.Registry.Policies["standard"])
	w.record(model.FactTold, "supplier", quiet, map[string]string{"mailbox": "logistics"})
	f = w.finding(t, "mailbox-unreachable", quiet)
	same(t, "severity where a critical supplier knows it", f.Severity, model.Critical)
	same(t, "policy", f.Policy, w.Registry.Policies["critical"])
	if f.Owner != w.owner || !f.OverrideQuietHours || f.Pending {
		t.Errorf("finding is %+v", f)
	}
}

func TestWatchdog(t *testing.T) {
	cases := []struct {
		subject, rule string
		first         string // after one failure
	}{
		{model.SubjectVantage.String(), "vantage-blind", "pending"},
		{model.SubjectRelay.String(), "mail-relay-down", "pending"},
		{model.SubjectLoading.String(), "registry-invalid", "raised"},
	}
	for _, c := range cases {
		w := newWorld(t)
		w.probe("", c.subject, 0, model.FactProbeOK, nil)
		same(t, c.rule, w.standing(t, c.rule), "none")
		w.probe("", c.subject, 1, model.FactProbeFailed, why("refused"))
		same(t, c.rule, w.standing(t, c.rule), c.first)
		w.probe("", c.subject, 20, model.FactProbeFailed, why("refused"))
		w.probe("", c.subject, 40, model.FactProbeFailed, why("refused"))
		same(t, c.rule, w.standing(t, c.rule), "raised")
		f := w.finding(t, c.rule, quiet)
		same(t, "place", f.String(), "registry.yaml:1:1")
		if f.Key() != "watchdog/"+c.rule || f.Severity != model.Critical || f.Route != model.RouteOperators || !f.OverrideQuietHours {
			t.Errorf("finding is %+v", f)
		}
		w.probe("", c.subject, 60, model.FactProbeOK, nil)
		same(t, c.rule, w.standing(t, c.rule), "none")
	}
}

func TestWithoutFactsNothingObservedIsEvaluated(t *testing.T) {
	w := newWorld(t)
	w.facts = nil
	if got := w.rules(quiet); len(got) > 0 {
		t.Errorf("raised are %v", got)
	}
	names := rules.NotEvaluated(nil)
	if len(names) == 0 || len(rules.NotEvaluated(factindex.New())) != 0 {
		t.Errorf("not evaluated are %v", names)
	}
	for _, name := range names {
		if r, ok := rulebook.Named(name); !ok || r.Needs != rulebook.NeedsFacts {
			t.Errorf("%s is not evaluated, but needs %s", name, r.Needs)
		}
	}
	same(t, "counted", exposure.Summarize(w.Registry, nil, nil, noon(quiet)).NotEvaluated, len(names))
}
