package oneshot

import (
	"errors"
	"os"
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/wiring"
)

// errNoRegistry means that a command which needs the registry has its path from nobody: no flag, no daemon, no configuration.
var errNoRegistry = errors.New("no configuration names the registry; name it with --config FILE or --registry PATH")

// loadRegistry reads the registry at some paths or, where none is given, the one of the daemon that recorded facts, else that of the configuration.
// It checks that configuration and registry fit together. Where nothing names a path the error is errNoRegistry.
func loadRegistry(conf *settings.Settings, paths []string, recorded []model.Fact) (*model.Registry, error) {
	if len(paths) == 0 {
		paths = pathsInUse(conf, recorded)
	}
	if len(paths) == 0 {
		return nil, errNoRegistry
	}
	// What is done about an alert must not wait for the registry to be corrected: a daemon that recorded facts reads values that are refused since this version as before, and so do the commands beside it.
	loader := registry.Loader{LikeBefore: recorded != nil, Timezone: conf.Schedule.Timezone}
	loaded, problems := loader.Load(paths)
	if loaded != nil {
		problems = wiring.FitRegistry(conf, loaded)
	}
	if len(problems) > 0 {
		return nil, wiring.ProblemError(problems)
	}
	return loaded, nil
}

// pathsInUse returns the paths of the registry that the daemon last read, if they still exist; else those of the configuration.
func pathsInUse(conf *settings.Settings, recorded []model.Fact) []string {
	paths := daemonPaths(recorded)
	missing := func(path string) bool {
		_, err := os.Stat(path)
		return err != nil
	}
	if len(paths) == 0 || slices.ContainsFunc(paths, missing) {
		return conf.Registry
	}
	return paths
}

// registryBeside reads the registry of the daemon that uses a state: at the paths that it last read or, if there are none or they cannot be read
// from here, at those of the configuration. It returns no registry where neither can be read.
func registryBeside(conf *settings.Settings, recorded []model.Fact) (*model.Registry, []string) {
	for _, paths := range [][]string{daemonPaths(recorded), conf.Registry} {
		if len(paths) == 0 {
			continue
		}
		loader := registry.Loader{LikeBefore: true, Timezone: conf.Schedule.Timezone}
		if read, _ := loader.Load(paths); read != nil && len(wiring.FitRegistry(conf, read)) == 0 {
			return read, paths
		}
	}
	return nil, conf.Registry
}

// daemonPaths returns the paths of the registry that the daemon last read, in the order of its command line; none if it never recorded them.
func daemonPaths(recorded []model.Fact) []string {
	for _, f := range slices.Backward(recorded) {
		if paths := f.RegistryPaths(); f.Supplier == "" && f.Subject == model.SubjectLoading && paths != nil {
			return paths
		}
	}
	return nil
}
