package daemon

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
	"supplierwatch/internal/report"
	"supplierwatch/internal/token"
	"supplierwatch/internal/web"
)

// snapshot is what the page, the API and the metrics show.
func (d *Daemon) snapshot() web.Snapshot {
	now := d.clock()
	s := web.Snapshot{Registry: d.registry.Load(), Reload: d.registry.reloadState(), Outbox: d.outbox()}
	s.Findings = apidoc.CheckDocument{Version: apidoc.DocumentVersion, AsOf: now.UTC(), Findings: []model.Finding{}, Errors: s.Reload.Problems}
	s.Deadlines = apidoc.DeadlinesDocument{Version: apidoc.DocumentVersion, AsOf: now.UTC(), Deadlines: []model.Deadline{}}
	s.Alerts = apidoc.NewStatus(nil, now)
	if s.Findings.Errors == nil {
		s.Findings.Errors = []model.Problem{}
	}
	if pass := d.pass.Load(); pass != nil {
		s.Edition = d.edition(pass, s.Registry, s.Reload)
		s.Cycle = pass.At
		shown := d.shownOf(pass, now)
		s.Findings.AsOf, s.Findings.Findings, s.Findings.Summary = pass.At.UTC(), pass.Findings, &pass.Summary
		s.Deadlines.AsOf, s.Deadlines.Deadlines = pass.At.UTC(), shown.deadlines
		s.Alerts.Alerts = shown.alerts
		s.Vantage = pass.Vantage
		s.Findings.Vantage = s.Vantage
		view := sync.OnceValue(func() compose.View {
			return compose.View{State: pass.State, Registry: s.Registry, Findings: d.worstByKey(), Now: now}
		})
		s.Ahead = func(id string) web.Ahead { return d.ahead(view(), pass.State.Alerts[id]) }
		s.Calendar = func() ([]byte, error) { return d.calendar(pass, s.Registry) }
	}
	if d.replies != nil {
		s.Withheld = d.replies.Limit.WithheldOn(now)
	}
	s.Ready, s.Healthy = d.ready.verdict(s.Cycle, s.Reload), d.healthy(now)
	return s
}

// edition identifies the content of a snapshot. Facts counts the recorded facts where they are shown too.
type edition struct {
	pass     *engine.Evaluation
	registry *model.Registry
	reloaded time.Time
	reloadOK bool
	problem  *model.Problem
	facts    int64
}

func (d *Daemon) edition(pass *engine.Evaluation, r *model.Registry, reload web.Reload) edition {
	e := edition{pass: pass, registry: r, reloaded: reload.At, reloadOK: reload.OK}
	if len(reload.Problems) > 0 {
		e.problem = &reload.Problems[0] // the list of each reading has a place of its own
	}
	return e
}

// shown caches the sorted parts of an evaluation, because sorting them takes long.
type shown struct {
	pass      *engine.Evaluation
	alerts    []apidoc.StatusAlert
	deadlines []model.Deadline
}

// shownOf returns an evaluation in the order in which it is shown. Each evaluation is sorted once.
func (d *Daemon) shownOf(pass *engine.Evaluation, now time.Time) *shown {
	if known := d.shown.Load(); known != nil && known.pass == pass {
		return known
	}
	made := &shown{pass: pass, alerts: apidoc.NewStatus(pass.State.Alerts, now).Alerts, deadlines: unsettled(pass.Deadlines)}
	d.shown.Store(made)
	return made
}

// calendar renders every deadline of an evaluation; a settled one becomes a
// cancelled event. The same evaluation always returns the same bytes.
//
// Tokens are masked before lines are folded, because folding could split one.
func (d *Daemon) calendar(pass *engine.Evaluation, r *model.Registry) ([]byte, error) {
	doc := apidoc.DeadlinesDocument{Version: apidoc.DocumentVersion, AsOf: pass.At.UTC(), Deadlines: token.Masked(d.key, pass.Deadlines)}
	var out bytes.Buffer
	if err := report.Calendar(&out, doc, r); err != nil {
		return nil, fmt.Errorf("render calendar: %w", err)
	}
	return out.Bytes(), nil
}

func unsettled(all []model.Deadline) []model.Deadline {
	open := []model.Deadline{}
	for _, d := range all {
		if !d.Settled {
			open = append(open, d)
		}
	}
	return open
}

// outbox returns the backlog of the store, or nil if the store does not answer.
func (d *Daemon) outbox() *web.Outbox {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	pending, oldest, err := d.store.Backlog(ctx)
	if err != nil {
		return nil
	}
	return &web.Outbox{Pending: pending, Oldest: oldest}
}

// missed is how many evaluations in a row may be missed before the daemon
// reports that it is not healthy.
const missed = 3

// healthy fails if no evaluation was completed for three intervals.
func (d *Daemon) healthy(now time.Time) web.Verdict {
	last := d.began
	if pass := d.pass.Load(); pass != nil {
		last = pass.At
	}
	next := last
	for range missed {
		next = d.settings.Schedule.Evaluate.Next(next)
	}
	// A schedule consists of instants. The evaluation that starts at one of
	// them needs some time to complete.
	if limit := next.Add(time.Minute); now.After(limit) {
		return web.Verdict{Why: "not healthy: no pass was completed since " + last.UTC().Format(time.RFC3339)}
	}
	return web.Verdict{OK: true, Why: "healthy"}
}

// watchdog sends the keep-alive signal to the service manager as long as
// evaluations are completed.
func (d *Daemon) watchdog(ctx context.Context) {
	every := watchdogEvery()
	if every == 0 {
		return
	}
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if d.healthy(d.clock()).OK {
				d.notifyManager("WATCHDOG=1")
			}
		}
	}
}
