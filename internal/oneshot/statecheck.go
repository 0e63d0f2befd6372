package oneshot

import (
	"context"
	"errors"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/store"
	"supplierwatch/internal/wiring"
)

// StateReport is what `state check` says of a database.
type StateReport struct {
	Version int     `json:"version"`
	State   string  `json:"state"` // the file, or the database and its server
	Sound   bool    `json:"sound"`
	Error   *string `json:"error"` // what is damaged, and the ways back; null where nothing is
	Bytes   int64   `json:"bytes"`
	Facts   int     `json:"facts"`
	Alerts  int     `json:"alerts"`
	Mails   int     `json:"mails"`
}

// CheckState examines every byte that counts of the state of that configuration, beside a daemon that works with it. A damaged one is
// no error; that there is none, or that it cannot be read, is.
func CheckState(ctx context.Context, config string) (StateReport, error) {
	conf, problems, _ := wiring.LoadSettingsLikeBefore(config)
	if conf == nil {
		return StateReport{}, wiring.ProblemError(problems)
	}
	path, err := wiring.StatePlace(conf)
	if err != nil {
		return StateReport{}, err
	}
	found := StateReport{Version: apidoc.DocumentVersion, State: path}
	holdings, err := examined(ctx, conf)
	if damage, ok := errors.AsType[*store.Damage](err); ok {
		text := damage.Error()
		found.Error = &text
		return found, nil
	}
	found.Sound, found.Bytes, found.Facts, found.Alerts, found.Mails = err == nil, holdings.Bytes, holdings.Facts, holdings.Alerts, holdings.Mails
	return found, err
}

func examined(ctx context.Context, conf *settings.Settings) (store.Stats, error) {
	db, err := wiring.OpenExistingStore(ctx, conf)
	if err != nil {
		return store.Stats{}, err
	}
	defer db.Close()
	if err := db.Check(ctx); err != nil {
		return store.Stats{}, err
	}
	return db.Stats(ctx)
}

// BackUpState copies the state of that configuration into a new file, beside a daemon that works with it.
func BackUpState(ctx context.Context, config, file string) error {
	_, db, err := wiring.OpenState(ctx, config)
	if err != nil {
		return err
	}
	defer db.Close()
	return db.Backup(ctx, file)
}
