package oneshot

import (
	"context"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/lease"
	"supplierwatch/internal/wiring"
)

// Replicas returns the daemons that share the state of that configuration, and what each of them does; nil where only one may use it.
func Replicas(ctx context.Context, config string) ([]apidoc.StatusReplica, error) {
	_, db, err := wiring.OpenState(ctx, config)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	shared, ok := db.(interface {
		Overview(ctx context.Context) (lease.Overview, error)
	})
	if !ok {
		return nil, nil
	}
	overview, err := shared.Overview(ctx)
	return apidoc.NewReplicas(overview), err
}
