package registry

import (
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"supplierwatch/internal/ascii"
	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/optional"
	"supplierwatch/internal/registry/scalar"
)

func (s *supplierScope) endpoints() []*model.Endpoint {
	names := make([]itemName, len(s.raw.Endpoints))
	for i := range s.raw.Endpoints {
		names[i] = itemName{s.raw.Endpoints[i].ID, "endpoint"}
	}
	ids := s.scope.assignIDs("endpoint", names)
	all, room := make([]*model.Endpoint, len(ids)), make([]model.Endpoint, len(ids))
	for i, name := range ids {
		raw := &s.raw.Endpoints[i]
		all[i] = &room[i]
		room[i] = model.Endpoint{
			ID: name, Kind: model.EndpointKind(raw.Kind.V), Target: raw.Target.V, HostKey: raw.HostKey.V, Run: raw.Run.V, Args: optional.Values(raw.Args),
			Team: s.team("team", raw.Team), Pos: s.place(raw.IDAt, raw.Place),
		}
		if raw.Kind.Set {
			s.checkEndpoint(raw)
		}
	}
	return all
}

// checkEndpoint holds the keys of an endpoint against its kind.
func (s *supplierScope) checkEndpoint(raw *rawEndpoint) {
	kind := model.EndpointKind(raw.Kind.V)
	switch {
	case kind == model.EndpointExec && raw.Target.Set:
		s.report(raw.Target.Place, "`target`: kind exec has none; write `run` with the name of a command of the configuration")
	case kind != model.EndpointExec && raw.Run.Set:
		s.report(raw.Run.Place, "`run` belongs to kind exec; for kind %s write `target`", kind)
	case kind == model.EndpointHTTP:
		s.complain(raw.Target, wrongURL(raw.Target.V))
	case kind != model.EndpointExec:
		s.complain(raw.Target, wrongHostPort(raw.Target.V))
	}
	if raw.HostKey.Set && kind != model.EndpointSSH {
		s.report(raw.HostKey.Place, "`host_key` belongs to kind ssh")
	}
	for _, arg := range raw.Args {
		if strings.HasPrefix(arg.V, "-") {
			s.report(arg.Place, "`args`: an argument cannot begin with -; options belong into the configuration's command")
		}
	}
}

// complain reports what is wrong with a target; the target itself may hold a password and is not repeated.
func (s *supplierScope) complain(target text, why string) {
	if target.Set && why != "" {
		s.report(target.Place, "`target`: %s", why)
		return
	}
	if !target.Set || isPlainTarget(target.V) {
		return
	}
	if why := mailaddr.LookAlike(targetHost(target.V)); why != "" {
		s.scope.reportNewlyRefused(target.Place, "`target`: its host %s", why)
	}
}

// isPlainTarget reports whether a target is ASCII and its host is what it looks like: no character is written by its number, and no label is
// the encoding of one in another script.
func isPlainTarget(target string) bool {
	return ascii.Only(target) && !strings.Contains(target, "--") && !strings.Contains(target, "%")
}

// targetHost returns the host of a valid URL or host:port.
func targetHost(target string) string {
	if u, err := url.Parse(target); err == nil && u.Host != "" {
		return u.Hostname()
	}
	host, _, _ := strings.Cut(target, ":")
	return host
}

func wrongURL(text string) string {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https":
		return "expected a URL that begins with https:// or http://"
	case u.User != nil:
		return "the URL holds a name or a password before the @; remove it: a registry never holds secrets"
	case wrongHost(u.Hostname()):
		return "the URL names no host"
	case u.Port() != "" && wrongPort(u.Port()):
		return "the port of the URL must be a number from 1 to 65535"
	}
	return ""
}

func wrongHostPort(text string) string {
	host, port, err := net.SplitHostPort(text)
	switch {
	case strings.Contains(text, "@"):
		return "expected host:port alone, without a name or a password"
	case err != nil || wrongHost(host):
		return "expected host:port, like edi.supplier.example:5555"
	case wrongPort(port):
		return "the port must be a number from 1 to 65535"
	}
	return ""
}

func wrongHost(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil {
		return false
	}
	_, err := scalar.ASCIIDomain(strings.TrimSuffix(host, "."))
	return err != nil
}

func wrongPort(port string) bool {
	n, err := strconv.Atoi(port)
	return err != nil || n < 1 || n > 65535
}
