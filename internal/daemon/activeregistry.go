package daemon

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/registry/weakness"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/web/content"
	"supplierwatch/internal/wiring"
)

// activeRegistry is the registry in force, and reads it again.
type activeRegistry struct {
	paths    []string
	settings *settings.Settings
	refused  []model.Problem // values of the configuration that are refused since this version and read as before
	clock    func() time.Time
	log      *slog.Logger

	current atomic.Pointer[model.Registry]
	reading sync.Mutex      // one reading at a time
	loader  registry.Loader // reads values that are refused since this version as the version before did
	built   chan struct{}   // signals that suppliers may be missing in the cache

	mu       sync.Mutex
	reloaded content.Reload
	warned   []model.Problem // of the registry in force, logged already
}

// Load returns the registry in force.
func (r *activeRegistry) Load() *model.Registry { return r.current.Load() }

// Store makes a registry the one in force without a word.
func (r *activeRegistry) Store(loaded *model.Registry) { r.current.Store(loaded) }

// read reads the registry and fits it to the configuration. Until version 0.3 a registry whose values are refused only since this version is
// returned with these problems, and with those of the configuration; with any other problem there is none.
func (r *activeRegistry) read() (*model.Registry, []model.Problem) {
	r.loader.LikeBefore, r.loader.Timezone = true, r.settings.Schedule.Timezone
	loaded, problems := r.loader.Load(r.paths)
	if loaded == nil {
		return nil, problems
	}
	if unfit := wiring.FitRegistry(r.settings, loaded); len(unfit) > 0 {
		return nil, slices.Concat(unfit, problems)
	}
	return loaded, slices.Concat(r.refused, problems)
}

// cacheLater wakes writeCache.
func (r *activeRegistry) cacheLater() {
	select {
	case r.built <- struct{}{}:
	default:
	}
}

// writeCache writes what was built of the registry for the next start, now and after each reload until the context ends. Nobody waits for it: the
// registry may be read again meanwhile.
func (r *activeRegistry) writeCache(ctx context.Context) {
	for {
		r.reading.Lock()
		write := r.loader.Writing()
		r.reading.Unlock()
		if write != nil {
			write()
		}
		select {
		case <-ctx.Done():
			return
		case <-r.built:
		}
	}
}

// set makes a registry the one in force, with the values in it that are refused since this version.
func (r *activeRegistry) set(loaded *model.Registry, newlyRefused []model.Problem) {
	r.current.Store(loaded)
	r.logWarnings(loaded)
	r.mu.Lock()
	r.reloaded = content.Reload{OK: true, At: r.clock(), Problems: newlyRefused}
	r.mu.Unlock()
	for _, p := range newlyRefused {
		r.log.Error("The "+r.whose(p)+" has a value that is refused since this version; until version 0.3 it is read as before.", "place", p.Position.String(), "problem", p.Message)
	}
}

// whose returns in which of the two a problem is.
func (r *activeRegistry) whose(p model.Problem) string {
	if slices.Contains(r.refused, p) {
		return "configuration"
	}
	return "registry"
}

// readFact returns the result of the last reading of the registry. Values that are refused since this version count as a failure to read it.
func (r *activeRegistry) readFact() model.Fact {
	switch last := r.ReloadState(); {
	case !last.OK:
		return loadingFact(model.FactProbeFailed, last.Problems[0].String(), r.paths)
	case len(last.Problems) > 0:
		return model.ReadAsBefore(loadingFact(model.FactProbeFailed, strings.Join(wiring.ProblemLines(last.Problems[:min(len(last.Problems), placesTold)]), "\n"), r.paths), len(last.Problems), len(r.refused))
	}
	return loadingFact(model.FactProbeOK, "the registry can be read", r.paths)
}

// placesTold is how many places in the registry an alert names.
const placesTold = 50

// reject keeps the registry in force and remembers why.
func (r *activeRegistry) reject(problems []model.Problem) {
	r.mu.Lock()
	r.reloaded = content.Reload{OK: false, At: r.reloaded.At, Problems: problems}
	r.mu.Unlock()
	for _, p := range problems {
		r.log.Error("The registry has an error.", "place", p.Position.String(), "problem", p.Message)
	}
}

// ReloadState returns what became of the last reading.
func (r *activeRegistry) ReloadState() content.Reload {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.reloaded
}

// isNews reports whether what was read differs from what was read last, be that good or bad.
func (r *activeRegistry) isNews(loaded *model.Registry, problems []model.Problem) bool {
	last := r.ReloadState()
	if loaded == nil {
		return last.OK || wiring.ProblemError(problems).Error() != wiring.ProblemError(last.Problems).Error()
	}
	return loaded.Hash != r.Load().Hash || !last.OK
}

// logWarnings logs what of a registry makes an attack or a mistake easy, except what was logged before: a reload repeats nothing.
func (r *activeRegistry) logWarnings(loaded *model.Registry) {
	warnings := weakness.Of(loaded)
	r.mu.Lock()
	before := r.warned
	r.warned = warnings
	r.mu.Unlock()
	for _, w := range warnings {
		known := func(b model.Problem) bool { return b.Message == w.Message && b.File == w.File }
		if !slices.ContainsFunc(before, known) {
			r.log.Warn("The registry has a weakness.", "place", w.Position.String(), "warning", w.Message)
		}
	}
}
