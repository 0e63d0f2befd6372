package wiring

import (
	"supplierwatch/internal/registry/cache"
	"supplierwatch/internal/settings"
)

// cacheSuffix is what the name of the cache of the registry has behind that of the state.
const cacheSuffix = ".registry"

// OpenRegistryCache opens what is kept of the daemon's registry beside its state; nil if the state has no valid URL.
func OpenRegistryCache(s *settings.Settings) *cache.Cache {
	state, err := fileBeside(s)
	if err != nil {
		return nil
	}
	return cache.Open(state + cacheSuffix)
}
