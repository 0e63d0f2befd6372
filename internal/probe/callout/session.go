package callout

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"time"

	"supplierwatch/internal/probe"
)

const (
	maxMailHosts   = 3   // of one domain that are tried
	maxRecipients  = 100 // of one transaction; RFC 5321, 4.5.3.1.8 has every server take so many
	recipientsOnce = 20  // that are named in one flight
)

// visit is one connection to the mail host of some recipients, or one to each of
// a few hosts as long as none answers. One goroutine makes it.
type visit struct {
	prober *Prober
	hosts  []string // the most preferred first
	people []*recipient
	t      *probe.Run

	connected bool // some host took a connection
}

// run asks about everybody. Whom it did not come to before the end of the
// context has no verdict.
func (v *visit) run(ctx context.Context) {
	last := v.anyOf(ctx, v.hosts[:min(len(v.hosts), maxMailHosts)])
	for _, p := range v.people {
		p.visit = v.t.Lines
		if p.accepted {
			v.conclude(p)
		}
	}
	// Whom there was no time for stays due, but not a server that said nothing
	// of anybody for so long: that is its answer.
	silent := v.connected && len(v.open()) == len(v.people) && errors.Is(ctx.Err(), context.DeadlineExceeded)
	if last == nil || ctx.Err() != nil && !silent {
		return
	}
	for _, p := range v.open() {
		p.settle(probe.ReasonOf(ctx, last), "not answered: %v", last)
	}
}

// anyOf asks one host after the other until one has told of everybody, or wants
// to be left alone. Its error is that of the last host that has an address.
func (v *visit) anyOf(ctx context.Context, hosts []string) (last error) {
	for _, host := range hosts {
		err := v.at(ctx, host)
		if err == nil || len(v.open()) == 0 || errors.Is(err, errRest) {
			return err
		}
		v.t.AddEvidence("%v", err)
		if last == nil || probe.ReasonOf(ctx, err) != probe.ReasonMXNoAddress {
			last = err
		}
	}
	return last
}

// open lists those whose verdict is open.
func (v *visit) open() []*recipient {
	return slices.DeleteFunc(slices.Clone(v.people), func(p *recipient) bool { return p.accepted || p.verdict != "" })
}

// conclude gives the verdict on an address that was accepted, by what the
// domain says to one that cannot exist.
func (v *visit) conclude(p *recipient) {
	tr, known := v.prober.memory.trick(p.domain, v.prober.Options.Instant())
	switch {
	case known && tr.catchAll == "yes":
		p.settle(probe.ReasonAcceptsAll, "accepted, like an address that cannot exist")
	case known && tr.catchAll == "no":
		p.settle(probe.ReasonDeliverable, "accepted, while an address that cannot exist was refused")
	default:
		p.settle(probe.ReasonDeliverable, "accepted; whether the server accepts everything is not known")
	}
}

// at asks one mail host, unless it is left alone.
func (v *visit) at(ctx context.Context, host string) error {
	if r, left := v.prober.memory.left(host, v.prober.Options.Instant()); left {
		return probe.WithReason(r.reason, fmt.Errorf("%w until %s", errRest, r.until.UTC().Format(time.RFC3339)))
	}
	addrs, err := v.prober.Options.Dialer().LookUp(ctx, host)
	switch {
	case err != nil && probe.NetworkReason(err) == probe.ReasonNXDomain:
		return probe.WithReason(probe.ReasonMXNoAddress, fmt.Errorf("the mail host %s has no address: %w", host, err))
	case err != nil:
		return err
	}
	release, err := v.prober.memory.occupy(ctx, slices.MinFunc(addrs, netip.Addr.Compare).String())
	if err != nil {
		return err
	}
	defer release()
	err = v.dialogue(ctx, host, addrs, true)
	if errors.Is(err, errNoTLS) {
		v.t.AddEvidence("%v", err)
		err = v.dialogue(ctx, host, addrs, false)
	}
	if errors.Is(err, errRest) {
		v.prober.memory.leave(host, probe.ReasonOf(ctx, err), v.prober.Options.Instant())
	}
	return err
}

// dialogue makes one connection and asks about everybody who is open. It takes
// leave of everybody who can still be talked to.
func (v *visit) dialogue(ctx context.Context, host string, addrs []netip.Addr, secure bool) error {
	link, err := v.connect(ctx, host, addrs)
	if err != nil {
		return err
	}
	defer link.conn.Close()
	defer context.AfterFunc(ctx, func() { link.raw.Close() })()
	err = v.introduce(ctx, link, host, secure)
	if err == nil {
		err = v.transactions(link)
	}
	if reason, _ := probe.MarkedReason(err); err == nil || reason == probe.ReasonBlocked || reason == probe.ReasonTemporary {
		link.quit()
	}
	return err
}

// transactions asks about everybody who is open, in as many transactions as it
// takes. Each is taken back before the next begins.
func (v *visit) transactions(link *smtpLink) error {
	for i, chunk := range slices.Collect(slices.Chunk(v.open(), maxRecipients)) {
		if i > 0 {
			if _, err := link.ask("RSET"); err != nil {
				return err
			}
		}
		if err := v.transaction(link, chunk); err != nil {
			return err
		}
	}
	return nil
}

