package access

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/idna"

	"supplierwatch/internal/web/response"
)

// misdirected is the response to a request that names another host than ours.
const misdirected = "this page is open to this machine only, and the request names another host; ask for 127.0.0.1 or localhost, or for the host of `http.external_url`"

// Hosts knows the names under which requests may ask for the page.
type Hosts struct {
	response response.Writer
	local    bool   // whether the page is open to this machine only
	external string // the host of the external address, in lower case; empty: there is none
}

// NewHosts returns the names of a page that is open to this machine only, or to others too, and that people find under an external address.
func NewHosts(local bool, externalURL string, writer response.Writer) Hosts {
	return Hosts{response: writer, local: local, external: externalHost(externalURL)}
}

// Guard refuses requests to a page for this machine alone that name a foreign host. A page of another site can make a browser send such
// requests: it lets its own name lead to 127.0.0.1, and then reads the responses as its own. What monitoring asks for contains nothing that
// others may not know, and is served under every name.
func (h Hosts) Guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if monitored(r.URL.Path) || h.ours(r) {
			next.ServeHTTP(w, r)
			return
		}
		h.response.Error(w, r, response.Refuse(http.StatusMisdirectedRequest, misdirected))
	})
}

// monitored reports whether a path is one that needs neither a token nor a name.
func monitored(path string) bool {
	return path == "/-/healthy" || path == "/-/ready" || path == "/metrics"
}

// ours reports whether a request names a host that only we can have. The names of a page that is open to others are not known.
func (h Hosts) ours(r *http.Request) bool {
	if !h.local {
		return true
	}
	name, ok := hostName(r.Host)
	if !ok {
		return false
	}
	if address, err := netip.ParseAddr(name); err == nil {
		return address.Zone() == "" && address.Unmap().IsLoopback() || name == h.external
	}
	return name == "localhost" || name == h.external
}

// externalHost returns the host of the external address, as a request names it; empty if there is none.
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
		return "", false // only addresses of IPv6 have brackets
	}
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	return name, name != ""
}
