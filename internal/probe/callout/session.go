package callout

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/probe"
)

const (
	maxMailHosts   = 3   // of one domain that are tried
	maxRecipients  = 100 // of one transaction; RFC 5321, 4.5.3.1.8 has every server take so many
	recipientsOnce = 20  // that are asked about in one flight
)

// session is one connection to the mail host of some recipients, or one to each of
// a few hosts until one answers. One goroutine uses it.
type session struct {
	prober *Prober
	hosts  []string // the most preferred first
	people []*recipient
	t      *probe.Run

	connected bool // some host took a connection
}

// run asks about all recipients. Those whom it does not reach before the end of the
// context have no verdict.
func (v *session) run(ctx context.Context) {
	last := v.tryHosts(ctx, v.hosts[:min(len(v.hosts), maxMailHosts)])
	for _, p := range v.people {
		p.sessionEvidence = v.t.Lines
		if p.accepted {
			v.conclude(p)
		}
	}
	if last == nil || v.staysDue(ctx, last) {
		return
	}
	for _, p := range v.undecided() {
		p.settle(probe.ReasonOf(ctx, last), "not answered: %v", last)
	}
}

// staysDue reports whether the recipients without a verdict are asked about again
// soon: there was no time for them. A server that kept silent about all recipients
// for so long has answered by that.
func (v *session) staysDue(ctx context.Context, last error) bool {
	silent := len(v.undecided()) == len(v.people)
	if ctx.Err() != nil {
		return !silent || !v.connected || !errors.Is(ctx.Err(), context.DeadlineExceeded)
	}
	return !silent && probe.ReasonOf(ctx, last) == probe.ReasonTimeout
}

// tryHosts asks one host after the other until one has answered for all recipients,
// or asks to be left alone. Its error is that of the last host that has an address.
func (v *session) tryHosts(ctx context.Context, hosts []string) (last error) {
	for _, host := range hosts {
		err := v.askHost(ctx, host)
		if err == nil || len(v.undecided()) == 0 || errors.Is(err, errBackOff) {
			return err
		}
		v.t.AddEvidence("%v", err)
		if last == nil || probe.ReasonOf(ctx, err) != probe.ReasonMXNoAddress {
			last = err
		}
	}
	return last
}

// undecided returns the recipients without a verdict.
func (v *session) undecided() []*recipient {
	return slices.DeleteFunc(slices.Clone(v.people), func(p *recipient) bool { return p.accepted || p.verdict != "" })
}

// conclude settles the verdict on an address that was accepted, by the domain's
// answer about an address that cannot exist.
func (v *session) conclude(p *recipient) {
	tr, known := v.prober.memory.catchAll(p.domain, v.prober.Options.Instant())
	switch {
	case known && tr.Accepted == "yes":
		p.settle(probe.ReasonAcceptsAll, "accepted, like an address that cannot exist")
	case known && tr.Accepted == "no":
		p.settle(probe.ReasonDeliverable, "accepted, while an address that cannot exist was refused")
	default:
		p.settle(probe.ReasonDeliverable, "accepted; whether the server accepts everything is not known")
	}
}

// askHost asks one mail host, unless it is to be left alone.
func (v *session) askHost(ctx context.Context, host string) error {
	if r, left := v.prober.memory.backedOff(host, v.prober.Options.Instant()); left {
		return probe.WithReason(r.reason, fmt.Errorf("%w until %s", errBackOff, r.until.UTC().Format(time.RFC3339)))
	}
	addrs, err := v.addresses(ctx, host)
	switch {
	case err != nil && probe.NetworkReason(err) == probe.ReasonNXDomain:
		return probe.WithReason(probe.ReasonMXNoAddress, fmt.Errorf("the mail host %s has no address: %w", host, err))
	case err != nil:
		return err
	}
	release, err := v.prober.memory.acquire(ctx, slices.MinFunc(addrs, netip.Addr.Compare).String())
	if err != nil {
		return err
	}
	defer release()
	end := time.Now().Add(v.visitTime())
	err = v.dialogue(ctx, end, host, addrs, true)
	if errors.Is(err, errNoTLS) {
		v.t.AddEvidence("%v", err)
		err = v.dialogue(ctx, end, host, addrs, false)
	}
	if errors.Is(err, errBackOff) {
		v.prober.memory.backOff(host, probe.ReasonOf(ctx, err), v.prober.Options.Instant())
	}
	return err
}

// addresses looks up the addresses of a mail host.
func (v *session) addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	within, cancel := context.WithTimeout(ctx, v.prober.Timeout)
	defer cancel()
	return v.prober.Options.Dialer().LookUp(within, host)
}

// visitTime is how long a visit to a mail host may take in all, however many commands
// it needs: the time of one probe, for each flight of recipients.
func (v *session) visitTime() time.Duration {
	flights := (len(v.undecided()) + recipientsOnce - 1) / recipientsOnce
	return v.prober.Timeout * time.Duration(max(flights, 1))
}

// dialogue makes one connection and asks about all undecided recipients until the
// visit must end. It ends with QUIT where the server may still listen.
func (v *session) dialogue(ctx context.Context, end time.Time, host string, addrs []netip.Addr, secure bool) error {
	link, err := v.connect(ctx, end, host, addrs)
	if err != nil {
		return err
	}
	defer link.conn.Close()
	defer context.AfterFunc(ctx, func() { link.raw.Close() })()
	err = v.introduce(ctx, link, host, secure)
	if err == nil {
		err = v.transactions(link)
	}
	switch reason, _ := probe.MarkedReason(err); {
	case err == nil, reason == probe.ReasonBlocked, reason == probe.ReasonTemporary:
		link.quit(true)
	case probe.ReasonOf(ctx, err) == probe.ReasonTimeout:
		link.quit(false)
	}
	return err
}

