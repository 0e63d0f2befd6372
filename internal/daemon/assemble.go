package daemon

import (
	"context"

	"supplierwatch/internal/action"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/incoming"
	"supplierwatch/internal/lease"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
	"supplierwatch/internal/outbox"
	"supplierwatch/internal/outreach"
	"supplierwatch/internal/readmodel"
	"supplierwatch/internal/replies"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/store"
	"supplierwatch/internal/wiring"
)

// open acquires the leases, opens the store, begins to examine it and builds the parts.
func (d *Daemon) open(ctx context.Context, down *teardown) (err error) {
	if d.leases, err = wiring.Join(ctx, d.settings, d.registry.Load().Hash); err != nil {
		return err
	}
	down.add("leases", func(context.Context) error { return d.leases.Release() })
	if d.leases.Shared() {
		d.clock = d.leases.Now
	}
	if d.store, err = d.opens(ctx, d.settings); err != nil {
		return err
	}
	down.add("store", func(context.Context) error { return d.store.Close() })
	d.startCheck = beginStartCheck(ctx, down, d.store)
	if d.key, err = wiring.SigningKey(d.settings); err != nil {
		return err
	}
	d.log.use(d.key)
	identity, err := wiring.Identity(d.settings, d.key)
	if err != nil {
		return err
	}
	if err := d.assemble(identity); err != nil {
		return err
	}
	return d.recallRates(ctx)
}

// recallRates has mails count that were sent before a start, or by another replica.
func (d *Daemon) recallRates(ctx context.Context) error {
	return wiring.RecallRates(ctx, d.store, d.rates, d.clock())
}

// under returns the store, written only while this replica holds a lease.
func (d *Daemon) under(kind lease.Kind) store.Store { return wiring.Under(d.store, d.leases, kind, 0) }

// peers returns how the engine shares the store with those of other replicas.
func (d *Daemon) peers() *engine.Peers {
	if !d.leases.Shared() {
		return nil
	}
	return &engine.Peers{Progress: d.leases.Progress, Leading: func() (int64, engine.Store) {
		term := d.leases.Token(lease.Evaluation)
		if term == 0 {
			return 0, nil
		}
		return term, wiring.Under(d.store, d.leases, lease.Evaluation, term)
	}}
}

// assemble builds the parts, each from those before it.
func (d *Daemon) assemble(identity envelope.Identity) error {
	d.serviceState = readmodel.NewServiceState(relayNames(d.settings.Relays))
	d.last = &readmodel.LastEvaluation{Store: d.store}
	d.publisher = newPublisher(d.last, d.metrics, d.ready, d.Log)
	composer, err := mailComposer(d.settings, d.key)
	if err != nil {
		return err
	}
	notices, err := d.newEngine(identity, composer)
	if err != nil {
		return err
	}
	d.probing.Known = d.engine.Streak
	d.loop = engine.NewLoop(d.engine)
	d.loop.Failed = d.ready.setWriteError
	d.state = d.newStateCheck(identity)
	d.pruner = &pruner{state: d.state, engine: d.engine, keep: d.settings.Retention, clock: d.clock}
	d.reloader = &reloader{
		registry: d.registry, manager: d.manager, engine: d.engine, loop: d.loop, leases: d.leases, log: d.Log,
		observations: d.observations(),
	}
	d.actions = &action.Service{
		Store: d.store, Index: d.engine, Recorder: d.loop, Registry: d.registry.Load, Latest: d.last.Load, Clock: d.clock, Machine: d.machine,
		Files: action.Files{Paths: d.options.Paths, Writable: d.settings.Run.RegistryWritable}, Reloader: d.reloader, Log: d.Log,
	}
	d.newIncoming(identity, composer, notices)
	d.newPage()
	return nil
}

// mailsAtOnce is how many mails an evaluation composes that has many more to write, such as the first one: few enough to leave within a second.
const mailsAtOnce = 100

// newEngine builds the engine with what it writes to and sends by. It returns what writes notices about announced changes.
func (d *Daemon) newEngine(identity envelope.Identity, composer *compose.Composer) (*outreach.ChangeNotices, error) {
	limits := wiring.RelayLimits(d.settings)
	channels, err := newChannels(d.settings, d.logins, identity, limits, d.observations(), d.serviceState)
	if err != nil {
		return nil, err
	}
	source, notices, err := newOutreach(d.settings, d.key, d.Log)
	if err != nil {
		return nil, err
	}
	d.outreach = source
	d.engine = &engine.Engine{
		Clock: d.clock, Registry: d.registry.Load, Store: d.store, Peers: d.peers(), Composer: composer, MailsAtOnce: mailsAtOnce,
		Sender:      outgoing{routes: channels, key: d.key, metrics: d.metrics, state: d.serviceState, log: d.Log},
		MailSources: []engine.MailSource{source, &driller{settings: d.settings, write: composer, log: d.Log}},
		Machine:     d.machine, Log: d.Log, Publish: d.publisher.publish,
	}
	d.rates = wiring.Rates(d.settings, limits)
	d.outbox = &outbox.Outbox{
		Stored: d.under(lease.Mail), Rates: d.rates, Hours: supplierHours{settings: d.settings, registry: d.registry, facts: d.engine},
	}
	d.engine.Outbox = d.outbox
	if d.settings.Verification.Mode == settings.ModeAsk {
		d.engine.Requests = requestPlanner{d.settings}
	}
	return notices, nil
}

