package probe

import (
	"io"
	"net/http"
	"slices"
	"strings"
)

// maxChallenge is how much of a page is read to see whether it is a challenge.
const maxChallenge = 64 << 10

// challenging are the statuses with which services in front of a site ask whether
// their visitor is a person.
var challenging = []int{
	http.StatusAccepted, http.StatusForbidden, http.StatusMethodNotAllowed, http.StatusTooManyRequests, http.StatusServiceUnavailable,
}

// guardService is a service in front of a site that keeps programs away, and how its
// challenge is known: by a header with one of some words, or by a text of its page. A
// page that only has the script by which such a service watches its visitors has none.
type guardService struct {
	name   string
	header string
	words  []string // empty: any value of the header
	texts  []string
}

var guardServices = []guardService{
	{name: "Cloudflare", header: "Cf-Mitigated", words: []string{"challenge"}, texts: []string{
		"_cf_chl_opt", "cf-browser-verification", "cf_chl_prog", "cf-challenge-running", "challenge-platform/h/b/orchestrate", "challenge-platform/h/g/orchestrate",
	}},
	{name: "AWS WAF", header: "X-Amzn-Waf-Action", words: []string{"challenge", "captcha"}, texts: []string{"awswafintegration", ".token.awswaf.com/", "gokuprops"}},
	{name: "Imperva", texts: []string{"_incapsula_resource", "incapsula incident id"}},
	{name: "DataDome", header: "X-Dd-B", texts: []string{"captcha-delivery.com"}},
	{name: "Akamai", texts: []string{"sec-cp-challenge", "/_sec/cp_challenge", "sec-if-cpt-container"}},
	{name: "Vercel", header: "X-Vercel-Mitigated", words: []string{"challenge"}},
	{name: "Kasada", header: "X-Kpsdk-Ct"},
	{name: "HUMAN", texts: []string{"px-captcha", "_pxappid"}},
	{name: "Sucuri", texts: []string{"sucuri_cloudproxy_js"}},
	{name: "DDoS-Guard", texts: []string{"check.ddos-guard.net", "/.well-known/ddos-guard/"}},
}

// challengeOf returns the service that answered with a challenge instead of the site,
// or nothing. It reads the beginning of the page.
func challengeOf(resp *http.Response) string {
	if !slices.Contains(challenging, resp.StatusCode) {
		return ""
	}
	page, _ := io.ReadAll(io.LimitReader(resp.Body, maxChallenge)) // a page that is cut still shows whose it is
	text := strings.ToLower(string(page))
	for _, s := range guardServices {
		if s.named(resp.Header) || slices.ContainsFunc(s.texts, func(part string) bool { return strings.Contains(text, part) }) {
			return s.name
		}
	}
	if refused := resp.StatusCode == http.StatusForbidden || resp.StatusCode == http.StatusTooManyRequests; refused && strings.Contains(text, "errors.edgesuite.net") {
		return "Akamai" // it writes the same reference under errors of the site, by 503
	}
	return ""
}

func (s guardService) named(header http.Header) bool {
	value := strings.ToLower(header.Get(s.header))
	return s.header != "" && value != "" && (len(s.words) == 0 || slices.Contains(s.words, value))
}
