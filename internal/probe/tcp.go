package probe

import (
	"context"

	"supplierwatch/internal/watch"
)

// TCP probes that somebody accepts connections at host:port.
func TCP(target string, o Options) func(context.Context) watch.Fact {
	return func(ctx context.Context) watch.Fact {
		t := newTrial("tcp")
		conn, err := o.dialer().dial(ctx, t, target)
		if err != nil {
			return t.failed(ctx, err)
		}
		conn.Close()
		return t.ok("")
	}
}
