package readmodel

import (
	"cmp"
	"context"
	"slices"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
	"supplierwatch/internal/web/content"
)

// removedSupplier returns what is still known of a supplier that is no longer in the registry. Known is false if there are neither alerts nor facts.
func (s Documents) removedSupplier(ctx context.Context, id string) (detail content.SupplierDetail, known bool, err error) {
	detail.Removed, detail.Supplier.ID, detail.Supplier.Name = true, id, id
	var recorded []model.Fact
	err = s.withFacts(ctx, func(_ *model.Registry, facts *factindex.Index, now time.Time) {
		detail.AsOf = now.UTC()
		shown, evaluated := s.Last.views(nil)
		if !evaluated {
			return
		}
		for _, a := range shown.Alerts().Of(id) {
			detail.Alerts = append(detail.Alerts, *a)
			recorded = append(recorded, actionsOn(facts, a.ID)...)
			if ended := a.EndedAt; a.State == model.StateWithdrawn && ended != nil && ended.After(detail.RemovedAt) {
				detail.RemovedAt = *ended
			}
		}
	})
	if err != nil {
		return detail, false, err
	}
	facts, err := s.factsOf(ctx, id)
	if err != nil {
		return detail, false, err
	}
	recorded = append(recorded, facts...)
	slices.SortStableFunc(detail.Alerts, func(a, b apidoc.StatusAlert) int { return cmp.Or(b.Since.Compare(a.Since), cmp.Compare(a.ID, b.ID)) })
	detail.History = factEntries(recorded)
	return detail, len(detail.Alerts)+len(recorded) > 0, nil
}

// mostRemoved is how many facts of a removed supplier are read at most.
const mostRemoved = 2000

// factsOf returns the last facts about a supplier and its parts, without those of probes.
func (s Documents) factsOf(ctx context.Context, supplier string) ([]model.Fact, error) {
	var all []model.Fact
	wanted := store.FactQuery{Supplier: supplier, Limit: mostRemoved}
	for {
		some, err := s.Store.StandingFacts(ctx, wanted)
		if err != nil {
			return nil, err
		}
		for _, f := range some {
			if f.Kind != model.FactProbeOK && f.Kind != model.FactProbeFailed && f.Kind != model.FactProbeUnknown {
				all = append(all, f)
			}
		}
		all = all[max(0, len(all)-mostRemoved):]
		if len(some) < wanted.Limit {
			return all, nil
		}
		wanted.After = some[len(some)-1].Seq
	}
}
