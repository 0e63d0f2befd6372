package probe

import (
	"context"
	"errors"
	"fmt"
	"net"

	"supplierwatch/internal/model"
)

// TLS probes that a TLS server answers at host:port with a certificate that is
// for that host, valid now and vouched for. Data not_after tells when the
// certificate ends, also of one that is refused.
func TLS(target string, o Options) func(context.Context) model.Fact {
	return func(ctx context.Context) model.Fact {
		t := NewRun("tls")
		host, _, err := net.SplitHostPort(target)
		if err != nil {
			return t.failed(ctx, WithReason(ReasonTarget, fmt.Errorf("read target: %w", err)))
		}
		conn, err := o.Dialer().dial(ctx, t, target)
		if err != nil {
			return t.failed(ctx, err)
		}
		defer conn.Close()
		_, err = handshake(ctx, t, conn, host, o)
		return t.conclude(ctx, err)
	}
}

// conclude ends a trial that came as far as TLS. That the server wants to know
// who asks proves that it is there.
func (t *Run) conclude(ctx context.Context, err error) model.Fact {
	switch {
	case errors.Is(err, errClientCertificate):
		t.AddEvidence("%v", err)
		return t.OK(ReasonClientCertificate)
	case err != nil:
		return t.failed(ctx, err)
	}
	return t.OK("")
}
