package wiring

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"supplierwatch/internal/model"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/store"
	"supplierwatch/internal/token"
)

// OpenState reads a configuration and opens its existing state, which a daemon may be using at the same time.
func OpenState(ctx context.Context, config string) (*settings.Settings, store.Store, error) {
	conf, problems, _ := LoadSettingsLikeBefore(config)
	if conf == nil {
		return nil, nil, ProblemError(problems)
	}
	db, err := OpenExistingStore(ctx, conf)
	if config == "" && errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("%w; if the daemon runs with a configuration, name it with --config FILE", err)
	}
	return conf, db, err
}

// RecordedFacts returns what the daemon recorded, without tokens; exists is false if it never ran.
func RecordedFacts(ctx context.Context, s *settings.Settings) (facts []model.Fact, exists bool, err error) {
	db, err := OpenExistingStore(ctx, s)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	defer db.Close()
	if facts, err = db.FactsAfter(ctx, 0); err != nil {
		return nil, true, err
	}
	facts, err = Masked(s, facts)
	return facts, true, err
}

// Masked returns what a command shows without the tokens that the daemon of a configuration made.
func Masked[T any](s *settings.Settings, shown T) (T, error) {
	key, err := existingKey(s)
	if err != nil {
		var none T
		return none, err
	}
	return token.Masked(key, shown), nil
}
