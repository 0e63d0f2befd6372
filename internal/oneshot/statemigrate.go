package oneshot

import (
	"context"
	"errors"

	"supplierwatch/internal/wiring"
)

// PlanMigrations returns the names of the migrations that the state of that configuration still needs, in their order. It changes nothing.
func PlanMigrations(ctx context.Context, config string) ([]string, error) {
	conf, problems, _ := wiring.LoadSettingsLikeBefore(config)
	if conf == nil {
		return nil, wiring.ProblemError(problems)
	}
	return wiring.PendingMigrations(ctx, conf)
}

// MigrateState brings the state of that configuration up to date, and makes it where there is none, while no daemon works on it. It returns what was
// done.
func MigrateState(ctx context.Context, config string) (done []string, err error) {
	conf, problems, _ := wiring.LoadSettingsLikeBefore(config)
	if conf == nil {
		return nil, wiring.ProblemError(problems)
	}
	if done, err = wiring.PendingMigrations(ctx, conf); err != nil {
		return nil, err
	}
	lock, err := wiring.LockStore(ctx, conf)
	if err != nil {
		return nil, err
	}
	db, err := wiring.OpenStore(ctx, conf)
	if err != nil {
		return nil, errors.Join(err, lock.Release())
	}
	_, err = db.CheckBeforeUse(ctx)
	return done, errors.Join(err, db.Close(), lock.Release())
}
