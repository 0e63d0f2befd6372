package readmodel

import (
	"context"
	"slices"
	"sort"
	"strings"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/exposure"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/incoming"
	"supplierwatch/internal/lease"
	"supplierwatch/internal/model"
	"supplierwatch/internal/record"
	"supplierwatch/internal/store"
	"supplierwatch/internal/token"
	"supplierwatch/internal/web/content"
)

// Documents returns what the page and the API show of suppliers and mailboxes. It is worked out when somebody asks, since hardly anybody does.
type Documents struct {
	Registry Registry
	Last     *LastEvaluation
	Covered  *Coverage
	State    *ServiceState
	Folders  interface{ Folders() []incoming.Folder }
	Store    store.Store
	Engine   *engine.Engine
	Loop     *engine.Loop
	Leases   lease.Leases
	Key      token.Key
	Clock    func() time.Time
}

// Edition returns a value that changes with what is known, so that two answers can be compared.
func (s Documents) Edition(ctx context.Context) (any, error) {
	now := newEdition(s.Last.Load(), s.Registry.Load(), s.Registry.ReloadState())
	facts, err := knownFacts(ctx, s.Engine, s.Registry)
	if err == nil {
		now.facts = facts.Seq()
	}
	return now, err
}

// Coverage returns how many suppliers are covered, now and in past months; nil if that is not computed yet.
func (s Documents) Coverage() *exposure.CoverageHistory { return s.Covered.Load() }

// Facts returns what was recorded, in the order of recording, without probes that later ones have superseded.
func (s Documents) Facts(ctx context.Context, wanted content.FactQuery) (apidoc.FactsDocument, error) {
	found, err := s.Store.StandingFacts(ctx, store.FactQuery(wanted))
	if found == nil {
		found = []model.Fact{}
	}
	return apidoc.FactsDocument{Version: apidoc.DocumentVersion, Facts: found}, err
}

// Record records facts that a program reports, all of them or none, and returns them as they are recorded.
func (s Documents) Record(ctx context.Context, facts []model.Fact) ([]model.Fact, error) {
	reports := record.Reports{Store: s.Store, Key: s.Key}
	recorded, err := reports.Record(ctx, facts, s.Registry.Load(), s.Clock().UTC())
	if err == nil {
		s.Loop.Wake()
	}
	return recorded, err
}

// Suppliers lists how well some suppliers can be reached: at most limit of those whose ids follow one, by id.
func (s Documents) Suppliers(ctx context.Context, after string, limit int) (apidoc.SuppliersDocument, error) {
	doc := apidoc.SuppliersDocument{Version: apidoc.DocumentVersion, Suppliers: []apidoc.SupplierStatus{}}
	err := s.withFacts(ctx, func(r *model.Registry, facts *factindex.Index, now time.Time) {
		doc.AsOf = now.UTC()
		some := *r
		some.Suppliers = suppliersAfter(r.Suppliers, after, limit)
		counts, reach := s.counts(some.Suppliers...), exposure.Reachability(&some, facts, now)
		for _, x := range some.Suppliers {
			doc.Suppliers = append(doc.Suppliers, supplierStatus(x, reach[x.ID], counts[x.ID]))
		}
	})
	return doc, err
}

// suppliersAfter returns at most limit of the suppliers whose ids follow one, by id.
func suppliersAfter(all []*model.Supplier, after string, limit int) []*model.Supplier {
	byID := func(a, b *model.Supplier) int { return strings.Compare(a.ID, b.ID) }
	if !slices.IsSortedFunc(all, byID) {
		all = slices.SortedFunc(slices.Values(all), byID)
	}
	first := sort.Search(len(all), func(i int) bool { return all[i].ID > after })
	return all[first:min(first+limit, len(all))]
}

// Supplier returns everything that is known about one supplier, by its current or a former id. Known is false if there is no such supplier.
func (s Documents) Supplier(ctx context.Context, id string) (doc apidoc.SupplierDocument, known bool, err error) {
	err = s.withFacts(ctx, func(r *model.Registry, facts *factindex.Index, now time.Time) {
		x := r.Supplier(id)
		if x == nil {
			return
		}
		known = true
		one := *r
		one.Suppliers = []*model.Supplier{x}
		doc = apidoc.SupplierDocument{
			Version: apidoc.DocumentVersion, AsOf: now.UTC(), Contacts: exposure.ContactStates(&one, facts, now),
			Supplier: supplierStatus(x, exposure.Reachability(&one, facts, now)[x.ID], s.counts(x)[x.ID]),
			Findings: []model.Finding{}, Deadlines: []model.Deadline{}, Alerts: []apidoc.StatusAlert{},
		}
		s.known(x.ID, &doc)
	})
	return doc, known, err
}

