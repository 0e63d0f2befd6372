package callout

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/sync/errgroup"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/probe"
)

// Prober asks mail servers whether they would take mail for an address, as
// far as a dialogue goes before there is a mail (RFC 5321): nothing is ever
// sent. It is a Crowd, so that all questions to one mail host travel over one
// connection, and it asks seldom: an address at most once a day, one that cannot
// exist once per domain and month and only after a real one was accepted, and a
// server that wants to be left alone not at all for a day. It must not be copied.
type Prober struct {
	Options     probe.Options // resolver, guard and clock
	Port        string
	Hello       string        // our name
	From        string        // the sender that we name
	Every       civil.Period  // how often each address is asked about; daily at most
	Concurrency int           // mail hosts at a time, each over one connection; at least 1 is taken
	Timeout     time.Duration // for connecting, and for the answers to each flight of commands

	memory calloutMemory
}

// Ask implements Crowd. Data verdict tells in one word what the server says of
// the address.
func (c *Prober) Ask(ctx context.Context, probes []probe.Probe) []model.Fact {
	people := make([]*recipient, len(probes))
	byDomain := map[string][]*recipient{}
	for i, p := range probes {
		people[i] = newRecipient(p.Address)
		if domain := people[i].domain; people[i].verdict == "" {
			byDomain[domain] = append(byDomain[domain], people[i])
		}
	}
	visits := c.plan(ctx, byDomain)
	c.each(len(visits), func(i int) {
		defer survive(visits[i].people)
		visits[i].run(ctx)
	})
	facts := make([]model.Fact, len(probes))
	for i, p := range people {
		if p.verdict != "" {
			facts[i] = c.fact(p)
		}
	}
	return facts
}

// each does things beside each other, as many as are allowed at a time.
func (c *Prober) each(n int, do func(i int)) {
	var workers errgroup.Group
	workers.SetLimit(max(c.Concurrency, 1))
	for i := range n {
		workers.Go(func() error {
			do(i)
			return nil
		})
	}
	_ = workers.Wait() // none of them returns an error
}

// plan looks up who takes the mail of each domain and gives one visit to each
// group of mail hosts. Where nobody does, that is the verdict.
func (c *Prober) plan(ctx context.Context, byDomain map[string][]*recipient) []*visit {
	domains := slices.Sorted(maps.Keys(byDomain))
	routes := make([][]string, len(domains))
	c.each(len(domains), func(i int) {
		defer survive(byDomain[domains[i]])
		routes[i] = c.route(ctx, domains[i], byDomain[domains[i]])
	})
	var visits []*visit
	byHosts := map[string]*visit{}
	for i, domain := range domains {
		if len(routes[i]) == 0 {
			continue
		}
		key := strings.Join(routes[i], " ")
		v := byHosts[key]
		if v == nil {
			v = &visit{prober: c, hosts: routes[i], t: probe.NewRun("smtp")}
			byHosts[key] = v
			visits = append(visits, v)
		}
		v.people = append(v.people, byDomain[domain]...)
	}
	return visits
}

// route gives the mail hosts of a domain, in lower case; or none, with the
// verdict settled unless the time was over.
func (c *Prober) route(ctx context.Context, domain string, people []*recipient) []string {
	within, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	t := probe.NewRun("smtp")
	_, hosts, err := probe.MailRoute(within, t, c.Options, domain)
	for _, p := range people {
		p.way = t.Lines
	}
	if err == nil {
		for i, host := range hosts {
			hosts[i] = strings.ToLower(strings.TrimSuffix(host, "."))
		}
		return hosts
	}
	if ctx.Err() == nil {
		for _, p := range people {
			p.settle(probe.ReasonOf(within, err), "%v", err)
		}
	}
	return nil
}

// survive leaves an unknown where a part of a callout panics; it is deferred.
func survive(people []*recipient) {
	if v := recover(); v != nil {
		for _, p := range people {
			p.settle(probe.ReasonPanic, "the probe broke: %v", v)
		}
	}
}

// recipient is one address that is asked about, and what came of it.
type recipient struct {
	address  string   // as the registry has it
	domain   string   // in ASCII
	mail     string   // as the server is told it
	way      []string // evidence of the way to its mail hosts,
	visit    []string // of the dialogue with one of them,
	lines    []string // and of what was said of it
	reply    smtpReply
	accepted bool
	verdict  probe.Reason // empty: not known yet
}

