package daemon

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime/debug"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/incoming"
	"supplierwatch/internal/lease"
	"supplierwatch/internal/memoryrelease"
	"supplierwatch/internal/outbox"
	"supplierwatch/internal/outreach"
	"supplierwatch/internal/probe"
	"supplierwatch/internal/readmodel"
	"supplierwatch/internal/replies"
	"supplierwatch/internal/sdnotify"
	"supplierwatch/internal/sendrate"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/store"
	"supplierwatch/internal/token"
	"supplierwatch/internal/web"
	"supplierwatch/internal/wiring"
)

// Options are the inputs and outputs of a daemon.
type Options struct {
	Config string   // a configuration file; empty: the embedded defaults
	Paths  []string // of the registry; empty: those of the configuration
	Out    io.Writer
	Err    io.Writer // takes the log
	Build  Build
	Hangup <-chan os.Signal // each asks for a reload; may be nil
}

// Daemon watches one registry over one store. New and open build its parts, Run starts and stops them; each part has what it needs as named fields.
type Daemon struct {
	options  Options
	settings *settings.Settings
	logins   *wiring.Logins
	key      token.Key // signs what an answer is known by
	Log      *slog.Logger
	log      *maskedWriter // what Log writes to
	clock    func() time.Time
	opens    func(context.Context, *settings.Settings) (store.Store, error) // the store
	manager  sdnotify.Manager
	metrics  *web.Metrics
	registry *activeRegistry
	ready    *readiness
	probing  probe.Options
	runners  probeRunners

	leases       lease.Leases
	store        store.Store
	startCheck   *startCheck
	last         *readmodel.LastEvaluation
	serviceState *readmodel.ServiceState
	publisher    *publisher
	engine       *engine.Engine
	rates        sendrate.Limiters // of the relays
	outbox       *outbox.Outbox
	loop         *engine.Loop
	state        *stateCheck
	outreach     *outreach.Source
	actions      *action.Service
	incoming     *incoming.Reader
	replies      *replies.Handler
	reloader     *reloader
	pruner       *pruner
	health       *health
	snapshots    *readmodel.Snapshots
	page         *pageServer
}

// New reads configuration and registry. What it returns an error about was left
// as it was found.
func New(options Options) (d *Daemon, err error) {
	conf, problems, warnings := wiring.LoadSettingsLikeBefore(options.Config)
	if conf == nil {
		return nil, wiring.ProblemError(problems)
	}
	log := &maskedWriter{out: options.Err}
	logger := logger(conf, log)
	for _, w := range warnings {
		logger.Warn("The configuration has a weakness.", "place", w.Position.String(), "warning", w.Message)
	}
	if len(options.Paths) == 0 {
		options.Paths = conf.Registry
	}
	d = &Daemon{
		options: options, settings: conf, logins: wiring.NewLogins(conf), log: log, Log: logger, clock: time.Now, opens: wiring.OpenStore,
		manager: sdnotify.New(logger), ready: &readiness{},
		metrics: web.NewMetrics(options.Build.Version, options.Build.Revision, options.Build.Go),
	}
	d.registry = &activeRegistry{
		paths: options.Paths, settings: conf, refused: problems, clock: func() time.Time { return d.clock() }, log: logger, built: make(chan struct{}, 1),
	}
	d.registry.loader.Cache = wiring.OpenRegistryCache(conf)
	loaded, problems := d.registry.read()
	if loaded == nil {
		return nil, wiring.ProblemError(problems)
	}
	d.registry.set(loaded, problems)
	for _, w := range wiring.ExposedFiles(d.settings, d.options.Paths) {
		logger.Warn("The configuration has a weakness.", "place", w.Position.String(), "warning", w.Message)
	}
	for _, what := range wiring.Unsupported(d.settings) {
		d.Log.Warn("The configuration asks for something that has no effect.", "what", what)
	}
	d.probing, err = wiring.ProbeOptions(d.settings)
	if err != nil {
		return nil, err
	}
	d.runners = probeRunners{suppliers: wiring.ProbeRunner(d.settings, d.probing), mailboxes: wiring.ProbeRunner(d.settings, d.probing)}
	return d, nil
}

// Run watches until the context ends, then finishes what is in flight within
// the shutdown timeout. It returns nil after an orderly end.
func (d *Daemon) Run(ctx context.Context) (err error) {
	down := &teardown{log: d.Log}
	defer func() {
		stop, cancel := context.WithTimeout(context.Background(), d.settings.Run.ShutdownTimeout)
		defer cancel()
		if failed := down.run(stop); err == nil {
			err = failed
		}
	}()
	opened := d.open(ctx, down)
	if opened == nil {
		background(down, "preparing the first evaluation", func() { d.engine.Prepare(ctx) })
	}
	if err := cmp.Or(d.startCheck.wait(), opened); err != nil {
		return err
	}
	if err := d.page.serve(ctx, down); err != nil {
		return err
	}
	// The registry was just read, whatever a run before this one left behind.
	term := d.leases.Token(lease.Evaluation)
	d.reloader.recordReading(ctx)
	first, err := d.engine.Evaluate(ctx)
	if err != nil {
		return fmt.Errorf("evaluate for the first time: %w", err)
	}
	logStartup(d.Log, d.options.Build, d.settings, d.options.Paths)
	printBanner(d.options.Out, d.settings, d.options.Paths, first)
	d.start(ctx, down, first)
	d.startSharing(ctx, down, term)
	d.manager.Notify("READY=1")
	d.wait(ctx)
	d.manager.Notify("STOPPING=1")
	d.Log.Info("The service is stopping.")
	return nil
}

