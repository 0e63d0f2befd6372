package callout

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/evidence"
	"supplierwatch/internal/model"
	"supplierwatch/internal/probe"
)

// Prober asks mail servers whether they accept mail for an address, as far as an
// SMTP dialogue goes before there is a mail (RFC 5321): nothing is ever sent. It is
// a BatchProber: all questions to one mail host travel over one connection. It asks
// rarely: an address at most once a day, an address that cannot exist once per
// domain and month and only after a real one was accepted, and a server that asks
// to be left alone not at all for a day. It must not be copied.
type Prober struct {
	Options     probe.Options // resolver, guard and clock
	Port        string
	Hello       string        // our name
	From        string        // the sender of the dialogue
	Every       civil.Period  // how often each address is asked about; daily at most
	Concurrency int           // mail hosts at a time, each over one connection; at least 1 is taken, and slow ones do not count
	Timeout     time.Duration // for a visit to a mail host, once for each recipientsOnce recipients

	memory    memory
	lanesOnce sync.Once
	lookups   probe.Lanes // of mail hosts
	visits    probe.Lanes // to them
}

// lookupsEach is how many look-ups of mail hosts run for each mail host that may be
// visited at a time: they are short, and no visit begins before them.
const lookupsEach = 2

// Ask implements BatchProber. The datum verdict is what the server says of the
// address, in one word. Domains whose mail hosts take long to look up do not delay
// the others: they have their turn once all of them are known.
func (c *Prober) Ask(ctx context.Context, probes []probe.Probe, answered func(place int, fact model.Fact)) {
	byDomain := map[string][]*recipient{}
	for i, p := range probes {
		person := newRecipient(p.Address)
		person.report = func() { answered(i, c.fact(person)) }
		if person.verdict != "" {
			person.report()
		} else {
			byDomain[person.domain] = append(byDomain[person.domain], person)
		}
	}
	routes := &routes{}
	wait := c.lookUp(ctx, byDomain, routes)
	waitFirst := c.visit(ctx, byDomain, routes.take())
	wait()
	waitLate := c.visit(ctx, byDomain, routes.take())
	waitFirst()
	waitLate()
}

// lookUp looks up the mail hosts of the domains. It returns when only slow look-ups
// remain, and wait returns after them.
func (c *Prober) lookUp(ctx context.Context, byDomain map[string][]*recipient, found *routes) (wait func()) {
	var work []probe.Work
	for _, domain := range slices.Sorted(maps.Keys(byDomain)) {
		work = append(work, probe.Work{Name: domain, Steps: []func(){func() {
			people := byDomain[domain]
			defer report(people)
			defer settleOnPanic(people)
			if hosts := c.route(ctx, domain, people); len(hosts) > 0 {
				found.add(domain, hosts)
			}
		}}})
	}
	c.lanesOnce.Do(func() {
		c.lookups.Width = lookupsEach * max(c.Concurrency, 1)
		c.visits.Width = c.Concurrency
	})
	return c.lookups.Run(work)
}

// visit asks about the recipients in the domains with known mail hosts, in one session for each
// group of mail hosts. It returns when only slow sessions remain, and wait returns after them.
func (c *Prober) visit(ctx context.Context, byDomain map[string][]*recipient, known map[string][]string) (wait func()) {
	var work []probe.Work
	byHosts := map[string]*session{}
	for _, domain := range slices.Sorted(maps.Keys(known)) {
		key := strings.Join(known[domain], " ")
		v := byHosts[key]
		if v == nil {
			v = &session{prober: c, hosts: known[domain], t: probe.NewRun("smtp")}
			byHosts[key] = v
			work = append(work, probe.Work{Name: key, Steps: []func(){func() {
				defer report(v.people)
				defer settleOnPanic(v.people)
				v.run(ctx)
			}}})
		}
		v.people = append(v.people, byDomain[domain]...)
	}
	return c.visits.Run(work)
}

// report passes on the facts of the recipients that have a verdict.
func report(people []*recipient) {
	for _, p := range people {
		if p.verdict != "" {
			p.report()
		}
	}
}

// routes are the mail hosts of domains, as they become known.
type routes struct {
	mu    sync.Mutex
	hosts map[string][]string
}

func (r *routes) add(domain string, hosts []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.hosts == nil {
		r.hosts = map[string][]string{}
	}
	r.hosts[domain] = hosts
}

// take returns what became known since it was last called.
func (r *routes) take() map[string][]string {
	r.mu.Lock()
	defer r.mu.Unlock()
	taken := r.hosts
	r.hosts = nil
	return taken
}

