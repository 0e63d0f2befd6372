package oneshot

import (
	"strings"
	"testing"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/testkit"
)

// TestTheRowOfWhatOurServerSays holds what is printed for mail inside the company, as mail servers stamp it.
func TestTheRowOfWhatOurServerSays(t *testing.T) {
	for name, c := range map[string]struct {
		servers  []string
		internal bool
		stamp    string // without: none
		result   apidoc.TriedResult
		detail   string
		next     string
	}{
		"Postfix, nothing configured":             {nil, false, "", apidoc.TriedUnknown, "no server is listed", "authserv_id: NAME"},
		"Postfix, a server listed":                {[]string{"mx.buyer.test"}, false, "", apidoc.TriedUnknown, "not stamped: replies may acknowledge", "unstamped: internal"},
		"Postfix, declared internal":              {[]string{"mx.buyer.test"}, true, "", apidoc.TriedOK, "proven", ""},
		"Postfix with a filter, not configured":   {nil, false, "mx.buyer.test; dkim=pass header.d=buyer.test", apidoc.TriedUnknown, `by "mx.buyer.test"`, "authserv_id: mx.buyer.test"},
		"Postfix with a filter, another listed":   {[]string{"mx2.buyer.test"}, false, "mx.buyer.test; dkim=pass header.d=buyer.test", apidoc.TriedUnknown, `by "mx.buyer.test"`, "authserv_id: mx.buyer.test"},
		"Postfix with a filter":                   {[]string{"mx.buyer.test"}, false, "mx.buyer.test; dkim=pass header.d=buyer.test", apidoc.TriedOK, "proven", ""},
		"Postfix with a filter that fails us":     {[]string{"mx.buyer.test"}, false, "mx.buyer.test; spf=softfail smtp.mailfrom=buyer.test", apidoc.TriedFailed, "fails authentication", "DKIM"},
		"Exchange Online, nothing configured":     {nil, false, "dkim=none (message not signed) header.d=none;dmarc=none action=none header.from=buyer.test;", apidoc.TriedUnknown, `by "none"`, "authserv_id: none"},
		"Exchange Online":                         {[]string{"none"}, false, "dkim=none (message not signed) header.d=none;dmarc=none action=none header.from=buyer.test;", apidoc.TriedUnknown, "not stamped", "unstamped: internal"},
		"Exchange Online, declared":               {[]string{"none"}, true, "dkim=none (message not signed) header.d=none;dmarc=none action=none header.from=buyer.test;", apidoc.TriedOK, "proven", ""},
		"stamped like mail from outside":          {[]string{"mx.buyer.test"}, false, "mx.buyer.test; spf=none smtp.mailfrom=buyer.test; dkim=none; dmarc=none", apidoc.TriedUnknown, "has an SPF result", "sign that mail (DKIM)"},
		"declared, and stamped like from outside": {[]string{"mx.buyer.test"}, true, "mx.buyer.test; spf=none smtp.mailfrom=buyer.test; dkim=none; dmarc=none", apidoc.TriedUnknown, "has an SPF result", "sign that mail (DKIM)"},
		"Gmail":                                  {[]string{"mx.google.com"}, false, "mx.google.com; dkim=pass header.i=@buyer.test; spf=pass smtp.mailfrom=watchdog@buyer.test; dmarc=pass (p=NONE) header.from=buyer.test", apidoc.TriedOK, "proven", ""},
		"a server in capitals":                   {[]string{"MX.Buyer.Test"}, false, "mx.buyer.test; dmarc=pass header.from=buyer.test", apidoc.TriedOK, "proven", ""},
		"stamped and unreadable":                 {[]string{"mx.buyer.test"}, false, `mx.buyer.test; dmarc=pass header.from="buyer.test`, apidoc.TriedFailed, "fails authentication", "DKIM"},
		"stamped with nothing but a method none": {[]string{"mx.buyer.test"}, false, "mx.buyer.test; none", apidoc.TriedUnknown, "not stamped", "unstamped: internal"},
	} {
		raw := "From: watchdog@buyer.test\n\nx\n"
		if c.stamp != "" {
			raw = "Authentication-Results: " + c.stamp + "\n" + raw
		}
		z := mailauth.Authorizer{Servers: c.servers, Internal: c.internal, Ours: func(string) bool { return true }}
		got := proofRow(z, mailparse.Read([]byte(raw)))
		if got.Result != c.result || !strings.Contains(got.Detail, c.detail) || !strings.Contains(got.Next, c.next) || (c.next == "") != (got.Next == "") {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// TestTryoutSeesWhatPostfixStamps mails itself through a Postfix that stamps the mail of our own domain, and adds the line that is printed.
func TestTryoutSeesWhatPostfixStamps(t *testing.T) {
	p := newPremises(t, testkit.WithStamp("buyer.test", "mx.buyer.test; dkim=pass header.d=buyer.test"))
	wantRow(t, p.check(t), "replies.authserv_id", `by "mx.buyer.test"`)
	p.replies = "{account: watchdog, authserv_id: mx.buyer.test}"
	rows := p.check(t)
	wantRow(t, rows, "replies.authserv_id", "proven")
	if got := results(rows); got != noQuotas {
		t.Errorf("not ok: %s", got)
	}
}