// transactions asks about all undecided recipients, in as many transactions as are
// needed. Each is reset before the next begins.
func (v *session) transactions(link *client) error {
	for i, chunk := range slices.Collect(slices.Chunk(v.undecided(), maxRecipients)) {
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

func (v *session) connect(ctx context.Context, end time.Time, host string, addrs []netip.Addr) (*client, error) {
	ctx, cancel := context.WithDeadline(ctx, end)
	defer cancel()
	conn, err := v.prober.Options.Dialer().DialAny(ctx, v.t, host+":"+v.prober.Port, addrs, v.prober.Port)
	if err != nil {
		return nil, err
	}
	v.connected = true
	return newClient(conn, end), nil
}

// introduce exchanges greetings, over TLS if the server offers it.
func (v *session) introduce(ctx context.Context, link *client, host string, secure bool) error {
	r, err := link.greeting()
	if err := v.checkWelcome("greeting", r, err); err != nil {
		return err
	}
	r, err = link.hello(v.prober.Hello)
	if err := v.checkWelcome("EHLO", r, err); err != nil {
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
	return v.checkWelcome("EHLO over TLS", r, err)
}

// checkWelcome records an answer that comes before any recipient, and returns an
// error for one that is not a welcome.
func (v *session) checkWelcome(to string, r reply, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", to, err)
	}
	v.t.AddEvidence("%s: %s", to, r)
	if r.good() {
		return nil
	}
	err = refused(to, r)
	if wantsBackOff(r) {
		err = fmt.Errorf("%w: %w", errBackOff, err)
	}
	return err
}

// refused is the error about an answer that turns us away altogether.
func refused(to string, r reply) error {
	reason := probe.ReasonBlocked
	if r.code < 500 {
		reason = probe.ReasonTemporary
	}
	return probe.WithReason(reason, fmt.Errorf("%s: %s", to, r))
}

// transaction sends a sender and recipients, and goes no further.
func (v *session) transaction(link *client, chunk []*recipient) error {
	sender := "MAIL FROM:<" + v.prober.From + ">"
	if slices.ContainsFunc(chunk, (*recipient).international) {
		if link.offers["SMTPUTF8"] {
			sender += " SMTPUTF8"
		} else {
			chunk = withoutInternational(chunk)
		}
	}
	commands := []string{sender}
	for some := range slices.Chunk(chunk, recipientsOnce) {
		if err := v.askRecipients(link, commands, some); err != nil {
			return err
		}
		commands = nil
	}
	return v.askCatchAll(link, chunk)
}

// withoutInternational leaves out the recipients whose address the server cannot take.
func withoutInternational(chunk []*recipient) []*recipient {
	return slices.DeleteFunc(slices.Clone(chunk), func(p *recipient) bool {
		if p.international() {
			p.settle(probe.ReasonUnclear, "the server takes no addresses beyond ASCII")
		}
		return p.verdict != ""
	})
}

// askRecipients asks about some recipients in one flight, after the commands that
// must come first. A server that refuses our sender asks to be left alone.
func (v *session) askRecipients(link *client, first []string, some []*recipient) error {
	commands := slices.Clone(first)
	for _, p := range some {
		commands = append(commands, "RCPT TO:<"+p.mail+">")
	}
	var turned error
	sender := true
	failed := link.flight(commands, func(i int, r reply) bool {
		switch {
		case i < len(first):
			if sender = r.good(); !sender {
				turned = fmt.Errorf("%w: %w", errBackOff, refused("MAIL FROM", r))
			}
		case sender:
			some[i-len(first)].answered(r)
			if wantsBackOff(r) {
				turned = fmt.Errorf("%w: %w", errBackOff, refused("RCPT TO", r))
			}
		}
		return turned == nil
	})
	return cmp.Or(turned, failed)
}

// askCatchAll asks about an address that cannot exist at the domains where a
// recipient was accepted, once a month. The month counts whatever the answer is.
func (v *session) askCatchAll(link *client, chunk []*recipient) error {
	now := v.prober.Options.Instant()
	var domains []string
	for _, p := range chunk {
		if _, known := v.prober.memory.catchAll(p.domain, now); p.accepted && !known && !slices.Contains(domains, p.domain) {
			domains = append(domains, p.domain)
		}
	}
	for some := range slices.Chunk(domains, recipientsOnce) {
		commands := make([]string, len(some))
		for i, domain := range some {
			commands[i] = "RCPT TO:<" + randomMail(domain) + ">"
			v.prober.memory.recordCatchAll(domain, model.CatchAll{On: now})
		}
		var turned error
		failed := link.flight(commands, func(i int, r reply) bool {
			v.prober.memory.recordCatchAll(some[i], model.CatchAll{On: now, Accepted: catchAllOf(r)})
			if wantsBackOff(r) {
				turned = fmt.Errorf("%w: %w", errBackOff, refused("RCPT TO", r))
			}
			return turned == nil
		})
		if err := cmp.Or(turned, failed); err != nil {
			return err
		}
	}
	return nil
}

// catchAllOf returns "yes" if a domain accepts an address that cannot exist, "no" if
// it refuses it, and nothing where the answer leaves that open.
func catchAllOf(r reply) string {
	switch {
	case r.good():
		return "yes"
	case r.code >= 500 && verdictOf(r) != probe.ReasonBlocked:
		return "no"
	}
	return ""
}
