package testkit

import (
	"fmt"
	"net"
	"strings"
	"sync"

	"github.com/miekg/dns"
)

// maxAliases bounds how many CNAMEs are followed within the server's own data.
const maxAliases = 8

// DNS is a name server, on UDP and TCP, that is the authority for every name. It
// knows only the names that a test adds. A name that was not added, and below
// which there is none either, does not exist (NXDOMAIN). All methods may be
// called while it answers. Names are written with or without the last dot, in
// any case.
type DNS struct {
	// Addr is its host:port, the same for UDP and TCP.
	Addr string

	mu      sync.Mutex
	records map[string][]dns.RR // by canonical name; no records: the name is there without data
	faults  map[string]dnsFault
	queries map[dns.Question]int
}

// dnsFault is what goes wrong with a name and with all names below it.
type dnsFault struct {
	rcode    int
	silent   bool
	truncate bool
}

// StartDNS starts a name server without any names for the duration of t.
func StartDNS(t Host) *DNS {
	t.Helper()
	packets, listener, err := listenBoth()
	must(t, err, "listen for DNS")
	d := &DNS{
		Addr:    listener.Addr().String(),
		records: map[string][]dns.RR{}, faults: map[string]dnsFault{}, queries: map[dns.Question]int{},
	}
	serveDNS(t, &dns.Server{PacketConn: packets, Handler: d})
	serveDNS(t, &dns.Server{Listener: listener, Handler: d})
	return d
}

// listenBoth finds a port that is free for TCP and for UDP.
func listenBoth() (net.PacketConn, net.Listener, error) {
	var last error
	for range startAttempts {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, nil, err
		}
		packets, err := net.ListenPacket("udp", listener.Addr().String())
		if err == nil {
			return packets, listener, nil
		}
		last = err
		_ = listener.Close()
	}
	return nil, nil, last
}

func serveDNS(t Host, server *dns.Server) {
	t.Helper()
	started, ended := make(chan struct{}), make(chan struct{})
	server.NotifyStartedFunc = func() { close(started) }
	go func() {
		defer close(ended)
		_ = server.ActivateAndServe() // it ends by Shutdown; anything else shows as missing answers
	}()
	<-started
	t.Cleanup(func() {
		if err := server.Shutdown(); err != nil {
			t.Errorf("stop the name server: %v", err)
		}
		<-ended
	})
}

// Set replaces all that is known of name by records in the form of a zone
// file, without name, class and TTL (60 seconds): "MX 10 mail.acme.test.",
// "A 192.0.2.1", "MX 0 ." for a domain that takes no mail (RFC 7505). Without
// records the name exists and has no data.
func (d *DNS) Set(t Host, name string, records ...string) {
	t.Helper()
	name = dns.CanonicalName(name)
	parsed := make([]dns.RR, 0, len(records))
	for _, text := range records {
		record, err := dns.NewRR(fmt.Sprintf("%s 60 IN %s", name, text))
		must(t, err, "parse a record of "+name)
		parsed = append(parsed, record)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.records[name] = parsed
}

// Remove forgets name: from now on it does not exist.
func (d *DNS) Remove(name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.records, dns.CanonicalName(name))
}

// Fail answers every question for name, and for all names below it, with
// rcode (dns.RcodeServerFailure, dns.RcodeRefused, …). The name "." is
// everything; of several failing names the longest counts.
func (d *DNS) Fail(name string, rcode int) { d.setFault(name, dnsFault{rcode: rcode}) }

// Silence never answers questions for name and all names below it.
func (d *DNS) Silence(name string) { d.setFault(name, dnsFault{silent: true}) }

// Truncate answers over UDP for name and all names below it with no more than
// the flag that the whole answer is to be had over TCP.
func (d *DNS) Truncate(name string) { d.setFault(name, dnsFault{truncate: true}) }

// Heal ends what Fail, Silence or Truncate began for exactly this name.
func (d *DNS) Heal(name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.faults, dns.CanonicalName(name))
}

