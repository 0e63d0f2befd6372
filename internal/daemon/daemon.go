package daemon

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync/atomic"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/incoming"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
	"supplierwatch/internal/outreach"
	"supplierwatch/internal/probe"
	"supplierwatch/internal/replies"
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

// Build identifies the build of this program.
type Build struct{ Version, Revision, Go string }

// Daemon watches one registry over one store.
type Daemon struct {
	options  Options
	settings *settings.Settings
	logins   *wiring.Logins
	key      token.Key // signs what an answer is known by
	Log      *slog.Logger
	log      *maskedWriter // what Log writes to
	clock    func() time.Time
	notify   notifier
	metrics  *web.Metrics
	registry activeRegistry
	ready    readiness
	state    *stateCheck
	pass     atomic.Pointer[engine.Evaluation]
	shown    atomic.Pointer[shown] // the last evaluation as it is shown
	store    store.Store
	engine   *engine.Engine
	loop     *engine.Loop
	outreach *outreach.Source
	notices  *outreach.ChangeNotices
	actions  *action.Service
	mail     chan struct{} // wakes the delivery
	posts    chan struct{} // wakes the posts to webhooks
	alive    chan struct{} // signals a complete evaluation to the heartbeat
	probing  probe.Options
	runner   *probe.Runner
	incoming *incoming.Reader
	replies  *replies.Handler
	ctx      context.Context // ends when the daemon is asked to
	work     context.Context // ends when what is in flight must be left
	began    time.Time
}

// New reads configuration and registry. What it returns an error about was left
// as it was found.
func New(options Options) (d *Daemon, err error) {
	conf, problems, warnings := wiring.LoadSettings(options.Config)
	if len(problems) > 0 {
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
		options: options, settings: conf, logins: wiring.NewLogins(conf), log: log, Log: logger, clock: time.Now, notify: newNotifier(),
		mail: make(chan struct{}, 1), posts: make(chan struct{}, 1), alive: make(chan struct{}, 1),
		metrics: web.NewMetrics(options.Build.Version, options.Build.Revision, options.Build.Go),
	}
	d.registry = activeRegistry{paths: options.Paths, settings: conf, clock: func() time.Time { return d.clock() }, log: logger}
	loaded, problems := d.registry.read()
	if len(problems) > 0 {
		return nil, wiring.ProblemError(problems)
	}
	d.registry.set(loaded)
	for _, w := range wiring.ExposedFiles(d.settings, d.options.Paths) {
		logger.Warn("The configuration has a weakness.", "place", w.Position.String(), "warning", w.Message)
	}
	for _, what := range wiring.Unsupported(d.settings) {
		d.Log.Warn("The configuration asks for something that this version does not support.", "what", what)
	}
	d.probing, err = wiring.ProbeOptions(d.settings)
	if err != nil {
		return nil, err
	}
	d.runner = wiring.ProbeRunner(d.settings, d.probing)
	return d, nil
}

// withoutEmpty drops attributes that have no value.
func withoutEmpty(_ []string, a slog.Attr) slog.Attr {
	if a.Value.String() == "" {
		return slog.Attr{}
	}
	return a
}

