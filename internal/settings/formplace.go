package settings

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/idna"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/strictyaml"
)

// path is a file or folder, counted from the folder of the configuration.
type path string

// UnmarshalText takes any text without NUL.
func (p *path) UnmarshalText(b []byte) error {
	if strings.ContainsRune(string(b), 0) {
		return errors.New("is not a valid path")
	}
	*p = path(b)
	return nil
}

// domains turns names into the form that the DNS knows (UTS 46, not transitional).
var domains = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(true), idna.BidiRule())

// domain is a domain name in its ASCII form.
type domain string

// UnmarshalText checks every label (RFC 1035, section 2.3.4).
func (d *domain) UnmarshalText(b []byte) error {
	name := strings.TrimSuffix(string(b), ".")
	ascii, err := domains.ToASCII(name)
	if err != nil || len(ascii) > 253 {
		return errors.New("is not a valid domain name")
	}
	for label := range strings.SplitSeq(ascii, ".") {
		if label == "" || len(label) > 63 || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") {
			return errors.New("is not a valid domain name")
		}
	}
	*d = domain(ascii)
	return lookAlike(name)
}

// lookAlike returns the error for a domain with a character that only looks like the one that belongs there. The version before read it.
func lookAlike(name string) error {
	if why := mailaddr.LookAlike(name); why != "" {
		return strictyaml.NewlyRefusedError(why)
	}
	return nil
}

// onlyNewlyRefused reports whether the version before read a text.
func onlyNewlyRefused(err error) bool {
	_, newly := errors.AsType[strictyaml.NewlyRefusedError](err)
	return err == nil || newly
}

// host is a domain name or an IP address.
type host string

// UnmarshalText checks the name.
func (h *host) UnmarshalText(b []byte) error {
	if addr, err := netip.ParseAddr(strings.Trim(string(b), "[]")); err == nil {
		*h = host(addr.String())
		return nil
	}
	if strings.Contains(string(b), ":") {
		return errors.New("is not a valid host: write the port under `port`, and no scheme such as smtp://")
	}
	var d domain
	err := d.UnmarshalText(b)
	if !onlyNewlyRefused(err) {
		return errors.New("is not a valid host: expected a domain name or an IP address")
	}
	*h = host(d)
	return err
}

// Unquoted implements strictyaml.Unquoted.
func (host) Unquoted() {}

// hostPort is a host and a port.
type hostPort string

// UnmarshalText reads host:port.
func (h *hostPort) UnmarshalText(b []byte) error {
	name, number, err := net.SplitHostPort(string(b))
	if err != nil {
		return errors.New("is not a valid host and port: expected something like smtp.buyer.example:587")
	}
	var n host
	p, err := strconv.ParseUint(number, 10, 16)
	wrong := n.UnmarshalText([]byte(name))
	if !onlyNewlyRefused(wrong) || err != nil || p == 0 {
		return errors.New("is not a valid host and port: expected something like smtp.buyer.example:587")
	}
	*h = hostPort(net.JoinHostPort(string(n), number))
	return wrong
}

// Unquoted implements strictyaml.Unquoted.
func (hostPort) Unquoted() {}

// Pattern belongs to the schema.
func (hostPort) Pattern() string { return hostPortPattern }

// hostPortPattern is what an editor checks; the rest is left to UnmarshalText.
const hostPortPattern = `^\S+:[0-9]{1,5}$`

// listen is where a server listens: like hostPort, but without a host it means all addresses of this machine.
type listen string

// UnmarshalText reads host:port or :port. Port 0 lets the system choose.
func (l *listen) UnmarshalText(b []byte) error {
	name, number, err := net.SplitHostPort(string(b))
	if err != nil {
		return errors.New(`is not a valid address to listen on: expected something like "127.0.0.1:8080"`)
	}
	var n host
	if name != "" && n.UnmarshalText([]byte(name)) != nil {
		return errors.New(`is not a valid address to listen on: expected something like "127.0.0.1:8080"`)
	}
	if _, err := strconv.ParseUint(number, 10, 16); err != nil {
		return errors.New("is not a valid address to listen on: the port must be a number from 0 to 65535")
	}
	*l = listen(net.JoinHostPort(string(n), number))
	return nil
}

// Unquoted implements strictyaml.Unquoted.
func (listen) Unquoted() {}

// Pattern belongs to the schema.
func (listen) Pattern() string { return `^\S*:[0-9]{1,5}$` }

// loopback reports whether only this machine can reach the address.
func (l listen) loopback() bool {
	name, _, err := net.SplitHostPort(string(l))
	if err != nil {
		return false
	}
	addr, err := netip.ParseAddr(name)
	return name == "localhost" || err == nil && addr.Unmap().IsLoopback()
}

// resolver is a name server, or the system's.
type resolver string

const systemResolver resolver = "system"

// UnmarshalText reads system or host:port.
func (r *resolver) UnmarshalText(b []byte) error {
	if string(b) == string(systemResolver) {
		*r = systemResolver
		return nil
	}
	var h hostPort
	err := h.UnmarshalText(b)
	if !onlyNewlyRefused(err) {
		return errors.New("is not a valid resolver: expected system, or something like 192.0.2.53:53")
	}
	*r = resolver(h)
	return err
}

// Unquoted implements strictyaml.Unquoted.
func (resolver) Unquoted() {}

// Pattern belongs to the schema.
func (resolver) Pattern() string { return `^(system|\S+:[0-9]{1,5})$` }

// webURL is a URL that can be asked for, without a password in it.
type webURL string

// UnmarshalText reads a URL by http or https.
func (w *webURL) UnmarshalText(b []byte) error {
	u, err := url.Parse(string(b))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return errors.New("is not a valid URL: expected something like https://watch.buyer.example")
	}
	if u.User != nil {
		return errors.New("contains a user or a password, which do not belong in a URL")
	}
	if u.Fragment != "" {
		return errors.New("contains a #, which servers never receive")
	}
	*w = webURL(b)
	return lookAlike(u.Hostname())
}

// Pattern belongs to the schema, as do its namesakes below and elsewhere.
func (webURL) Pattern() string { return `^https?://[^/?#@\s]+([/?][^#\s]*)?$` }

// prefix is a network.
type prefix struct{ network netip.Prefix }

// UnmarshalText reads a network in the notation of RFC 4632.
func (p *prefix) UnmarshalText(b []byte) error {
	parsed, err := netip.ParsePrefix(string(b))
	if err != nil {
		if addr, err := netip.ParseAddr(string(b)); err == nil {
			return fmt.Errorf("is an address, not a network: write %s/%d", addr, addr.BitLen())
		}
		return errors.New("is not a valid network: expected something like 10.1.0.0/16")
	}
	if masked := parsed.Masked(); masked != parsed {
		return fmt.Errorf("is not a valid network: its first address is %s; write %s", masked.Addr(), masked)
	}
	p.network = parsed
	return nil
}

// Unquoted implements strictyaml.Unquoted.
func (prefix) Unquoted() {}

// Pattern belongs to the schema.
func (prefix) Pattern() string { return `^[0-9A-Fa-f:.]+/[0-9]{1,3}$` }

// header is the name of an HTTP header.
type header string

var headerForm = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$")

// UnmarshalText checks the name (RFC 9110, section 5.1).
func (h *header) UnmarshalText(b []byte) error {
	if !headerForm.Match(b) {
		return errors.New("is not a valid header name: expected something like X-Forwarded-User")
	}
	*h = header(b)
	return nil
}
