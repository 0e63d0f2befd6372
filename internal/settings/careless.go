package settings

import (
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"supplierwatch/internal/strictyaml"
)

// careless warns of what works and makes an attack easy.
func (c *checker) careless(raw rawSettings) {
	for _, r := range raw.SMTP {
		c.carelessPort(r.login(), StartTLS, map[int]TLS{465: Implicit, 587: StartTLS, 25: StartTLS})
	}
	for _, e := range raw.IMAP.Entries {
		c.carelessPort(e.Value.login(), Implicit, map[int]TLS{993: Implicit, 143: StartTLS})
	}
	c.carelessReplies(raw.Replies)
	c.carelessProxies(raw.HTTP)
	c.carelessURLs(raw)
	c.carelessProbes(raw.Probe)
	c.carelessFile()
	c.carelessSecrets() // last: URLs can be secrets too
}

// carelessPort warns of a port on which servers expect another encryption: the login fails, or the server's own greeting waits in vain.
func (c *checker) carelessPort(raw rawLogin, usual TLS, expected map[int]TLS) {
	written := raw.TLS.Or(usual)
	want, known := expected[raw.Port.V]
	if raw.Port.Set && known && written != want && (written != NoTLS || want == Implicit) {
		c.warn(raw.Port.Place, "port %d expects `tls: %s`, but `tls: %s` is configured: the connection will fail; change the port or `tls`", raw.Port.V, want, written)
	}
	if raw.TLS.V == NoTLS && raw.Password.Set && raw.Auth.V == AuthSCRAM && !here(string(raw.Host.V)) {
		c.warn(raw.TLS.Place, "`tls: none` sends all mails over the network unencrypted; use starttls or implicit")
	}
}

// carelessReplies warns where nobody's mail can be told from a forged one.
func (c *checker) carelessReplies(raw *rawReplies) {
	if raw != nil && !slices.ContainsFunc(raw.AuthServIDs, func(id strictyaml.Value[authServID]) bool { return id.Set }) {
		c.warn(raw.Place, "without `replies.authserv_id` no sender can be verified: replies can do little, and forged replies are not detected; "+
			"write the first word after `Authentication-Results:` in a mail from outside, or `none` if the server writes no name (Exchange Online)")
	}
}

// A network with fewer bits has more hosts than anybody has proxies.
const (
	wideIPv4, wideIPv6         = 8, 32
	wideUsersIPv4, wideUsersV6 = 16, 48 // where the header names the user
)

// carelessProxies warns of networks in which more than proxies can be.
func (c *checker) carelessProxies(raw rawHTTP) {
	for _, p := range raw.TrustedProxies {
		least, leastUsers := wideIPv4, wideUsersIPv4
		if p.V.network.Addr().Is6() {
			least, leastUsers = wideIPv6, wideUsersV6
		}
		switch {
		case !p.Set:
		case p.V.network.Bits() < least:
			claim := "to come from any address"
			if raw.UserHeader.Set {
				claim += " and to be any user"
			}
			c.warn(p.Place, "`trusted_proxies`: %s contains far more than proxies: any client in it could claim %s; list only the addresses of the proxies", p.V.network, claim)
		case raw.UserHeader.Set && p.V.network.Addr().Unmap().IsLoopback():
			c.warn(p.Place, "`trusted_proxies` contains this machine and `user_header` is set: every user and program on this machine can act as anybody; "+
				"remove one of the two, unless nobody else can log in here")
		case raw.UserHeader.Set && p.V.network.Bits() < leastUsers:
			c.warn(p.Place, "`trusted_proxies`: every host in %s can act as anybody, since `user_header` is set; list only the addresses of the proxies", p.V.network)
		}
	}
}

// carelessURLs warns of URLs whose secrets cross the network, or are in the file, in clear.
func (c *checker) carelessURLs(raw rawSettings) {
	if inClear(raw.HTTP.ExternalURL) {
		c.warn(raw.HTTP.ExternalURL.Place, "`external_url` is not https: the links in mails, which act without a login, cross the network unencrypted")
	}
	for _, e := range raw.Webhooks.Entries {
		c.carelessURL("the alerts that are posted", e.Value.URL)
	}
	if raw.Heartbeat != nil {
		c.carelessURL("the URL, which works as a secret,", raw.Heartbeat.URL)
	}
}

func (c *checker) carelessURL(what string, at webs) {
	if inClear(at) {
		c.warn(at.Place, "`url` is not https: %s would cross the network unencrypted", what)
	}
	if at.Set && at.From == strictyaml.FromFile && holdsSecret(string(at.V)) {
		c.warn(at.Place, "`url` contains a secret in clear text; put the URL into a file and write {file: PATH}, or {env: NAME}")
	}
	if name, referred := c.references[at.Place]; referred && at.Set && holdsSecret(string(at.V)) {
		c.held = append(c.held, heldSecret{key: "url", at: at.Place, file: within(c.folder, name)})
	}
}

// inClear reports whether a URL leads over the network without encryption.
func inClear(at webs) bool {
	u, err := url.Parse(string(at.V))
	return at.Set && err == nil && u.Scheme == "http" && !here(u.Hostname())
}

// secretPart is a part of a URL that nobody would choose as a name.
var secretPart = regexp.MustCompile(`[A-Za-z0-9_-]{16,}`)

// holdsSecret reports whether a URL works as a secret: its path or query has a long part with letters and digits.
func holdsSecret(text string) bool {
	u, err := url.Parse(text)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(secretPart.FindAllString(u.Path+"?"+u.RawQuery, -1), func(part string) bool {
		return strings.ContainsAny(part, "0123456789") && bits(part) >= fewBits
	})
}

// metadata is where clouds give credentials to whoever asks from the machine.
var metadata = []netip.Addr{netip.MustParseAddr("169.254.169.254"), netip.MustParseAddr("fd00:ec2::254")}

// carelessProbes warns of commands and networks by which the registry could reach what it should not.
func (c *checker) carelessProbes(raw rawProbe) {
	for _, e := range raw.Exec.Entries {
		if shell := shellIn(texts(e.Value.Command)); shell != "" {
			c.warn(e.Value.Command[0].Place, "the command %q passes program text to %s: arguments from the registry could be run as commands; "+
				"write the program and its arguments as a list, without a shell", e.Name, shell)
		}
	}
	for _, p := range raw.Allow {
		holds := func(a netip.Addr) bool { return p.V.network.Contains(a) }
		switch {
		case !p.Set:
		case p.V.network.Bits() == 0:
			c.warn(p.Place, "`allow`: %s lets the registry probe every address, including this machine and the cloud's credentials service; list only the networks that are needed", p.V.network)
		case slices.ContainsFunc(metadata[:1], holds) || p.V.network.Bits() > wideIPv4 && slices.ContainsFunc(metadata[1:], holds):
			c.warn(p.Place, "`allow`: %s contains the address of the cloud's credentials service; list only the networks that are needed", p.V.network)
		}
	}
}
