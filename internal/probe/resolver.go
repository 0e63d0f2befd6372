package probe

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/miekg/dns"
)

const (
	resolvConf   = "/etc/resolv.conf"
	queryTimeout = 3 * time.Second // for one server to answer once
	rounds       = 2               // how often all servers are asked
	maxChain     = 8               // aliases that are followed
)

// Resolver asks DNS servers and keeps what the standard resolver hides: the
// response code and the time to live. The zero Resolver asks the servers of
// /etc/resolv.conf, which it reads anew each time.
type Resolver struct {
	server string // host:port; empty: the system's servers
}

// NewResolver returns the resolver at host:port, or that of the system for the
// word "system".
func NewResolver(server string) (*Resolver, error) {
	if server == "system" {
		return &Resolver{}, nil
	}
	host, port, err := net.SplitHostPort(server)
	if err != nil {
		return nil, fmt.Errorf("read resolver %q: %w", server, err)
	}
	if host == "" || port == "" {
		return nil, fmt.Errorf("read resolver %q: host or port is missing", server)
	}
	return &Resolver{server: server}, nil
}

// netResolver returns the standard resolver, set to the same server. It looks up
// names to connect to, as it knows the hosts file and orders addresses. Left to
// itself it would go on waiting for an answer after its context has ended.
func (r *Resolver) netResolver() *net.Resolver {
	var d net.Dialer
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, server string) (net.Conn, error) {
		conn, err := d.DialContext(ctx, network, cmp.Or(r.server, server))
		if err == nil {
			context.AfterFunc(ctx, func() { conn.Close() })
		}
		return conn, err
	}}
}

func (r *Resolver) servers() ([]string, error) {
	if r.server != "" {
		return []string{r.server}, nil
	}
	return serversOf(resolvConf)
}

// serversOf reads the servers of a file like /etc/resolv.conf as host:port.
func serversOf(file string) ([]string, error) {
	conf, err := dns.ClientConfigFromFile(file)
	if err != nil {
		return nil, WithReason(ReasonResolver, fmt.Errorf("read %s: %w", file, err))
	}
	servers := make([]string, len(conf.Servers))
	for i, host := range conf.Servers {
		servers[i] = net.JoinHostPort(host, conf.Port)
	}
	return servers, nil
}

// answer is what the DNS says to one question, aliases followed.
type answer struct {
	exists  bool     // false: NXDOMAIN
	records []dns.RR // of the type asked for
}

// ask looks up the records of one type. Its error says that nothing was learnt.
func (r *Resolver) ask(ctx context.Context, t *Run, name string, kind uint16) (answer, error) {
	name = dns.Fqdn(name)
	for range maxChain {
		msg, err := r.query(ctx, t, name, kind)
		if err != nil {
			return answer{}, err
		}
		end, records := follow(msg.Answer, name, kind)
		if len(records) > 0 || end == name || msg.Rcode == dns.RcodeNameError {
			return answer{exists: msg.Rcode != dns.RcodeNameError, records: records}, nil
		}
		// A server that does not look up for others leaves the alias to us.
		name = end
	}
	return answer{}, WithReason(ReasonBadAnswer, fmt.Errorf("look up %s: more than %d aliases in a row", name, maxChain))
}

// follow walks the aliases in an answer and gives the name at their end with
// its records of the type.
func follow(rrs []dns.RR, name string, kind uint16) (end string, records []dns.RR) {
	for range maxChain {
		next := ""
		for _, rr := range rrs {
			if !strings.EqualFold(rr.Header().Name, name) {
				continue
			}
			if alias, ok := rr.(*dns.CNAME); ok {
				next = alias.Target
			} else if rr.Header().Rrtype == kind {
				records = append(records, rr)
			}
		}
		if len(records) > 0 || next == "" {
			return name, records
		}
		name = next
	}
	return name, nil
}

func (r *Resolver) query(ctx context.Context, t *Run, name string, kind uint16) (*dns.Msg, error) {
	servers, err := r.servers()
	if err != nil {
		return nil, err
	}
	return askInTurn(ctx, t, servers, name, kind)
}