// start starts everything that runs alongside the evaluations. Ctx ends when the daemon is asked to stop, work when what is in flight must be left.
func (d *Daemon) start(ctx context.Context, down *teardown, first engine.Evaluation) {
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	deliveries := delivery{
		engine: d.engine, loop: d.loop, leases: d.leases, recall: d.recallRates, ready: d.ready, state: d.state, log: d.Log,
	}
	background(down, "delivery", func() { deliveries.mails(ctx, work, d.publisher.mail) })
	background(down, "webhooks", func() { deliveries.webhooks(ctx, work, d.publisher.posts) })
	background(down, "passes", func() { d.loop.Run(ctx, first.NextWake) })
	background(down, "memory", func() {
		memoryrelease.Release{
			Loaded: d.publisher.loaded, Changed: d.publisher.changed, Quiet: 30 * time.Second, AtMost: 5 * time.Minute, Free: debug.FreeOSMemory,
		}.Run(ctx)
	})
	background(down, "keeping the registry for the next start", func() { d.registry.writeCache(ctx) })
	background(down, "coverage", func() { d.page.compute(ctx, d.publisher.cover) })
	if !d.startCheck.whole {
		background(down, "examining the state", func() { d.state.examine(ctx) })
	}
	d.schedules().start(ctx, work, down)
	if d.settings.Run.Watch {
		background(down, "watching files", func() {
			(&fileWatcher{paths: d.options.Paths, changed: d.reloader.reloadIfChanged, clock: d.clock, log: d.Log}).run(ctx)
		})
	}
	if d.settings.Heartbeat != nil {
		heartbeat := newHeartbeat(d.settings.Heartbeat, d.publisher.alive, d.loop, &delivering{snapshots: d.snapshots, last: d.last}, d.Log)
		background(down, "heartbeat", func() { lease.While(ctx, d.leases, lease.Evaluation, nil, heartbeat.run) })
	}
	for _, f := range d.incoming.Folders() {
		background(down, "listening to "+f.Account+"/"+f.Name, func() {
			lease.While(ctx, d.leases, lease.Mailboxes, nil, func(held context.Context) { d.incoming.Listen(held, f) })
		})
	}
	requests := newReloadRequests(ctx, d.engine, d.reloader, d.Log)
	background(down, "requests to reload", func() { requests.run(ctx) })
	background(down, "watchdog", func() { (&watchdog{health: d.health, manager: d.manager, clock: d.clock}).run(ctx) })
	down.add("work in flight", func(stop context.Context) error {
		context.AfterFunc(stop, cancel)
		return nil
	})
}

// lookAtOthersEvery is how often a replica looks whether the others have written anything.
const lookAtOthersEvery = 500 * time.Millisecond

// startSharing starts what is needed beside other replicas. The result of reading the registry counts while this one evaluates; that of the term in
// which it started is recorded.
func (d *Daemon) startSharing(ctx context.Context, down *teardown, term int64) {
	if !d.leases.Shared() {
		return
	}
	ticker := time.NewTicker(lookAtOthersEvery)
	watcher := lease.Watcher{Leases: d.leases, Look: ticker.C, Written: d.loop.WakeSoon, Skewed: d.logSkew, Changed: func(held []lease.Kind) {
		d.Log.Info("The leases of this replica have changed.", "holds", held)
		d.loop.Wake()
	}}
	background(down, "other replicas", func() {
		defer ticker.Stop()
		watcher.Run(ctx)
	})
	background(down, "evaluating", func() {
		lease.While(ctx, d.leases, lease.Evaluation, nil, func(held context.Context) {
			if d.leases.Token(lease.Evaluation) != term {
				d.reloader.recordReading(held)
			}
		})
	})
}

// logSkew logs that the clock of this machine is wrong, or that it is right again.
func (d *Daemon) logSkew(ahead time.Duration) {
	if ahead == 0 {
		d.Log.Info("The clock of this machine is right again.")
		return
	}
	d.Log.Warn("The clock of this machine differs from that of the database, by which replicas act; set it right.", "ahead", ahead.Round(time.Second))
}

// wait reloads at each hangup until the context ends.
func (d *Daemon) wait(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-d.options.Hangup:
			d.reloader.reload(ctx, false)
		}
	}
}
