package daemon

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/robfig/cron/v3"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/lease"
	"supplierwatch/internal/outreach"
	"supplierwatch/internal/settings"
)

// schedules are the recurring work and its times.
type schedules struct {
	times    settings.Schedule
	loop     *engine.Loop
	leases   lease.Leases
	prober   *prober
	outreach *outreach.Source // nil: no verification mails are sent by themselves
	pruner   *pruner
	log      *slog.Logger
}

// start starts the recurring work. Work that is still going when it is due
// again is skipped; work that panics ends alone. What looks outward also begins
// at once.
func (s *schedules) start(ctx, work context.Context, down *teardown) {
	logger := cronLogger{s.log}
	table := cron.New(cron.WithLocation(s.times.Timezone), cron.WithLogger(logger),
		cron.WithChain(cron.Recover(logger), cron.SkipIfStillRunning(logger)))
	table.Schedule(s.times.Evaluate, cron.FuncJob(s.loop.Wake))
	held := func(kind lease.Kind, work func(context.Context)) cron.FuncJob {
		return func() { lease.IfHeld(ctx, s.leases, kind, work) }
	}
	suppliers := table.Schedule(s.times.Probe, held(lease.Probes, func(ctx context.Context) { s.prober.suppliers(ctx, work) }))
	mailboxes := table.Schedule(s.times.Mailboxes, held(lease.Mailboxes, func(ctx context.Context) { s.prober.mailboxes(ctx, work) }))
	table.Schedule(s.times.Verify, held(lease.Evaluation, s.verify))
	table.Schedule(s.times.Prune, held(lease.Evaluation, s.pruner.prune))
	table.Start()
	atOnce := func(kind lease.Kind, job cron.Job) func() {
		return func() { lease.While(ctx, s.leases, kind, nil, func(context.Context) { job.Run() }) }
	}
	background(down, "first look at suppliers", atOnce(lease.Probes, table.Entry(suppliers).WrappedJob))
	background(down, "first look at mailboxes", atOnce(lease.Mailboxes, table.Entry(mailboxes).WrappedJob))
	down.add("schedules", func(ctx context.Context) error {
		select {
		case <-table.Stop().Done():
			return nil
		case <-ctx.Done():
			return fmt.Errorf("wait for scheduled work: %w", ctx.Err())
		}
	})
}

// verify makes the next evaluation choose the contacts to ask, if the configuration wants that.
func (s *schedules) verify(context.Context) {
	if s.outreach != nil {
		s.outreach.Choose()
	}
	s.loop.Wake()
}

// cronLogger hands the scheduler's errors to our log; its chatter is dropped.
type cronLogger struct{ log *slog.Logger }

// Info drops what the scheduler does as planned.
func (cronLogger) Info(string, ...any) {}

// Error logs what went wrong in scheduled work.
func (l cronLogger) Error(err error, msg string, values ...any) {
	l.log.Error("Scheduled work failed.", append(values, "what", msg, "error", err)...)
}