// askInTurn asks the servers until one gives an answer that counts.
func askInTurn(ctx context.Context, t *Run, servers []string, name string, kind uint16) (*dns.Msg, error) {
	last := WithReason(ReasonResolver, errors.New("look up: no server is configured"))
	for range rounds {
		for _, server := range servers {
			msg, err := exchange(ctx, server, name, kind)
			if err == nil {
				t.AddEvidence("%s %s @%s: %s", dns.TypeToString[kind], name, server, digest(msg))
				return msg, nil
			}
			last = fmt.Errorf("look up %s %s @%s: %w", dns.TypeToString[kind], name, server, err)
			t.AddEvidence("%v", last)
			if ctx.Err() != nil {
				return nil, last
			}
		}
	}
	return nil, last
}

// exchange asks one server once, by UDP and, for an answer that was cut short,
// again by TCP. It asks without EDNS, which some servers still trip over; long
// answers take the way by TCP.
func exchange(ctx context.Context, server, name string, kind uint16) (*dns.Msg, error) {
	question := new(dns.Msg)
	question.SetQuestion(name, kind)
	msg, err := transfer(ctx, "udp", server, question)
	if msg != nil && msg.Truncated {
		msg, err = transfer(ctx, "tcp", server, question)
	}
	if err != nil {
		return nil, WithReason(exchangeReason(err), err)
	}
	return msg, checkAnswer(question, msg)
}

// transfer sends a question over one connection of its own. The end of the
// context closes the connection.
func transfer(ctx context.Context, network, server string, question *dns.Msg) (*dns.Msg, error) {
	ctx, cancel := context.WithTimeout(ctx, queryTimeout)
	defer cancel()
	client := dns.Client{Net: network, Timeout: queryTimeout, UDPSize: dns.DefaultMsgSize}
	conn, err := client.DialContext(ctx, server)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	msg, _, err := client.ExchangeWithConnContext(ctx, question, conn)
	if err != nil && ctx.Err() != nil {
		err = ctx.Err()
	}
	return msg, err
}

// exchangeReason returns whether a resolver is missing, silent or sends nonsense.
func exchangeReason(err error) Reason {
	var op *net.OpError
	switch {
	case NetworkReason(err) == ReasonTimeout:
		return ReasonTimeout
	case errors.As(err, &op), NetworkReason(err) == ReasonCut, NetworkReason(err) == ReasonDNS:
		return ReasonResolver
	}
	return ReasonBadAnswer
}

// checkAnswer accepts an answer to the question that was asked which says that
// something is or is not. A server that neither knows nor looks up for us says
// neither.
func checkAnswer(question, msg *dns.Msg) error {
	asked := question.Question[0]
	switch {
	case len(msg.Question) != 1 || !strings.EqualFold(msg.Question[0].Name, asked.Name) || msg.Question[0].Qtype != asked.Qtype:
		return WithReason(ReasonBadAnswer, errors.New("the answer is to another question"))
	case msg.Rcode == dns.RcodeNameError:
		return nil
	case msg.Rcode != dns.RcodeSuccess:
		return WithReason(ReasonServfail, errors.New(rcode(msg)))
	case len(msg.Answer) == 0 && !msg.Authoritative && !msg.RecursionAvailable:
		return WithReason(ReasonBadAnswer, errors.New("the server does not look up names for others"))
	}
	return nil
}

func rcode(msg *dns.Msg) string {
	return cmp.Or(dns.RcodeToString[msg.Rcode], fmt.Sprintf("RCODE %d", msg.Rcode))
}

// digest returns an answer in a few words: its code and its records.
func digest(msg *dns.Msg) string {
	words := []string{rcode(msg)}
	for i, rr := range msg.Answer {
		if i == 3 {
			words = append(words, fmt.Sprintf("and %d more", len(msg.Answer)-i))
			break
		}
		value := strings.TrimPrefix(rr.String(), rr.Header().String())
		words = append(words, fmt.Sprintf("%s %s (ttl %d)", dns.TypeToString[rr.Header().Rrtype], value, rr.Header().Ttl))
	}
	return strings.Join(words, ", ")
}
