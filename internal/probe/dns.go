package probe

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/miekg/dns"

	"supplierwatch/internal/model"
)

// MailDomain probes that mail to a domain has somewhere to go: a mail host of
// its MX records that has an address or, without MX records, an address of its
// own (RFC 5321, 5.1). It fails only on answers: that the domain wants no mail
// (RFC 7505), does not exist, or has nothing mail could be sent to, which
// includes MX records whose hosts all lack an address. A resolver that gives
// no answer leaves the domain unknown. The hosts are not connected to.
func MailDomain(domain string, o Options) func(context.Context) model.Fact {
	return func(ctx context.Context) model.Fact {
		t := NewRun("dns")
		name, err := ASCIIName(domain)
		if err != nil {
			return t.Unknown(ctx, WithReason(ReasonTarget, err))
		}
		good, err := takesMail(ctx, t, o, name)
		switch {
		case err == nil:
			return t.OK(good)
		case ReasonOf(ctx, err) == ReasonTimeout:
			return t.Unknown(ctx, err)
		}
		return t.failed(ctx, err)
	}
}

// takesMail returns the reason why a domain takes mail, or as an error why not.
func takesMail(ctx context.Context, t *Run, o Options, name string) (Reason, error) {
	way, hosts, err := MailRoute(ctx, t, o, name)
	if err == nil && way == ReasonMX {
		err = anyAddress(ctx, t, o.resolver(), hosts)
	}
	return way, err
}

// MailRoute returns the hosts that take the mail of a domain, the most preferred
// first, and by what they are named; or as an error why there are none. Whether
// hosts of MX records have an address is not looked up.
func MailRoute(ctx context.Context, t *Run, o Options, name string) (way Reason, hosts []string, err error) {
	r := o.resolver()
	mx, err := r.ask(ctx, t, name, dns.TypeMX)
	if err != nil {
		return "", nil, err
	}
	switch hosts := mailHosts(mx.records); {
	case len(hosts) > 0:
		return ReasonMX, hosts, nil
	case len(mx.records) > 0:
		return "", nil, WithReason(ReasonNullMX, errors.New("the domain declares that it accepts no mail (null MX)"))
	}
	// Some servers deny a name when they only lack the type that was asked
	// for. So a name counts as missing if it is denied twice.
	found, exists, err := r.address(ctx, t, name)
	switch {
	case err != nil:
		return "", nil, err
	case found:
		return ReasonAddress, []string{name}, nil
	case !exists && !mx.exists:
		return "", nil, WithReason(ReasonNXDomain, fmt.Errorf("%s does not exist", name))
	}
	return "", nil, WithReason(ReasonNoMX, fmt.Errorf("%s has no MX record and no address", name))
}

// maxMX is how many mail hosts of one domain are looked at, the most preferred
// ones: RFC 5321, 5.1 lets a sender stop at some, and a domain may name
// thousands.
const maxMX = 10

// mailHosts returns the hosts of the MX records that are looked at, the most
// preferred first, without the null host.
func mailHosts(records []dns.RR) []string {
	var mxs []*dns.MX
	for _, rr := range records {
		if mx := rr.(*dns.MX); mx.Mx != "." {
			mxs = append(mxs, mx)
		}
	}
	slices.SortFunc(mxs, func(a, b *dns.MX) int {
		return cmp.Or(cmp.Compare(a.Preference, b.Preference), cmp.Compare(a.Mx, b.Mx))
	})
	mxs = mxs[:min(len(mxs), maxMX)]
	hosts := make([]string, len(mxs))
	for i, mx := range mxs {
		hosts[i] = mx.Mx
	}
	return hosts
}

// anyAddress returns nil if one of the mail hosts has an address. If the
// resolver could not tell of one and no other has any, its error remains.
func anyAddress(ctx context.Context, t *Run, r *Resolver, hosts []string) error {
	var unsure error
	for _, host := range hosts {
		found, _, err := r.address(ctx, t, host)
		if found {
			return nil
		}
		if err != nil {
			unsure = err
		}
	}
	if unsure != nil {
		return unsure
	}
	if len(hosts) == maxMX {
		return WithReason(ReasonMXNoAddress, fmt.Errorf("none of its first %d mail hosts has an address", maxMX))
	}
	return WithReason(ReasonMXNoAddress, errors.New("none of its mail hosts has an address"))
}

// address reports whether a name has an address of either family, and whether
// the name exists at all.
func (r *Resolver) address(ctx context.Context, t *Run, name string) (found, exists bool, err error) {
	var unsure error
	for _, kind := range []uint16{dns.TypeA, dns.TypeAAAA} {
		a, err := r.ask(ctx, t, name, kind)
		switch {
		case err != nil:
			unsure = err
		case len(a.records) > 0:
			return true, true, nil
		case !a.exists:
			return false, false, nil
		}
	}
	return false, true, unsure
}