// observations returns what records what the daemon itself observes.
func (d *Daemon) observations() observations {
	return observations{store: d.store, clock: d.clock, ready: d.ready, log: d.Log}
}

// newStateCheck returns what checks the state, and notifies the operators of damage.
func (d *Daemon) newStateCheck(identity envelope.Identity) *stateCheck {
	alarm := newDamageAlarm(d.settings, d.engine.Sender, d.operators, identity, d.clock, d.Log)
	return &stateCheck{store: d.store, ready: d.ready, log: d.Log, alarm: alarm}
}

// newIncoming builds what reads our mail and carries out the replies of our own people.
func (d *Daemon) newIncoming(identity envelope.Identity, composer *compose.Composer, notices *outreach.ChangeNotices) {
	s := d.settings
	isOurs := func(r *model.Registry, address string) bool { return wiring.IsOurs(s, r, address) }
	d.incoming = &incoming.Reader{
		Identity: identity, Composer: composer, Key: d.key, Clock: d.clock, Timezone: s.Schedule.Timezone, Registry: d.registry.Load, Operators: d.operators,
		Addresses: incoming.OwnAddresses{IsOurs: isOurs, Authorizer: wiring.Authorizer(s, nil)},
		Store:     d.under(lease.Mailboxes), Facts: d.engine, Logins: d.logins, Notices: notices, Metrics: d.metrics, States: d.serviceState, Wake: d.loop.Wake, Log: d.Log,
	}
	if s.Replies != nil {
		d.incoming.Replies = &incoming.Place{Account: s.Replies.Account, Folder: s.Replies.Folder}
	}
	d.replies = &replies.Handler{
		Actions: d.actions, Mails: d.store, Key: d.key, Identity: identity, IsOurs: d.incoming.IsOurs,
		PerDay: s.Verification.PerDay, Metrics: d.metrics, Log: d.Log,
	}
	d.incoming.Recorder = &replyRecorder{
		replies: d.replies, store: d.under(lease.Mailboxes), loop: d.loop, reloader: d.reloader, notice: withheldNotice{incoming: d.incoming, clock: d.clock},
	}
}

// newPage builds what is shown, and the server that shows it.
func (d *Daemon) newPage() {
	d.health = &health{last: d.last, evaluate: d.settings.Schedule.Evaluate, began: d.clock()}
	ahead := readmodel.Ahead{Actions: d.actions}
	queue := &outbox.Outbox{
		Stored: d.store, Rates: d.rates, Hours: supplierHours{settings: d.settings, registry: d.registry, facts: factsBeside{d.engine}},
	}
	d.snapshots = &readmodel.Snapshots{
		Registry: d.registry, Last: d.last, Ahead: ahead, Facts: d.engine, Store: d.store, Queue: queue, Ready: d.ready, Health: d.health, Replies: d.replies, Leases: d.leases, Clock: d.clock,
		Calendar: &readmodel.Calendar{Store: d.store, Key: d.key},
	}
	d.page = &pageServer{
		settings: d.settings, snapshots: d.snapshots, actions: d.actions, reloader: d.reloader, metrics: d.metrics, key: d.key, log: d.Log,
		documents: readmodel.Documents{
			Registry: d.registry, Last: d.last, State: d.serviceState, Folders: d.incoming, Covered: &readmodel.Coverage{Last: d.last, Facts: d.engine, Store: d.store}, Store: d.store, Engine: d.engine, Loop: d.loop, Leases: d.leases, Key: d.key, Clock: d.clock,
		},
		links: readmodel.MailLinks{Registry: d.registry, Last: d.last, Ahead: ahead, Mails: d.store, Engine: d.engine, Key: d.key, Clock: d.clock},
	}
}

// schedules returns the recurring work.
func (d *Daemon) schedules() *schedules {
	s := &schedules{
		times: d.settings.Schedule, loop: d.loop, leases: d.leases, pruner: d.pruner, log: d.Log,
		prober: &prober{
			registry: d.registry, engine: d.engine, loop: d.loop, store: d.store, options: d.probing, runners: d.runners, logins: d.logins,
			incoming: d.incoming, metrics: d.metrics, ready: d.ready, clock: d.clock, log: d.Log,
		},
	}
	if d.settings.Verification.Mode == settings.ModeOn {
		s.outreach = d.outreach
	}
	return s
}

// machine returns the settings of the state machine that go with a registry.
func (d *Daemon) machine(r *model.Registry) notify.Machine { return wiring.Machine(d.settings, r) }

// operators returns the addresses of the people who operate this installation.
func (d *Daemon) operators() []model.Recipient {
	return wiring.Operators(d.settings, d.registry.Load())
}
