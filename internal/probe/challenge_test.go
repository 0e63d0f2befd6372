package probe

import (
	"net/http"
	"strings"
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/probe/probetest"
)

// A service in front of a site may ask whether we are a person: nothing is known of
// the site then. Its own errors, and pages that only have the script of such a
// service, are the site's.
func TestBotChallenge(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.Set(t, "acme.test", "A 127.0.0.1")
	for name, tt := range map[string]struct {
		status  int
		header  string
		page    string
		service string // empty: no challenge
		kind    model.FactKind
	}{
		"cloudflare by its header":    {503, "cf-mitigated: challenge", "", "Cloudflare", model.FactProbeUnknown},
		"cloudflare, 403":             {403, "cf-mitigated: challenge", "", "Cloudflare", model.FactProbeUnknown},
		"cloudflare by its page":      {503, "Server: cloudflare", `<title>Just a moment...</title><script>window._cf_chl_opt = {}</script>`, "Cloudflare", model.FactProbeUnknown},
		"cloudflare, long ago":        {503, "", `<div class="cf-browser-verification cf-im-under-attack">`, "Cloudflare", model.FactProbeUnknown},
		"cloudflare, late in a page":  {429, "", strings.Repeat(" ", 60000) + "_cf_chl_opt", "Cloudflare", model.FactProbeUnknown},
		"cloudflare, its own error":   {522, "Server: cloudflare", "Connection timed out", "", model.FactProbeFailed},
		"a site behind cloudflare":    {503, "Server: cloudflare", `maintenance <script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js">`, "", model.FactProbeFailed},
		"aws waf":                     {202, "x-amzn-waf-action: challenge", "", "AWS WAF", model.FactProbeUnknown},
		"aws waf, a captcha":          {405, "x-amzn-waf-action: captcha", "", "AWS WAF", model.FactProbeUnknown},
		"imperva":                     {503, "X-Iinfo: 1", `<iframe src="/_Incapsula_Resource?x">Request unsuccessful. Incapsula incident ID: 1`, "Imperva", model.FactProbeUnknown},
		"datadome":                    {403, "X-DataDome: protected", `<script src="https://ct.captcha-delivery.com/c.js">`, "DataDome", model.FactProbeUnknown},
		"a site behind datadome":      {503, "X-DataDome: protected", "maintenance", "", model.FactProbeFailed},
		"akamai":                      {403, "Server: AkamaiGHost", "Access Denied https://errors.edgesuite.net/18.1", "Akamai", model.FactProbeUnknown},
		"akamai, a challenge":         {429, "", `<div id="sec-if-cpt-container">`, "Akamai", model.FactProbeUnknown},
		"a site that akamai misses":   {503, "Server: AkamaiGHost", "Service Unavailable https://errors.edgesuite.net/11.1", "", model.FactProbeFailed},
		"vercel":                      {429, "x-vercel-mitigated: challenge", "", "Vercel", model.FactProbeUnknown},
		"a plain 503":                 {503, "", "down for maintenance", "", model.FactProbeFailed},
		"a plain 403":                 {403, "", "forbidden", "", model.FactProbeOK},
		"a plain 429":                 {429, "Retry-After: 5", "", "", model.FactProbeOK},
		"a page that names them":      {200, "", "we use _cf_chl_opt", "", model.FactProbeOK},
		"an error that names them":    {500, "", "_cf_chl_opt", "", model.FactProbeFailed},
		"a challenge that never ends": {503, "", "_cf_chl_opt" + strings.Repeat("x", 1<<20), "Cloudflare", model.FactProbeUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			port := site(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				if key, value, ok := strings.Cut(tt.header, ": "); ok {
					w.Header().Set(key, value)
				}
				w.WriteHeader(tt.status)
				_, _ = w.Write([]byte(tt.page))
			}))
			f := probetest.Run(t, HTTP("http://acme.test:"+port+"/", w.options))
			reason, says := ReasonBotChallenge, "answered with a bot challenge ("+tt.service+")"
			if tt.service == "" {
				reason, says = ReasonStatus, ""
			}
			if tt.kind == model.FactProbeOK {
				reason = ""
			}
			probetest.Expect(t, f, tt.kind, reason, says)
		})
	}
}