// logger returns a log as the configuration wants it.
func logger(s *settings.Settings, w io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: s.Log.Level, ReplaceAttr: withoutEmpty}
	if s.Log.JSON {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

// Run watches until the context ends, then finishes what is in flight within
// the shutdown timeout. It returns nil after an orderly end.
func (d *Daemon) Run(ctx context.Context) (err error) {
	d.began, d.ctx = d.clock(), ctx
	down := &teardown{log: d.Log}
	defer func() {
		stop, cancel := context.WithTimeout(context.Background(), d.settings.Run.ShutdownTimeout)
		defer cancel()
		if failed := down.run(stop); err == nil {
			err = failed
		}
	}()
	if err := d.open(ctx, down); err != nil {
		return err
	}
	if err := d.serve(ctx, down); err != nil {
		return err
	}
	// The registry was just read, whatever a run before this one left behind.
	d.observations().record(ctx, loadingFact(model.FactProbeOK, "the registry can be read"))
	first, err := d.engine.Evaluate(ctx)
	if err != nil {
		return fmt.Errorf("make first pass: %w", err)
	}
	d.logStartup()
	d.printBanner(first)
	d.start(ctx, down, first)
	d.notifyManager("READY=1")
	d.wait(ctx)
	d.notifyManager("STOPPING=1")
	d.Log.Info("The service is stopping.")
	return nil
}

// open takes the lock and opens the store.
func (d *Daemon) open(ctx context.Context, down *teardown) error {
	guard, err := wiring.LockStore(d.settings)
	if err != nil {
		return err
	}
	down.add("lock", func(context.Context) error { return guard.Release() })
	d.store, err = wiring.OpenStore(ctx, d.settings)
	if err != nil {
		return err
	}
	down.add("store", func(context.Context) error { return d.store.Close() })
	if d.key, err = wiring.SigningKey(d.settings); err != nil {
		return err
	}
	d.log.use(d.key)
	identity, err := wiring.Identity(d.settings, d.key)
	if err != nil {
		return err
	}
	sender, err := d.sender()
	if err != nil {
		return err
	}
	composer, err := mailComposer(d.settings, d.key)
	if err != nil {
		return err
	}
	if err := d.newOutreach(); err != nil {
		return err
	}
	driller, err := d.newDriller()
	if err != nil {
		return err
	}
	d.engine = &engine.Engine{
		Clock: d.clock, Registry: d.registry.Load, Store: d.store, Outbox: &retryingOutbox{Outbox: supplierHoursOutbox{d.store, d.mayWrite}},
		Composer: composer, Sender: meteredSender{Sender: sender, metrics: d.metrics, log: d.Log}, MailSources: []engine.MailSource{d.outreach, driller},
		Machine: d.machine, Log: d.Log, Publish: d.publish,
	}
	if d.settings.Verification.Mode == settings.ModeAsk {
		d.engine.Requests = requestPlanner{d.settings}
	}
	d.state = &stateCheck{store: d.store, ready: &d.ready, log: d.Log, alarm: &damageAlarm{
		sender: d.engine.Sender, operators: d.operators, settings: d.settings, identity: identity, clock: d.clock, log: d.Log,
	}}
	d.probing.Known = d.engine.Streak
	d.loop = engine.NewLoop(d.engine)
	d.loop.Failed = d.ready.setWriteError
	d.actions = d.newActions()
	d.incoming = d.newIntake(identity)
	d.replies = d.newReplies()
	return nil
}

// start starts everything that runs alongside the evaluations.
func (d *Daemon) start(ctx context.Context, down *teardown, first engine.Evaluation) {
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	d.work = work
	background(down, "delivery", func() { d.deliver(ctx) })
	background(down, "webhooks", func() { d.deliverWebhooks(ctx) })
	background(down, "passes", func() { d.loop.Run(ctx, first.NextWake) })
	background(down, "examining the state", func() { d.state.examine(d.ctx) })
	d.schedule(down)
	if d.settings.Run.Watch {
		background(down, "watching files", func() {
			(&fileWatcher{paths: d.options.Paths, changed: d.reloadIfChanged, clock: d.clock, log: d.Log}).run(ctx)
		})
	}
	if d.settings.Heartbeat != nil {
		background(down, "heartbeat", func() { d.heartbeat(ctx) })
	}
	for _, f := range d.incoming.Folders() {
		background(down, "listening to "+f.Account+"/"+f.Name, func() { d.incoming.Listen(ctx, f) })
	}
	background(down, "watchdog", func() { d.watchdog(ctx) })
	down.add("work in flight", func(stop context.Context) error {
		context.AfterFunc(stop, cancel)
		return nil
	})
}

// background runs work in a goroutine that teardown waits for; the work ends
// with the daemon's context.
func background(down *teardown, name string, work func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		work()
	}()
	down.add(name, func(ctx context.Context) error {
		select {
		case <-done:
			return nil
		case <-ctx.Done():
		}
		select {
		case <-done:
			return nil
		case <-time.After(lastGrace):
			return fmt.Errorf("wait for %s: %w", name, ctx.Err())
		}
	})
}

// lastGrace is for work that was asked to stop at once.
const lastGrace = 2 * time.Second

// wait reloads at each hangup until the context ends.
func (d *Daemon) wait(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-d.options.Hangup:
			d.reload(ctx, false)
		}
	}
}

// publish stores the result of an evaluation, counts it, and wakes the delivery.
func (d *Daemon) publish(pass engine.Evaluation) {
	d.logVantage(d.pass.Swap(&pass), pass)
	d.metrics.Cycle(pass.Took)
	d.ready.setWriteError(nil)
	for _, wake := range []chan struct{}{d.mail, d.posts, d.alive} {
		select {
		case wake <- struct{}{}:
		default:
		}
	}
}

// logVantage logs once that this host has lost its network access, and once
// that the access is back.
func (d *Daemon) logVantage(before *engine.Evaluation, now engine.Evaluation) {
	blind := func(up *bool) bool { return up != nil && !*up }
	was := before != nil && blind(before.Vantage)
	switch is := blind(now.Vantage); {
	case is && !was:
		d.Log.Warn("There is no network access from this host: probes have no result until it is back; dates are evaluated all the same.")
	case was && !is:
		d.Log.Info("Network access from this host is back.")
	}
}

// notifyManager notifies the service manager. A failure is only logged, because
// watching suppliers does not depend on it.
func (d *Daemon) notifyManager(state string) {
	if err := d.notify.send(state); err != nil {
		d.Log.Warn("The service manager could not be notified.", "error", err)
	}
}

// machine returns the settings of the state machine that go with a registry.
func (d *Daemon) machine(r *model.Registry) notify.Machine { return wiring.Machine(d.settings, r) }

// operators returns the addresses of the people who operate this installation.
func (d *Daemon) operators() []model.Recipient {
	return wiring.Operators(d.settings, d.registry.Load())
}

// newIntake returns what reads our mail.
func (d *Daemon) newIntake(identity envelope.Identity) *incoming.Reader {
	s := d.settings
	x := &incoming.Reader{
		Identity: identity, Key: d.key, Clock: d.clock, Timezone: s.Schedule.Timezone, Registry: d.registry.Load, Operators: d.operators,
		Addresses: incoming.OwnAddresses{
			IsOurs:     func(r *model.Registry, address string) bool { return wiring.IsOurs(s, r, address) },
			Authorizer: wiring.Authorizer(s, nil),
		},
		Store: d.store, Facts: d.engine, Logins: d.logins, Notices: d.notices, Recorder: &replyRecorder{daemon: d}, Metrics: d.metrics,
		Wake: d.loop.Wake, Log: d.Log,
	}
	if s.Replies != nil {
		x.Replies = &incoming.Place{Account: s.Replies.Account, Folder: s.Replies.Folder}
	}
	return x
}