func (d *DNS) setFault(name string, fault dnsFault) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.faults[dns.CanonicalName(name)] = fault
}

// Queries returns how often a type (dns.TypeMX, …) was asked for at name,
// answered or not.
func (d *DNS) Queries(name string, qtype uint16) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.queries[dns.Question{Name: dns.CanonicalName(name), Qtype: qtype, Qclass: dns.ClassINET}]
}

// ServeDNS answers one request; it makes DNS a dns.Handler.
func (d *DNS) ServeDNS(w dns.ResponseWriter, request *dns.Msg) {
	if len(request.Question) != 1 {
		_ = w.WriteMsg(new(dns.Msg).SetRcode(request, dns.RcodeFormatError))
		return
	}
	_, udp := w.RemoteAddr().(*net.UDPAddr)
	if reply := d.reply(request, udp); reply != nil {
		_ = w.WriteMsg(reply) // the client may have gone, which does not concern the server
	}
}

// reply makes the answer, or none where the name is silenced.
func (d *DNS) reply(request *dns.Msg, udp bool) *dns.Msg {
	d.mu.Lock()
	defer d.mu.Unlock()
	question := request.Question[0]
	question.Name = dns.CanonicalName(question.Name)
	d.queries[question]++
	fault := d.faultOf(question.Name)
	reply := new(dns.Msg).SetRcode(request, fault.rcode)
	reply.Authoritative = true
	switch {
	case fault.silent:
		return nil
	case fault.truncate && udp:
		reply.Truncated = true
	case fault.rcode == dns.RcodeSuccess:
		d.answer(reply, question)
	}
	fit(reply, request, udp)
	return reply
}

// fit keeps an answer over UDP within what the client can take: 512 bytes, or
// what it offers by EDNS (RFC 6891).
func fit(reply, request *dns.Msg, udp bool) {
	limit := dns.MinMsgSize
	if offer := request.IsEdns0(); offer != nil {
		limit = max(limit, int(offer.UDPSize()))
		reply.SetEdns0(uint16(limit), false)
	}
	if udp && !reply.Truncated {
		reply.Truncate(limit)
	}
}

// faultOf finds the fault of the name itself or of the nearest name above it.
func (d *DNS) faultOf(name string) dnsFault {
	for {
		if fault, ok := d.faults[name]; ok || name == "." {
			return fault
		}
		name = parent(name)
	}
}

func parent(name string) string {
	next, end := dns.NextLabel(name, 0)
	if end {
		return "."
	}
	return name[next:]
}

// answer fills in the records. It follows aliases like an authority that serves
// both ends. If there are no records, it adds the SOA record, from which RFC 2308
// takes the lifetime of that answer.
func (d *DNS) answer(reply *dns.Msg, question dns.Question) {
	name := question.Name
	for range maxAliases {
		alias := ""
		for _, record := range d.records[name] {
			switch cname, isAlias := record.(*dns.CNAME); {
			case record.Header().Rrtype == question.Qtype:
				reply.Answer = append(reply.Answer, record)
			case isAlias:
				reply.Answer = append(reply.Answer, record)
				alias = dns.CanonicalName(cname.Target)
			}
		}
		if alias == "" {
			break
		}
		name = alias
	}
	if !d.exists(name) {
		reply.Rcode = dns.RcodeNameError
	}
	if len(reply.Answer) == 0 {
		reply.Ns = []dns.RR{&dns.SOA{
			Hdr: dns.RR_Header{Name: parent(name), Rrtype: dns.TypeSOA, Class: dns.ClassINET, Ttl: 60},
			Ns:  "ns.test.", Mbox: "hostmaster.test.", Serial: 1, Refresh: 60, Retry: 60, Expire: 60, Minttl: 60,
		}}
	}
}

// exists reports whether the name or any name below it exists (RFC 8020).
func (d *DNS) exists(name string) bool {
	for known := range d.records {
		if known == name || strings.HasSuffix(known, "."+name) {
			return true
		}
	}
	return false
}
