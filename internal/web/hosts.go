package web

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// misdirected is the answer to a request that names another host than ours.
const misdirected = "this page is open to this machine only, and the request names another host; ask for 127.0.0.1 or localhost, or for the host of `http.external_url`"

// named refuses requests to a page for this machine alone that name a foreign host. A page of another site can make a browser send such
// requests: it lets its own name lead to 127.0.0.1, and then reads the answers as its own. What monitoring asks for shows nothing that
// others may not know, and is answered under every name.
func (s server) named(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if monitored(r.URL.Path) || s.ours(r) {
			next.ServeHTTP(w, r)
			return
		}
		s.fail(w, r, refusal(http.StatusMisdirectedRequest, misdirected))
	})
}

// monitored reports whether a path is one that needs neither a token nor a name.
func monitored(path string) bool {
	return path == "/-/healthy" || path == "/-/ready" || path == "/metrics"
}

// ours reports whether a request names a host that only we can have. A page that others can reach has names that we do not know.
func (s server) ours(r *http.Request) bool {
	if !s.Local {
		return true
	}
	name, ok := hostName(r.Host)
	if !ok {
		return false
	}
	if address, err := netip.ParseAddr(name); err == nil {
		return address.Zone() == "" && address.Unmap().IsLoopback() || name == s.external
	}
	return name == "localhost" || name == s.external
}

// externalHost is the host of the address under which people find the page, as a request names it; empty if none is known.
func externalHost(address string) string {
	at, err := url.Parse(address)
	if err != nil || at.Hostname() == "" {
		return ""
	}
	host := at.Host
	if ascii, err := idna.Lookup.ToASCII(at.Hostname()); err == nil {
		host = ascii
	}
	name, _ := hostName(host)
	return name
}

// hostName returns the host in a Host header: in lower case, without its port, brackets and final dot. ok is false for everything that is not
// host, or host and port, in plain characters.
func hostName(host string) (name string, ok bool) {
	if strings.ContainsFunc(host, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune(`@/\?#%,;`, r) }) {
		return "", false
	}
	name, bracketed := host, strings.HasPrefix(host, "[")
	switch {
	case bracketed && strings.HasSuffix(host, "]"):
		name = host[1 : len(host)-1]
	case strings.Contains(host, ":"):
		var port string
		var err error
		if name, port, err = net.SplitHostPort(host); err != nil {
			return "", false
		}
		if _, err := strconv.ParseUint(port, 10, 16); err != nil {
			return "", false
		}
	}
	if strings.Contains(name, ":") != bracketed {
		return "", false // brackets stand around addresses of IPv6, and around nothing else
	}
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	return name, name != ""
}
