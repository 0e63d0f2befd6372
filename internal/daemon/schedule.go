package daemon

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/robfig/cron/v3"

	"supplierwatch/internal/action"
	"supplierwatch/internal/model"
	"supplierwatch/internal/probe"
	"supplierwatch/internal/store"
)

// schedule starts the recurring work. Work that is still going when it is due
// again is skipped; work that panics ends alone. What looks outward also begins
// at once.
func (d *Daemon) schedule(down *teardown) {
	logger := cronLogger{d.Log}
	table := cron.New(cron.WithLocation(d.settings.Schedule.Timezone), cron.WithLogger(logger),
		cron.WithChain(cron.Recover(logger), cron.SkipIfStillRunning(logger)))
	table.Schedule(d.settings.Schedule.Evaluate, cron.FuncJob(d.loop.Wake))
	suppliers := table.Schedule(d.settings.Schedule.Probe, cron.FuncJob(d.probeSuppliers))
	mailboxes := table.Schedule(d.settings.Schedule.Mailboxes, cron.FuncJob(d.probeMailboxes))
	table.Schedule(d.settings.Schedule.Verify, cron.FuncJob(d.verify))
	table.Schedule(d.settings.Schedule.Prune, cron.FuncJob(d.prune))
	table.Start()
	background(down, "first look", func() {
		table.Entry(suppliers).WrappedJob.Run()
		table.Entry(mailboxes).WrappedJob.Run()
	})
	down.add("schedules", func(ctx context.Context) error {
		select {
		case <-table.Stop().Done():
			return nil
		case <-ctx.Done():
			return fmt.Errorf("wait for scheduled work: %w", ctx.Err())
		}
	})
}

// probeSuppliers looks at the domains and endpoints that are due.
func (d *Daemon) probeSuppliers() {
	r, options := d.registry.Load(), d.probing
	if err := d.engine.WithFacts(d.ctx, func(facts *model.Facts) { options.Announced = announcedDomains(r, facts) }); err != nil {
		d.Log.Error("Suppliers could not be probed.", "error", err)
		return
	}
	d.look(probe.Plan(r, options))
}

// announcedDomains returns, by supplier, the domains of contact addresses that a mail announced and that nobody has confirmed by a call.
// A recently registered domain is a sign of fraud, so their age is checked.
func announcedDomains(r *model.Registry, facts *model.Facts) map[string][]string {
	found := map[string][]string{}
	for _, s := range r.Suppliers {
		for _, c := range s.Contacts {
			change := action.AnnouncedChange(facts, s.ID, model.KindContact.Subject(c.ID))
			if change == nil {
				continue
			}
			if name := model.Registrable(model.DomainOf(change.Data[model.DataEmail])); name != "" && name != model.Registrable(c.Domain) && !model.FreeMail(name) {
				found[s.ID] = append(found[s.ID], name)
			}
		}
	}
	return found
}

// probeMailboxes logs into our role mailboxes, and reads what is new in all folders in which mail for us arrives.
func (d *Daemon) probeMailboxes() {
	d.look(d.logins.OwnProbes(d.registry.Load()))
	d.incoming.Read(d.ctx)
}

// look runs those probes that are due and records what they found.
func (d *Daemon) look(planned []probe.Probe) {
	now := d.clock()
	var due []probe.Probe
	for _, p := range planned {
		if p.Due(d.engine.Probed(p.Supplier, p.Subject), now) {
			due = append(due, p)
		}
	}
	// With nothing due the runner still looks whether a machine that was cut
	// off no longer is.
	facts := d.runner.Run(d.ctx, due, d.clock)
	if len(facts) == 0 {
		return
	}
	for _, f := range facts {
		d.metrics.Probe(f.Source, outcomes[f.Kind], f.Data[model.DataReason])
	}
	if err := d.store.Commit(d.work, model.Change{Facts: facts}); err != nil {
		d.Log.Error("The results of probes could not be recorded.", "error", err)
		d.ready.setWriteError(err)
		return
	}
	d.loop.Wake()
}

// outcomes are the words of the metric's label for what a probe came to.
var outcomes = map[model.FactKind]string{
	model.FactProbeOK: "ok", model.FactProbeFailed: "failed", model.FactProbeUnknown: "unknown",
}

// prune removes from the state what the retention no longer keeps, and has the engine read it anew.
func (d *Daemon) prune() {
	now, keep := d.clock(), d.settings.Retention
	if d.state.prune(d.ctx, store.Retention{Probes: keep.Probes.Before(now), Resolved: keep.Resolved.Before(now), MailText: keep.MailText.Before(now)}) {
		d.engine.Forget()
	}
}

// cronLogger hands the scheduler's errors to our log; its chatter is dropped.
type cronLogger struct{ log *slog.Logger }

// Info drops what the scheduler does as planned.
func (cronLogger) Info(string, ...any) {}

// Error logs what went wrong in scheduled work.
func (l cronLogger) Error(err error, msg string, values ...any) {
	l.log.Error("Scheduled work failed.", append(values, "what", msg, "error", err)...)
}
