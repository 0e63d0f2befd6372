package readmodel

import (
	"context"
	"maps"
	"slices"
	"strings"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
	"supplierwatch/internal/web/content"
)

// Service returns how the parts of the service work, and what was skipped. It answers also before the first evaluation.
func (s Documents) Service(ctx context.Context) content.Service {
	service := content.Service{Relays: s.State.relaysNow()}
	if replicas, err := s.Leases.Replicas(ctx); err == nil {
		service.Replicas = apidoc.NewReplicas(replicas)
	} else {
		service.ReplicasSay = err.Error()
	}
	for _, f := range s.Folders.Folders() {
		service.Folders = append(service.Folders, s.State.folder(f.Account, f.Name))
	}
	if evaluation := s.Last.Load(); evaluation != nil {
		service.Took = evaluation.Took
	}
	facts, err := knownFacts(ctx, s.Engine, s.Registry)
	if err != nil {
		return service
	}
	r := s.Registry.Load()
	service.VantageAt = facts.Probed("", model.SubjectVantage)
	online := true
	if streak, probed := facts.Streak("", model.SubjectVantage); probed && streak.Failures > 0 {
		online, service.VantageSays = false, streak.Last.Evidence
	}
	service.SkippedKnown = true
	service.Skipped = slices.Concat(skippedRules(facts), skippedProbes(r, facts, online), ignoredRules(r, r.Unowned.Today(s.Clock())))
	return service
}

// skippedRules returns the rules that were not evaluated.
func skippedRules(facts *factindex.Index) []content.Skipped {
	var all []content.Skipped
	for _, rule := range rules.NotEvaluated(facts) {
		all = append(all, content.Skipped{What: "Rule " + rule, Count: 1, Why: "it needs recorded facts, and there are none"})
	}
	return all
}

// skippedProbes returns, by kind, the probes without a result: those that never ran, and those whose last run found nothing out.
func skippedProbes(r *model.Registry, facts *factindex.Index, online bool) []content.Skipped {
	never, unknown := map[string]int{}, map[string]int{}
	for _, s := range r.Suppliers {
		eachProbe(s, func(kind string, subject model.Subject) {
			last := facts.Probed(s.ID, subject)
			streak, known := facts.Streak(s.ID, subject)
			switch {
			case last.IsZero():
				never[kind]++
			case !known || streak.Last.ObservedAt.Before(last):
				unknown[kind]++
			}
		})
	}
	neverWhy, unknownWhy := "never run yet", "the last run had no result"
	if !online {
		neverWhy, unknownWhy = "never run yet: this host has no network access", "no result: this host has no network access"
	}
	return append(skippedOf(never, neverWhy), skippedOf(unknown, unknownWhy)...)
}

func skippedOf(counts map[string]int, why string) []content.Skipped {
	var all []content.Skipped
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		all = append(all, content.Skipped{What: "Probes of kind " + kind, Count: counts[kind], Why: why})
	}
	return all
}

// eachProbe calls a function with the kind and the subject of each probe of a supplier: the mail domains of its contacts, each once, and its endpoints.
func eachProbe(s *model.Supplier, do func(kind string, subject model.Subject)) {
	seen := make(map[string]bool, len(s.Contacts))
	for _, c := range s.Contacts {
		if domain := strings.ToLower(c.Domain); domain != "" && !seen[domain] {
			seen[domain] = true
			do("dns", model.KindDomain.Subject(domain))
		}
	}
	for _, e := range s.Endpoints {
		do(string(e.Kind), model.KindEndpoint.Subject(e.ID))
	}
}

// ignoredRules returns the rules that the registry takes away from suppliers on a day.
func ignoredRules(r *model.Registry, today civil.Date) []content.Skipped {
	counts := map[string]int{}
	for _, s := range r.Suppliers {
		for _, x := range s.Ignores {
			if !x.Until.Before(today) {
				counts[x.Rule]++
			}
		}
	}
	var all []content.Skipped
	for _, rule := range slices.Sorted(maps.Keys(counts)) {
		all = append(all, content.Skipped{What: "Rule " + rule, Count: counts[rule], Why: "the registry ignores it for this many suppliers"})
	}
	return all
}