// route returns the mail hosts of a domain, in lower case. Where there is none it
// settles the verdict, unless the time was over.
func (c *Prober) route(ctx context.Context, domain string, people []*recipient) []string {
	within, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	t := probe.NewRun("smtp")
	_, hosts, err := probe.MailRoute(within, t, c.Options, domain)
	for _, p := range people {
		p.routeEvidence = t.Lines
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

// settleOnPanic leaves an unknown where a part of a callout panics; it is deferred.
func settleOnPanic(people []*recipient) {
	if v := recover(); v != nil {
		for _, p := range people {
			p.settle(probe.ReasonPanic, "the probe broke: %v", v)
		}
	}
}

// recipient is one address that is asked about, with its result.
type recipient struct {
	address         string   // as the registry has it
	domain          string   // in ASCII
	mail            string   // as the server gets it
	routeEvidence   []string // of the way to its mail hosts,
	sessionEvidence []string // of the dialogue with one of them,
	lines           []string // and of the answers about it
	reply           reply
	report          func() // passes on its fact, once there is a verdict
	accepted        bool
	verdict         probe.Reason // empty: not known yet
}

func newRecipient(address string) *recipient {
	p := &recipient{address: address}
	i := strings.LastIndexByte(address, '@')
	domain, err := probe.ASCIIName(address[i+1:])
	if i <= 0 || err != nil || strings.ContainsFunc(address[:i], breaksCommand) {
		p.settle(probe.ReasonTarget, "%q is not an address that a mail server can be asked about", address)
		return p
	}
	p.domain, p.mail = domain, address[:i]+"@"+domain
	return p
}

// breaksCommand reports whether a character would end an address in the middle of a command.
func breaksCommand(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("<>\"", r)
}

// international reports whether a server must know SMTPUTF8 (RFC 6531).
func (p *recipient) international() bool {
	return strings.ContainsFunc(p.mail, func(r rune) bool { return r > unicode.MaxASCII })
}

// settle sets the verdict, unless there is one already.
func (p *recipient) settle(verdict probe.Reason, format string, args ...any) {
	if p.verdict == "" {
		p.verdict = verdict
		p.lines = append(p.lines, evidence.Line(fmt.Sprintf(format, args...)))
	}
}

// answered records the server's answer about the recipient.
func (p *recipient) answered(r reply) {
	p.reply = r
	p.lines = append(p.lines, evidence.Line(fmt.Sprintf("RCPT TO:<%s>: %s", p.mail, r)))
	if p.accepted = r.good(); !p.accepted {
		p.verdict = verdictOf(r)
	}
}

// fact returns the result for an address, with what later callouts must know.
func (c *Prober) fact(p *recipient) model.Fact {
	c.memory.setPutOff(p.address, p.verdict == probe.ReasonTemporary)
	x := model.Callout{
		Reason: string(p.verdict), Verdict: wordOf(p.verdict), Address: p.address, Code: p.reply.code, Status: p.reply.enhanced,
	}
	if result, known := c.memory.catchAll(p.domain, c.Options.Instant()); known {
		x.CatchAll = &result
	}
	return x.Fact(model.Fact{Kind: kindOf(p.verdict), Source: "smtp", Evidence: p.evidence()})
}

// evidence returns how the verdict was reached, in no more lines than other facts have.
func (p *recipient) evidence() string {
	room := max(0, probe.MaxLines-len(p.lines)) / 2
	all := slices.Concat(p.routeEvidence[:min(len(p.routeEvidence), room)], p.sessionEvidence[:min(len(p.sessionEvidence), room)], p.lines)
	return strings.Join(all, "\n")
}

// randomMail returns an address that cannot exist, and that shows who made it up.
func randomMail(domain string) string {
	return "supplierwatch-" + strings.ToLower(rand.Text()[:12]) + "@" + domain
}

// errBackOff means that a server asks to be left alone.
var errBackOff = errors.New("the server wants to be left alone")

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
			Supplier: s.ID, Subject: model.KindContact.Subject(contact.ID), Kind: "smtp", Key: "smtp " + contact.Email, Cohort: "smtp " + contact.Domain,
			Every: max(probe.Interval(c.Every), minPause), Pause: minPause, Batch: c, Address: contact.Email,
		}
		before := o.Earlier(s, p.Subject)
		c.memory.restore(contact.Domain, before.Last)
		p.RetryEarly = before.Failures > 0 && before.Failures < enough || c.memory.isPutOff(contact.Email)
		p.Run = func(ctx context.Context) (fact model.Fact) {
			c.Ask(ctx, []probe.Probe{p}, func(_ int, found model.Fact) { fact = found })
			return fact
		}
		plan = append(plan, p)
	}
	return plan
}