// known adds what the last evaluation found about a supplier.
func (s Documents) known(id string, doc *apidoc.SupplierDocument) {
	shown, known := s.Last.views(s.Registry.Load())
	if !known {
		return
	}
	for _, f := range shown.Findings().Of(id) {
		doc.Findings = append(doc.Findings, *f)
	}
	for _, d := range shown.Deadlines().Of(id) {
		doc.Deadlines = append(doc.Deadlines, *d)
	}
	for _, a := range shown.Alerts().Of(id) {
		if a.State.Open() {
			doc.Alerts = append(doc.Alerts, *a)
		}
	}
}

// counts returns the number of findings of some suppliers, by supplier and severity.
func (s Documents) counts(suppliers ...*model.Supplier) map[string]map[model.Severity]int {
	counts := make(map[string]map[model.Severity]int, len(suppliers))
	for _, x := range suppliers {
		counts[x.ID] = map[model.Severity]int{}
	}
	shown, known := s.Last.views(nil)
	if !known {
		return counts
	}
	for id, of := range counts {
		for _, f := range shown.Findings().Of(id) {
			of[f.Severity]++
		}
	}
	return counts
}

func supplierStatus(x *model.Supplier, reach exposure.Reach, findings map[model.Severity]int) apidoc.SupplierStatus {
	status := apidoc.SupplierStatus{
		ID: x.ID, Name: x.Name, Tier: x.Tier.ID, Ways: reach.Ways, LastAnswer: reach.LastAnswer, Reachability: reach.Likelihood,
		Findings: map[model.Severity]int{model.Critical: 0, model.Warning: 0, model.Info: 0},
	}
	if x.Owner != nil {
		status.Owner = x.Owner.ID
	}
	for severity, n := range findings {
		status.Findings[severity] = n
	}
	return status
}

// Mailboxes returns the status of our role mailboxes, by id.
func (s Documents) Mailboxes(ctx context.Context) (apidoc.MailboxesDocument, error) {
	doc := apidoc.MailboxesDocument{Version: apidoc.DocumentVersion, Mailboxes: []apidoc.MailboxStatus{}}
	err := s.withFacts(ctx, func(r *model.Registry, facts *factindex.Index, now time.Time) {
		doc.AsOf = now.UTC()
		for _, m := range r.Mailboxes {
			doc.Mailboxes = append(doc.Mailboxes, mailboxStatus(m, facts))
		}
		slices.SortFunc(doc.Mailboxes, func(a, b apidoc.MailboxStatus) int { return strings.Compare(a.ID, b.ID) })
	})
	return doc, err
}

func mailboxStatus(m *model.Mailbox, facts *factindex.Index) apidoc.MailboxStatus {
	subject := model.KindMailbox.Subject(m.ID)
	status := apidoc.MailboxStatus{ID: m.ID, Address: m.Address, Purpose: m.Purpose, Login: "unknown"}
	if m.Team != nil {
		status.Team = m.Team.ID
	}
	if streak, ok := facts.Streak("", subject); ok {
		status.Login, status.LoginAt = "ok", &streak.Last.ObservedAt
		if streak.Failures > 0 {
			status.Login, status.LoginSays = "failed", streak.Last.Evidence
		}
	}
	if f, ok := latest(facts, subject, model.FactUnread); ok {
		status.Looked, status.UnreadFrom = true, f.Address()
		if oldest := f.OldestUnread(); !oldest.IsZero() {
			status.OldestUnread = &oldest
		}
	}
	if f, ok := latest(facts, subject, model.FactQuota); ok {
		if used, limit := f.Usage(); limit > 0 {
			share := used / limit
			status.Used = &share
		}
	}
	if f, ok := latest(facts, subject, model.FactRoundTripLanded); ok {
		status.RoundTrip = &f.ObservedAt
	}
	return status
}

func latest(facts *factindex.Index, subject model.Subject, kind model.FactKind) (model.Fact, bool) {
	all := facts.Kind("", subject, kind)
	if len(all) == 0 {
		return model.Fact{}, false
	}
	return all[len(all)-1], true
}

// withFacts shows the registry in force and what is known, beside evaluations: who reads the API does not hold them up.
func (s Documents) withFacts(ctx context.Context, look func(*model.Registry, *factindex.Index, time.Time)) error {
	facts, err := knownFacts(ctx, s.Engine, s.Registry)
	if err == nil {
		look(s.Registry.Load(), facts, s.Clock())
	}
	return err
}
