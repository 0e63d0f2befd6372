package oneshot

import (
	"context"

	"supplierwatch/internal/model"
	"supplierwatch/internal/wiring"
)

// Status returns what the daemon of that configuration (empty: the one in
// ./var) remembers.
func Status(ctx context.Context, config string) (model.State, error) {
	conf, db, err := wiring.OpenState(ctx, config)
	if err != nil {
		return model.State{}, err
	}
	defer db.Close()
	state, err := db.State(ctx)
	if err != nil {
		return model.State{}, err
	}
	return wiring.Masked(conf, state)
}
