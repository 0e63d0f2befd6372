package probe

import (
	"context"
	"crypto/x509"
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// Probe is one thing to look at, as a value.
type Probe struct {
	Supplier string        // id; empty for what is ours
	Subject  model.Subject // domain/NAME, registration/NAME, endpoint/ID, contact/ID, mailbox/ID
	Kind     string        // dns, http, tls, tcp, ssh, exec, rdap, smtp, imap
	// Key is the question that is asked. Probes with the same key ask the
	// same, and one batch asks it once. Empty: nobody else asks it.
	Key string
	// Host is whom the probe connects to, a name or address without port, in
	// lower case. A batch keeps few connections to one host at a time. Empty:
	// the probe connects to nobody but the resolver.
	Host  string
	Every time.Duration // how often it is due; 0: whenever it is asked for
	// Pause is the least time between two runs; 0: none is kept.
	Pause time.Duration
	// RetryEarly makes it due as soon as its Pause is over: something was left open.
	RetryEarly bool
	// Cohort is the group of probes that are due together. Empty: the Key does.
	Cohort string
	// Timeout is how long it may take; 0: as long as the Runner says.
	Timeout time.Duration
	// Run looks once and gives the kind, source, evidence and data of a fact.
	// It ends soon after its context does. The Runner fills in the rest.
	Run func(ctx context.Context) model.Fact
	// Batch asks this probe's question together with those of others. Nil: Run
	// asks it alone.
	Batch BatchProber
	// Address is the mailbox that a BatchProber asks about, local part and domain in
	// ASCII where that is possible.
	Address string
}

// BatchProber asks many questions at once, where one connection answers several.
type BatchProber interface {
	// Ask calls answered, maybe from several goroutines, with the place of a probe and
	// its fact as soon as it is known. A probe that there was no time for is left out
	// and stays due. Ask ends soon after its context does, and has then asked what it could.
	Ask(ctx context.Context, probes []Probe, answered func(place int, fact model.Fact))
}

// Options is what all probes share.
type Options struct {
	Resolver *Resolver        // nil: the system's
	Guard    Guard            // the zero Guard allows public addresses alone
	Roots    *x509.CertPool   // authorities to trust; nil: the system's
	Now      func() time.Time // for the dates of certificates; nil: time.Now
	// Known returns the results of earlier probes of a subject; nil: nothing is known.
	Known func(supplier string, subject model.Subject) (factindex.Streak, bool)
	// Commands are those that endpoints of the kind exec name.
	Commands map[string]Command
	// Planners add probes of other packages to the plan of each supplier.
	Planners []Planner
	// Announced are mail domains, by supplier, that a mail says are the
	// supplier's now: since when they are registered is asked too.
	Announced map[string][]string
}

// Planner adds probes to the plan of a supplier.
type Planner interface {
	Plan(r *model.Registry, s *model.Supplier, o Options) []Probe
}

func (o Options) resolver() *Resolver {
	if o.Resolver == nil {
		return &Resolver{}
	}
	return o.Resolver
}

// Instant returns the present time by the clock of the options.
func (o Options) Instant() time.Time {
	if o.Now == nil {
		return time.Now()
	}
	return o.Now()
}

// Earlier returns what earlier probes say of a subject, under a former id of the
// supplier if nothing is known under the present one; the zero Streak if nothing
// is known at all.
func (o Options) Earlier(s *model.Supplier, subject model.Subject) factindex.Streak {
	if o.Known == nil {
		return factindex.Streak{}
	}
	for _, id := range append([]string{s.ID}, s.Was...) {
		if before, known := o.Known(id, subject); known {
			return before
		}
	}
	return factindex.Streak{}
}

// Dialer returns a dialer with the resolver and the guard of the options.
func (o Options) Dialer() Dialer {
	return Dialer{resolver: o.resolver().netResolver(), guard: o.Guard}
}
