package oneshot

import (
	"context"
	"errors"

	"supplierwatch/internal/settings"
	"supplierwatch/internal/statecopy"
	"supplierwatch/internal/stateurl"
	"supplierwatch/internal/store"
	"supplierwatch/internal/wiring"
)

// CopyState copies a state into an empty one, each named by its URL, while no daemon works on either. Of a database server, the password is the one
// of the configuration where that names the same URL; else PostgreSQL's own ways count, such as PGPASSWORD and ~/.pgpass.
func CopyState(ctx context.Context, config, from, to string) (copied statecopy.Copied, err error) {
	source, err := stateAt(config, from)
	if err != nil {
		return copied, err
	}
	target, err := stateAt(config, to)
	if err != nil {
		return copied, err
	}
	read, err := wiring.OpenExistingStore(ctx, source)
	if err != nil {
		return copied, err
	}
	defer func() { err = errors.Join(err, read.Close()) }()
	for _, s := range []*settings.Settings{source, target} {
		lock, failed := wiring.LockStore(ctx, s)
		if failed != nil {
			return copied, failed
		}
		defer func() { err = errors.Join(err, lock.Release()) }()
	}
	written, err := wiring.OpenStore(ctx, target)
	if err != nil {
		return copied, err
	}
	defer func() { err = errors.Join(err, written.Close()) }()
	return copyStore(ctx, read, written)
}

// copyStore copies from one store to another.
func copyStore(ctx context.Context, from, to store.Store) (statecopy.Copied, error) {
	read, readable := from.(statecopy.Database)
	written, writable := to.(statecopy.Database)
	if !readable || !writable {
		return statecopy.Copied{}, errors.New("this kind of state cannot be copied")
	}
	return statecopy.Copy(ctx, read, written)
}

// stateAt returns a configuration that has nothing but a state.
func stateAt(config, url string) (*settings.Settings, error) {
	err := stateurl.CheckServer(url)
	if !stateurl.IsServer(url) {
		_, err = stateurl.File(url)
	}
	if err != nil {
		return nil, err // without the URL, which may have a password
	}
	s := &settings.Settings{State: settings.State{URL: url}}
	if config == "" {
		return s, nil
	}
	conf, problems, _ := wiring.LoadSettingsLikeBefore(config)
	if conf == nil {
		return nil, wiring.ProblemError(problems)
	}
	if conf.State.URL == url {
		s.State.Password = conf.State.Password
	}
	return s, nil
}
