package oneshot

import (
	"errors"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/wiring"
)

// errNoRegistry means that a command which needs the registry was given neither its path nor a configuration with it.
var errNoRegistry = errors.New("no configuration names the registry; name it with --config FILE or --registry PATH")

// loadRegistry reads the registry at some paths or, where none is given, at those of the configuration, and checks that both fit together.
// Where neither names a path the error is errNoRegistry.
func loadRegistry(conf *settings.Settings, paths []string) (*model.Registry, error) {
	if len(paths) == 0 {
		paths = conf.Registry
	}
	if len(paths) == 0 {
		return nil, errNoRegistry
	}
	loaded, problems := registry.Load(paths)
	if len(problems) == 0 {
		problems = wiring.FitRegistry(conf, loaded)
	}
	if len(problems) > 0 {
		return nil, wiring.ProblemError(problems)
	}
	return loaded, nil
}
