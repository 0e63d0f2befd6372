package daemon

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/robfig/cron/v3"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/outreach"
	"supplierwatch/internal/settings"
)

// schedules are the recurring work and its times.
type schedules struct {
	times    settings.Schedule
	loop     *engine.Loop
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
	suppliers := table.Schedule(s.times.Probe, cron.FuncJob(func() { s.prober.suppliers(ctx, work) }))
	mailboxes := table.Schedule(s.times.Mailboxes, cron.FuncJob(func() { s.prober.mailboxes(ctx, work) }))
	table.Schedule(s.times.Verify, cron.FuncJob(s.verify))
	table.Schedule(s.times.Prune, cron.FuncJob(func() { s.pruner.prune(ctx) }))
	table.Start()
	background(down, "first look at suppliers", table.Entry(suppliers).WrappedJob.Run)
	background(down, "first look at mailboxes", table.Entry(mailboxes).WrappedJob.Run)
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
func (s *schedules) verify() {
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
