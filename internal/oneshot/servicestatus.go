package oneshot

import (
	"context"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/lease"
	"supplierwatch/internal/store"
	"supplierwatch/internal/wiring"
)

// ServiceStatus returns which mails of the daemon of that configuration wait, as WaitingMails does, and which daemons share its state; no replicas
// where only one may use it.
func ServiceStatus(ctx context.Context, config string, now time.Time) (waiting *apidoc.OutboxStatus, replicas []apidoc.StatusReplica, err error) {
	conf, db, err := wiring.OpenState(ctx, config)
	if err != nil {
		return nil, nil, err
	}
	defer db.Close()
	if waiting, err = waitingMails(ctx, conf, db, now); err != nil {
		return nil, nil, err
	}
	replicas, err = replicasOf(ctx, db)
	return waiting, replicas, err
}

// replicasOf returns the daemons that share a state, and what each of them does; nil where only one may use it.
func replicasOf(ctx context.Context, db store.Store) ([]apidoc.StatusReplica, error) {
	shared, ok := db.(interface {
		Replicas(ctx context.Context) ([]lease.Replica, error)
	})
	if !ok {
		return nil, nil
	}
	all, err := shared.Replicas(ctx)
	return apidoc.NewReplicas(all), err
}