func newRecipient(address string) *recipient {
	p := &recipient{address: address}
	i := strings.LastIndexByte(address, '@')
	domain, err := probe.ASCIIName(address[i+1:])
	if i <= 0 || err != nil || strings.ContainsFunc(address[:i], unspeakable) {
		p.settle(probe.ReasonTarget, "%q is no address that a mail server can be asked about", address)
		return p
	}
	p.domain, p.mail = domain, address[:i]+"@"+domain
	return p
}

// unspeakable tells what would end an address in the middle of a command.
func unspeakable(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("<>\"", r)
}

// international tells whether a server must know SMTPUTF8 (RFC 6531).
func (p *recipient) international() bool {
	return strings.ContainsFunc(p.mail, func(r rune) bool { return r > unicode.MaxASCII })
}

// settle gives the verdict, unless there is one already.
func (p *recipient) settle(verdict probe.Reason, format string, args ...any) {
	if p.verdict == "" {
		p.verdict = verdict
		p.lines = append(p.lines, probe.Printable(fmt.Sprintf(format, args...)))
	}
}

// answered takes in what the server says of the recipient.
func (p *recipient) answered(r smtpReply) {
	p.reply = r
	p.lines = append(p.lines, probe.Printable(fmt.Sprintf("RCPT TO:<%s>: %s", p.mail, r)))
	if p.accepted = r.good(); !p.accepted {
		p.verdict = verdictOf(r)
	}
}

// fact tells what came of an address, and hands on what later callouts must know.
func (c *Prober) fact(p *recipient) model.Fact {
	c.memory.wait(p.address, p.verdict == probe.ReasonTemporary)
	f := model.Fact{Kind: kindOf(p.verdict), Source: "smtp", Evidence: p.evidence(), Data: map[string]string{
		model.DataReason: string(p.verdict), model.DataVerdict: wordOf(p.verdict), model.DataAddress: p.address,
	}}
	if p.reply.code != 0 {
		f.Data[model.DataCode] = fmt.Sprint(p.reply.code)
	}
	if p.reply.enhanced != "" {
		f.Data[model.DataStatus] = p.reply.enhanced
	}
	if tr, known := c.memory.trick(p.domain, c.Options.Instant()); known {
		f.Data[dataRandomOn], f.Data[dataCatchAll] = tr.on.UTC().Format(time.DateOnly), tr.catchAll
	}
	return f
}

// evidence tells how the verdict came about, in no more lines than other facts.
func (p *recipient) evidence() string {
	room := max(0, probe.MaxLines-len(p.lines)) / 2
	all := slices.Concat(p.way[:min(len(p.way), room)], p.visit[:min(len(p.visit), room)], p.lines)
	return strings.Join(all, "\n")
}

// randomMail makes an address that cannot exist, and says who made it up.
func randomMail(domain string) string {
	return "supplierwatch-" + strings.ToLower(rand.Text()[:12]) + "@" + domain
}

// errRest tells that a server wants to be left alone.
var errRest = errors.New("the server wants to be left alone")

// Plan returns the probes of the addresses of a supplier's contacts. Refusals that
// are not yet enough to be believed, and what was put off, are asked about again
// the next day.
func (c *Prober) Plan(r *model.Registry, s *model.Supplier, o probe.Options) []probe.Probe {
	var plan []probe.Probe
	enough := r.Limits.Failures
	for _, contact := range s.Contacts {
		if contact.Email == "" {
			continue
		}
		p := probe.Probe{
			Supplier: s.ID, Subject: "contact/" + contact.ID, Kind: "smtp", Key: "smtp " + contact.Email, Pace: "smtp " + contact.Domain,
			Every: max(probe.Interval(c.Every), calloutRest), Pause: calloutRest, Crowd: c, Address: contact.Email,
		}
		before := o.Earlier(s, p.Subject)
		c.memory.recall(contact.Domain, before.Last)
		p.Soon = before.Failures > 0 && before.Failures < enough || c.memory.waits(contact.Email)
		p.Run = func(ctx context.Context) model.Fact { return c.Ask(ctx, []probe.Probe{p})[0] }
		plan = append(plan, p)
	}
	return plan
}
