package daemon

import (
	"cmp"
	"context"
	"log/slog"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/incoming"
	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/model"
	"supplierwatch/internal/probe"
	"supplierwatch/internal/web"
	"supplierwatch/internal/wiring"
)

// prober runs the probes that are due and records what they found.
type prober struct {
	registry *activeRegistry
	engine   *engine.Engine
	loop     *engine.Loop
	store    interface {
		Commit(ctx context.Context, change model.Change) error
	}
	options  probe.Options
	runners  probeRunners
	logins   *wiring.Logins
	incoming *incoming.Reader
	metrics  *web.Metrics
	ready    *readiness
	clock    func() time.Time
	log      *slog.Logger
}

// probeRunners run what looks at suppliers and what looks at our mailboxes, so that neither waits for the other.
type probeRunners struct{ suppliers, mailboxes *probe.Runner }

// suppliers looks at the domains and endpoints that are due.
func (p *prober) suppliers(ctx, work context.Context) {
	r, options := p.registry.Load(), p.options
	if err := p.engine.WithFacts(ctx, func(facts *factindex.Index) { options.Announced = announcedDomains(r, facts) }); err != nil {
		p.log.Error("Suppliers could not be probed.", "error", err)
		return
	}
	p.run(ctx, work, p.runners.suppliers, probe.Plan(r, options))
}

// announcedDomains returns, by supplier, the domains of contact addresses that a mail announced and that nobody has confirmed by a call.
// A recently registered domain is a sign of fraud, so their age is checked.
func announcedDomains(r *model.Registry, facts *factindex.Index) map[string][]string {
	found := map[string][]string{}
	for _, s := range r.Suppliers {
		for _, c := range s.Contacts {
			change := action.AnnouncedChange(facts, s.ID, model.KindContact.Subject(c.ID))
			if change == nil {
				continue
			}
			if name := mailaddr.Registrable(mailaddr.DomainOf(change.ContactDetails().Email)); name != "" && name != mailaddr.Registrable(c.Domain) && !mailaddr.FreeMail(name) {
				found[s.ID] = append(found[s.ID], name)
			}
		}
	}
	return found
}

// mailboxes logs into our role mailboxes, and reads what is new in all folders in which mail for us arrives.
func (p *prober) mailboxes(ctx, work context.Context) {
	p.run(ctx, work, p.runners.mailboxes, p.logins.OwnProbes(p.registry.Load()))
	p.incoming.Read(ctx)
}

// run runs those probes that are due and records what they find as they find it.
func (p *prober) run(ctx, work context.Context, runner *probe.Runner, planned []probe.Probe) {
	now := p.clock()
	var due []probe.Probe
	for _, x := range planned {
		if x.Due(p.engine.Probed(x.Supplier, x.Subject), now) {
			due = append(due, x)
		}
	}
	// With nothing due the runner still looks whether a machine that was cut
	// off no longer is.
	runner.RunEach(ctx, due, p.clock, func(facts []model.Fact) { p.record(work, facts) })
}

// record records results of probes, and has them evaluated with those that follow soon.
func (p *prober) record(work context.Context, facts []model.Fact) {
	for _, f := range facts {
		p.metrics.Probe(f.Source, outcomes[f.Kind], probeReason(f))
	}
	if err := p.store.Commit(work, model.Change{Facts: facts}); err != nil {
		p.log.Error("The results of probes could not be recorded.", "error", err)
		p.ready.setWriteError(err)
		return
	}
	p.loop.WakeSoon()
}

// probeReason is a word from a closed list, for a metric's label. A probe without anything worth saying has no reason of its own.
func probeReason(f model.Fact) string {
	if f.Kind == model.FactProbeOK {
		return cmp.Or(f.Reason(), "ok")
	}
	return cmp.Or(f.Reason(), "other")
}

// outcomes are the words of the metric's label for what a probe came to.
var outcomes = map[model.FactKind]string{
	model.FactProbeOK: "ok", model.FactProbeFailed: "failed", model.FactProbeUnknown: "unknown",
}
