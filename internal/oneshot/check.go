package oneshot

import (
	"context"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/listimport"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/registry/cache"
	"supplierwatch/internal/registry/weakness"
	"supplierwatch/internal/rules"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/wiring"
)

// CheckRequest is what to evaluate, and with what.
type CheckRequest struct {
	Paths  []string
	Config string // a configuration file; empty: none
	Facts  string // a JSON file of facts; empty: none
	Probe  bool   // look at domains and endpoints too, and try the configuration out
	Diff   string // a revision of the repository or a folder: only what is worse than there counts; empty: everything does
	Root   string // of the repository; empty: the nearest folder with .git
	Now    time.Time
	// Cached takes what was built of unchanged files from the folder of the user's caches, and keeps it there.
	Cached bool
	// Deadlines are computed as well; a comparison always needs them.
	Deadlines bool
	// Selected returns which rules are evaluated, apart from a comparison, which needs all; nil: all.
	Selected func(rule string) bool
	// Loaded is called when configuration and registry were read; may be nil.
	Loaded func()
	// Waiting is called each second with how long was waited for test mails; may be nil.
	Waiting func(waited, most time.Duration)
}

// CheckResult is what one evaluation found.
type CheckResult struct {
	Document     apidoc.CheckDocument
	Deadlines    []model.Deadline
	Registry     *model.Registry // nil when it could not be read
	NotEvaluated []string        // rules that need facts, when none were given
	NeverRan     bool            // a configuration was named, and its daemon has recorded nothing yet
	Warnings     []model.Problem
	NoNetwork    bool // probes were asked for, and this host has no network access

	facts *factindex.Index // nil: none were given
}

// Check evaluates a registry once, as the daemon would at that instant. Problems
// in registry or configuration are part of the document; an error is about what
// the caller named, such as a file of facts that cannot be read.
func Check(ctx context.Context, request CheckRequest) (CheckResult, error) {
	doc := apidoc.CheckDocument{
		Version: apidoc.DocumentVersion, AsOf: request.Now.UTC(),
		Findings: []model.Finding{}, Errors: []model.Problem{},
	}
	loaded, conf, problems, warnings := request.load()
	if len(problems) > 0 {
		doc.Errors = problems
		return CheckResult{Document: doc, Warnings: warnings}, nil
	}
	if request.Loaded != nil {
		request.Loaded()
	}
	facts, given, err := request.facts(ctx, conf)
	if err != nil {
		return CheckResult{}, err
	}
	if request.Probe {
		looked, err := wiring.ProbeOnce(ctx, conf, loaded, factindex.New(facts...), request.Now)
		if err != nil {
			return CheckResult{}, err
		}
		facts, given = append(facts, looked...), true
		// The check probes once: a single failure has to count.
		loaded.Limits.Failures, loaded.Limits.Over = 1, civil.Period{}
	}
	for i := range facts { // which may come from several places
		facts[i].Seq = int64(i + 1)
	}
	evaluation := evaluation{registry: loaded, now: request.Now}
	if given {
		evaluation.facts = factindex.New(facts...)
	}
	if request.Diff == "" {
		evaluation.selected = request.Selected
	}
	findings, summary := evaluation.findings()
	doc.Findings, doc.Summary, doc.Vantage = findings, &summary, evaluation.vantage()
	result := CheckResult{Document: doc, Registry: loaded, Warnings: warnings, facts: evaluation.facts}
	if request.Diff != "" || request.Deadlines {
		result.Deadlines = rules.Deadlines(loaded, evaluation.facts, request.Now)
	}
	if request.Diff != "" {
		e := evaluated{registry: loaded, facts: evaluation.facts, now: request.Now}
		paths := request.Paths
		if conf != nil {
			e.timezone = conf.Schedule.Timezone
			if len(paths) == 0 {
				paths = conf.Registry
			}
		}
		e.cache = request.openCache(paths, e.timezone)
		if err := e.compare(ctx, request, paths, &result); err != nil {
			return CheckResult{}, err
		}
	}
	result.NoNetwork = request.Probe && doc.Vantage != nil && !*doc.Vantage
	if request.Probe && request.Config != "" {
		test, err := request.selfTest(ctx, conf, loaded)
		if err != nil {
			return CheckResult{}, err
		}
		result.Document.Configuration = test.run(ctx)
	}
	result.NotEvaluated, result.NeverRan = rules.NotEvaluated(result.facts), request.Config != "" && !given
	return result, nil
}

// load reads the configuration and the registry, which is that of the
// configuration where none was named.
func (request CheckRequest) load() (loaded *model.Registry, conf *settings.Settings, problems, warnings []model.Problem) {
	conf, wrong, warnings := wiring.LoadSettings(request.Config)
	paths := request.Paths
	if len(paths) == 0 && conf == nil {
		return nil, nil, wrong, warnings // which registry it is cannot be read either
	}
	if len(paths) == 0 {
		paths = conf.Registry
	}
	if len(paths) == 0 {
		return nil, nil, []model.Problem{{
			Position: model.Position{File: conf.File, Line: 1, Column: 1},
			Message:  "`registry` is missing: name the files of the registry here, or after the command",
		}}, warnings
	}
	loader := registry.Loader{}
	if conf != nil {
		loader.Timezone = conf.Schedule.Timezone
	}
	if lists, files := listimport.Divide(paths); len(lists) > 0 {
		var leftOut []model.Problem
		loaded, problems, leftOut = listimport.Load(files, lists)
		warnings = append(warnings, leftOut...)
	} else {
		loader.Cache = request.openCache(paths, loader.Timezone)
		loaded, problems = loader.Load(paths)
		if write := loader.Writing(); write != nil {
			write()
		}
	}
	problems = append(problems, wrong...)
	if loaded != nil {
		warnings = append(warnings, weakness.Of(loaded)...)
	}
	if loaded != nil && conf != nil {
		problems = append(problems, wiring.FitRegistry(conf, loaded)...)
		if conf.File != "" {
			warnings = append(warnings, wiring.ExposedFiles(conf, paths)...)
		}
	}
	return loaded, conf, problems, warnings
}

// openCache opens the cache of the registry at some paths; nil if none is used.
func (request CheckRequest) openCache(paths []string, zone *time.Location) *cache.Cache {
	if !request.Cached {
		return nil
	}
	return cache.OpenUser(paths, zone.String())
}

// facts gathers what was known by the instant asked for; given is false when
// nothing was named that could hold facts.
func (request CheckRequest) facts(ctx context.Context, conf *settings.Settings) (facts []model.Fact, given bool, err error) {
	if request.Facts != "" {
		if facts, err = readFacts(request.Facts); err != nil {
			return nil, false, err
		}
		if facts, err = wiring.Masked(conf, facts); err != nil {
			return nil, false, err
		}
		given = true
	}
	if request.Config != "" {
		known, exists, err := wiring.RecordedFacts(ctx, conf)
		if err != nil {
			return nil, false, err
		}
		facts, given = append(facts, known...), given || exists
	}
	kept := facts[:0]
	for _, f := range facts {
		if !f.RecordedAt.After(request.Now) {
			kept = append(kept, f)
		}
	}
	return kept, given, nil
}
