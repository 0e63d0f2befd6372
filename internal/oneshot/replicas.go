package oneshot

import (
	"context"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/lease"
	"supplierwatch/internal/wiring"
)

// AddServiceStatus adds to the alerts of the daemon of that configuration which mails wait, and which daemons share the state.
func AddServiceStatus(ctx context.Context, config string, now time.Time, doc *apidoc.StatusDocument) (err error) {
	if doc.Outbox, err = WaitingMails(ctx, config, now); err != nil {
		return err
	}
	doc.Replicas, err = replicas(ctx, config)
	return err
}

// replicas returns the daemons that share the state of that configuration, and what each of them does; nil where only one may use it.
func replicas(ctx context.Context, config string) ([]apidoc.StatusReplica, error) {
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
