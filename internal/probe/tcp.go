package probe

import (
	"context"

	"supplierwatch/internal/model"
)

// TCP probes that somebody accepts connections at host:port.
func TCP(target string, o Options) func(context.Context) model.Fact {
	return func(ctx context.Context) model.Fact {
		t := newTrial("tcp")
		conn, err := o.dialer().dial(ctx, t, target)
		if err != nil {
			return t.failed(ctx, err)
		}
		conn.Close()
		return t.ok("")
	}
}
