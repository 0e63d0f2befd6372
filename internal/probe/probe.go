package probe

import (
	"context"
	"crypto/x509"
	"time"

	"supplierwatch/internal/watch"
)

// Probe is one thing to look at, as a value.
type Probe struct {
	Supplier string // id; empty for what is ours
	Subject  string // domain/NAME, endpoint/ID, mailbox/ID
	Kind     string // dns, http, tls, tcp, imap
	// Key names the question that is asked. Probes with the same key ask the
	// same, and one batch asks it once. Empty: nobody else asks it.
	Key string
	// Host is whom the probe connects to, a name or address without port, in
	// lower case. A batch keeps few connections to one host at a time. Empty:
	// the probe connects to nobody but the resolver.
	Host  string
	Every time.Duration // how often it is due; 0: whenever it is asked for
	// Run looks once and gives the kind, source, evidence and data of a fact.
	// It ends soon after its context does. The Runner fills in the rest.
	Run func(ctx context.Context) watch.Fact
}

// Options is what all probes share.
type Options struct {
	Resolver *Resolver        // nil: the system's
	Guard    Guard            // the zero Guard allows public addresses alone
	Roots    *x509.CertPool   // authorities to trust; nil: the system's
	Now      func() time.Time // judges certificates; nil: time.Now
}

func (o Options) resolver() *Resolver {
	if o.Resolver == nil {
		return &Resolver{}
	}
	return o.Resolver
}

func (o Options) now() time.Time {
	if o.Now == nil {
		return time.Now()
	}
	return o.Now()
}

func (o Options) dialer() dialer {
	return dialer{resolver: o.resolver().netResolver(), guard: o.Guard}
}
