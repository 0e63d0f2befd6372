package probe

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"syscall"

	"supplierwatch/internal/model"
)

// Reason is why a probe came out as it did: the word that its fact records.
type Reason string

// Why a mail domain is well.
const (
	ReasonMX      Reason = "mx"      // a mail host of its MX records has an address
	ReasonAddress Reason = "address" // no MX record, and the domain itself has an address (RFC 5321, 5.1)
)

// Why a mail domain takes no mail.
const (
	ReasonNullMX      Reason = "null-mx"          // by its own statement (RFC 7505)
	ReasonNXDomain    Reason = "nxdomain"         // the name does not exist; of endpoints too
	ReasonNoMX        Reason = "no-mx-no-address" // the name exists and has neither
	ReasonMXNoAddress Reason = "mx-no-address"    // none of its mail hosts has an address
)

// Why an endpoint, or the whole world, is down.
const (
	ReasonDNS                    Reason = "dns"                       // its name could not be looked up
	ReasonRefused                Reason = "refused"                   // nobody listens at the port
	ReasonUnreachable            Reason = "unreachable"               // no way to the address
	ReasonTimeout                Reason = "timeout"                   // no answer in time
	ReasonCut                    Reason = "cut"                       // the connection was closed in the middle
	ReasonProtocol               Reason = "protocol"                  // the answer is none that the protocol knows
	ReasonTLS                    Reason = "tls"                       // no TLS handshake came about
	ReasonCertificateExpired     Reason = "certificate-expired"       // it, or one that vouches for it, is past its end
	ReasonCertificateNotYetValid Reason = "certificate-not-yet-valid" // its time has not begun
	ReasonCertificateName        Reason = "certificate-name"          // it is for another host
	ReasonCertificateUntrusted   Reason = "certificate-untrusted"     // no trusted authority vouches for it
	ReasonCertificateIncomplete  Reason = "certificate-incomplete"    // one would, and the server does not send the certificates in between
	ReasonStatus                 Reason = "status"                    // the HTTP status says that it does not work
	ReasonRedirects              Reason = "redirects"                 // redirected without end
	ReasonCutOff                 Reason = "cut-off"                   // nothing at all answers this machine
)

// What goes with a success and is worth saying.
const (
	ReasonClientCertificate Reason = "client-certificate" // the server answers, and wants a certificate of the client, which a probe has none of
	ReasonHostKey           Reason = "host-key"           // the ssh server answers, and shows another key than the one that is known
	ReasonWarning           Reason = "warning"            // the command says that it works, and warns
)

// ReasonCritical is why an endpoint is down that a command looks at: the command
// says so.
const ReasonCritical Reason = "critical"

// What a mail server says of a recipient: the verdicts of a callout. Accepting
// is a success, gone a failure; the others leave it open whether the mailbox is
// there and works.
const (
	ReasonDeliverable Reason = "deliverable" // it is accepted, and one that cannot exist was refused
	ReasonAcceptsAll  Reason = "accepts-all" // it is accepted, like one that cannot exist
	ReasonGone        Reason = "gone"        // the server knows no such recipient, and says so for good
	ReasonFull        Reason = "full"        // the mailbox is there and takes no more
	ReasonTemporary   Reason = "temporary"   // later, perhaps; greylisting among others
	ReasonBlocked     Reason = "blocked"     // the server does not talk about recipients with us
	ReasonUnclear     Reason = "unclear"     // it refuses, and does not say whom or what
)

// Why the end of a registration is not known.
const (
	ReasonNoServer  Reason = "no-server"  // nobody is known who could be asked about this top-level domain
	ReasonNoExpiry  Reason = "no-expiry"  // the answer names no end
	ReasonNotFound  Reason = "not-found"  // the registry does not know the domain
	ReasonRateLimit Reason = "rate-limit" // it was asked too often, by anybody
)

// Why one of our commands has no result.
const (
	ReasonCommand  Reason = "command"  // it is not configured, or could not be started
	ReasonArgument Reason = "argument" // an argument of the registry is missing, or looks like an option
	ReasonPlugin   Reason = "plugin"   // its result is unknown, or its exit code has no meaning
)

// Why nothing was learnt. ReasonTimeout is among these for a domain, whose
// resolver is ours: silence of a resolver never means that a domain is dead.
const (
	ReasonServfail   Reason = "servfail"    // the resolver gave an error instead of an answer
	ReasonResolver   Reason = "resolver"    // no resolver could be reached
	ReasonBadAnswer  Reason = "bad-answer"  // the resolver's answer answers something else
	ReasonNotAllowed Reason = "not-allowed" // the Guard refused the address: not probed
	ReasonTarget     Reason = "target"      // what was written is nothing that can be probed
	ReasonCancelled  Reason = "cancelled"   // this program is stopping
	ReasonPanic      Reason = "panic"       // the probe itself broke
	ReasonVantage    Reason = "vantage"     // it failed while this machine was cut off
	// ReasonBotChallenge is why nothing was learnt of a site: a service in front of it
	// keeps programs away.
	ReasonBotChallenge Reason = "bot-challenge"
)

// unknowing are the reasons that never say anything of the subject, whatever
// the kind of probe.
var unknowing = map[Reason]bool{
	ReasonServfail: true, ReasonResolver: true, ReasonBadAnswer: true, ReasonNotAllowed: true,
	ReasonTarget: true, ReasonCancelled: true, ReasonPanic: true, ReasonVantage: true,
	ReasonCommand: true, ReasonArgument: true, ReasonPlugin: true, ReasonBotChallenge: true,
}

// fault is an error whose reason is known where it arises.
type fault struct {
	reason Reason
	err    error
}

func (f *fault) Error() string { return f.err.Error() }
func (f *fault) Unwrap() error { return f.err }

// MarkedReason returns the reason that an error is marked with.
func MarkedReason(err error) (r Reason, ok bool) {
	var marked *fault
	if errors.As(err, &marked) {
		return marked.reason, true
	}
	return "", false
}

// WithReason marks an error with its reason.
func WithReason(r Reason, err error) error { return &fault{reason: r, err: err} }

// ReasonOf finds the reason of an error: first the end of the context, for
// that closes connections and so causes errors of its own; then the mark of
// because; then what the network said.
func ReasonOf(ctx context.Context, err error) Reason {
	var marked *fault
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return ReasonCancelled
	case ctx.Err() != nil:
		return ReasonTimeout
	case errors.As(err, &marked):
		return marked.reason
	}
	return NetworkReason(err)
}

// NetworkReason returns the reason of an error of the network that has no mark of its own.
func NetworkReason(err error) Reason {
	var lookup *net.DNSError
	var waited net.Error
	var record tls.RecordHeaderError
	var unverified *tls.CertificateVerificationError
	switch {
	case errors.As(err, &lookup) && lookup.IsNotFound:
		return ReasonNXDomain
	case errors.As(err, &lookup):
		return ReasonDNS
	case errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &waited) && waited.Timeout():
		return ReasonTimeout
	case errors.Is(err, syscall.ECONNREFUSED):
		return ReasonRefused
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return ReasonCut
	case errors.As(err, &unverified):
		return ReasonCertificateUntrusted
	case errors.As(err, &record):
		return ReasonTLS
	}
	return ReasonProtocol
}

// kindFor returns the kind of fact that a reason makes.
func kindFor(r Reason) model.FactKind {
	if unknowing[r] {
		return model.FactProbeUnknown
	}
	return model.FactProbeFailed
}