func (v *visit) connect(ctx context.Context, host string, addrs []netip.Addr) (*smtpLink, error) {
	ctx, cancel := context.WithTimeout(ctx, v.prober.Timeout)
	defer cancel()
	conn, err := v.prober.Options.Dialer().DialAny(ctx, v.t, host+":"+v.prober.Port, addrs, v.prober.Port)
	if err != nil {
		return nil, err
	}
	v.connected = true
	return newSMTPLink(conn, v.prober.Timeout), nil
}

// introduce exchanges greetings, over TLS if the server offers it.
func (v *visit) introduce(ctx context.Context, link *smtpLink, host string, secure bool) error {
	r, err := link.greeting()
	if err := v.heard("greeting", r, err); err != nil {
		return err
	}
	r, err = link.hello(v.prober.Hello)
	if err := v.heard("EHLO", r, err); err != nil {
		return err
	}
	if !secure || !link.offers["STARTTLS"] {
		return nil
	}
	secured, err := link.secure(ctx, host)
	if err != nil || !secured {
		return err
	}
	r, err = link.hello(v.prober.Hello)
	return v.heard("EHLO over TLS", r, err)
}

// heard notes what a server answers before it is asked about anybody, and makes
// an error of what is no welcome.
func (v *visit) heard(to string, r smtpReply, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", to, err)
	}
	v.t.AddEvidence("%s: %s", to, r)
	if r.good() {
		return nil
	}
	err = refused(to, r)
	if wantsRest(r) {
		err = fmt.Errorf("%w: %w", errRest, err)
	}
	return err
}

// refused is the error about an answer that turns all of us away.
func refused(to string, r smtpReply) error {
	reason := probe.ReasonBlocked
	if r.code < 500 {
		reason = probe.ReasonTemporary
	}
	return probe.WithReason(reason, fmt.Errorf("%s: %s", to, r))
}

// transaction names a sender and recipients, and goes no further.
func (v *visit) transaction(link *smtpLink, chunk []*recipient) error {
	sender := "MAIL FROM:<" + v.prober.From + ">"
	if slices.ContainsFunc(chunk, (*recipient).international) {
		if link.offers["SMTPUTF8"] {
			sender += " SMTPUTF8"
		} else {
			chunk = spoken(chunk)
		}
	}
	commands := []string{sender}
	for some := range slices.Chunk(chunk, recipientsOnce) {
		if err := v.name(link, commands, some); err != nil {
			return err
		}
		commands = nil
	}
	return v.trick(link, chunk)
}

// spoken leaves out those whose address the server cannot be told.
func spoken(chunk []*recipient) []*recipient {
	return slices.DeleteFunc(slices.Clone(chunk), func(p *recipient) bool {
		if p.international() {
			p.settle(probe.ReasonUnclear, "the server takes no addresses beyond ASCII")
		}
		return p.verdict != ""
	})
}

// name asks about some recipients in one flight, behind what must come first.
// A server that does not take our sender wants nothing of us.
func (v *visit) name(link *smtpLink, first []string, some []*recipient) error {
	commands := slices.Clone(first)
	for _, p := range some {
		commands = append(commands, "RCPT TO:<"+p.mail+">")
	}
	var turned error
	sender := true
	failed := link.flight(commands, func(i int, r smtpReply) bool {
		switch {
		case i < len(first):
			if sender = r.good(); !sender {
				turned = fmt.Errorf("%w: %w", errRest, refused("MAIL FROM", r))
			}
		case sender:
			some[i-len(first)].answered(r)
			if wantsRest(r) {
				turned = fmt.Errorf("%w: %w", errRest, refused("RCPT TO", r))
			}
		}
		return turned == nil
	})
	return cmp.Or(turned, failed)
}

// trick asks, at the domains where somebody was accepted, about an address that
// cannot exist, unless that was done this month. Whatever comes of it, it was done.
func (v *visit) trick(link *smtpLink, chunk []*recipient) error {
	now := v.prober.Options.Instant()
	var domains []string
	for _, p := range chunk {
		if _, known := v.prober.memory.trick(p.domain, now); p.accepted && !known && !slices.Contains(domains, p.domain) {
			domains = append(domains, p.domain)
		}
	}
	for some := range slices.Chunk(domains, recipientsOnce) {
		commands := make([]string, len(some))
		for i, domain := range some {
			commands[i] = "RCPT TO:<" + randomMail(domain) + ">"
			v.prober.memory.tricked(domain, trick{on: now})
		}
		var turned error
		failed := link.flight(commands, func(i int, r smtpReply) bool {
			v.prober.memory.tricked(some[i], trick{now, catchAll(r)})
			if wantsRest(r) {
				turned = fmt.Errorf("%w: %w", errRest, refused("RCPT TO", r))
			}
			return turned == nil
		})
		if err := cmp.Or(turned, failed); err != nil {
			return err
		}
	}
	return nil
}

// catchAll says whether a domain accepts everything, by what it says to an
// address that cannot exist; empty where that says nothing.
func catchAll(r smtpReply) string {
	switch {
	case r.good():
		return "yes"
	case r.code >= 500 && verdictOf(r) != probe.ReasonBlocked:
		return "no"
	}
	return ""
}
