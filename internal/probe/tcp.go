package probe

import (
	"context"

	"supplierwatch/internal/model"
)

// TCP probes that somebody accepts connections at host:port.
func TCP(target string, o Options) func(context.Context) model.Fact {
	return func(ctx context.Context) model.Fact {
		t := NewRun("tcp")
		conn, err := o.Dialer().dial(ctx, t, target)
		if err != nil {
			return t.failed(ctx, err)
		}
		conn.Close()
		return t.OK("")
	}
}
