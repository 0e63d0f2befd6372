package readmodel

import (
	"context"
	"slices"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// SupplierDetail returns all that is known of one supplier, by its current or a former id; also of one that was removed from the registry. Known is
// false if nothing is known of it.
func (s Documents) SupplierDetail(ctx context.Context, id string) (detail content.SupplierDetail, known bool, err error) {
	doc, known, err := s.Supplier(ctx, id)
	if err == nil && !known {
		return s.removedSupplier(ctx, id)
	}
	if err != nil {
		return detail, known, err
	}
	detail.SupplierDocument = doc
	err = s.withFacts(ctx, func(r *model.Registry, facts *factindex.Index, now time.Time) {
		entry := r.Supplier(id)
		if entry == nil {
			return
		}
		detail.Calls = callsOf(s.Last.view(entry.ID, "", model.State{}, r, facts, now), entry, doc.Contacts)
		subjects := subjectsOf(entry)
		detail.Probes = probeTrails(facts, entry, subjects)
		detail.History = s.history(r, facts, entry, subjects)
	})
	return detail, known, err
}

// callsOf returns the contacts of a supplier as a call card lists them; those without any way to reach them come last.
func callsOf(v compose.View, entry *model.Supplier, contacts []apidoc.ContactStatus) []content.Call {
	var calls []content.Call
	left := slices.Clone(contacts)
	for _, x := range compose.Reaches(v, entry) {
		i := slices.IndexFunc(left, func(c apidoc.ContactStatus) bool { return c.ID == x.Contact })
		if i >= 0 {
			calls = append(calls, content.Call{Contact: left[i], Way: x.Way, Open: x.Open})
			left = slices.Delete(left, i, i+1)
		}
	}
	for _, c := range left {
		calls = append(calls, content.Call{Contact: c})
	}
	return calls
}

// subjectsOf returns the supplier's entry and every part of it.
func subjectsOf(entry *model.Supplier) []model.Subject {
	all := []model.Subject{model.SubjectSupplier, model.KindSession.Subject("")}
	for _, c := range entry.Contacts {
		all = append(all, model.KindContact.Subject(c.ID))
		if domain := model.KindDomain.Subject(c.Domain); c.Domain != "" && !slices.Contains(all, domain) {
			all = append(all, domain)
		}
	}
	for _, x := range entry.Endpoints {
		all = append(all, model.KindEndpoint.Subject(x.ID))
	}
	for _, x := range entry.Supplies {
		all = append(all, model.KindSupply.Subject(x.ID))
	}
	for _, x := range entry.Contracts {
		all = append(all, model.KindContract.Subject(x.ID))
	}
	for _, x := range entry.OrderWindows {
		all = append(all, model.KindOrderWindow.Subject(x.ID))
	}
	for _, x := range entry.Deliveries {
		all = append(all, model.KindDelivery.Subject(x.ID))
	}
	return all
}

// probeTrails returns what the last probe of each subject said where it failed.
func probeTrails(facts *factindex.Index, entry *model.Supplier, subjects []model.Subject) []content.ProbeTrail {
	var all []content.ProbeTrail
	for _, subject := range subjects {
		streak, probed := facts.Streak(entry.ID, subject)
		if !probed || streak.Failures == 0 {
			continue
		}
		all = append(all, content.ProbeTrail{
			Subject: subject, Failures: streak.Failures, Since: streak.First.ObservedAt, Last: streak.Last.ObservedAt, Lines: streak.Last.Evidence,
		})
	}
	return all
}

// actionsOn returns what people did about an alert.
func actionsOn(facts *factindex.Index, alert string) []model.Fact {
	return facts.Kind("", model.KindAlert.Subject(alert), model.FactAck, model.FactSnooze, model.FactNotMine, model.FactNote)
}
