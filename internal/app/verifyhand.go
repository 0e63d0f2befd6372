package app

import (
	"context"
	"crypto/rand"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/rules"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/store"
	"supplierwatch/internal/verification"
	"supplierwatch/internal/wiring"
)

// Verification is whom to ask by hand whether a contact is still right.
type Verification struct {
	Config     string   // of the daemon; empty: the one in ./var
	Registry   []string // instead of the configuration's
	Names      []string // SUPPLIER or SUPPLIER/CONTACT; none: all
	Tier       string   // only suppliers of this tier; empty: of all
	Escalation bool     // contacts for emergencies too
	Actor      string   // who releases
	Now        time.Time
}

// hand is what is known when somebody asks by hand.
type hand struct {
	request  Verification
	settings *settings.Settings
	registry *model.Registry
	facts    *model.Facts
	findings []model.Finding
}

// VerificationPlan says who would be asked, and who not and why. Nothing is released and nothing sent.
func VerificationPlan(ctx context.Context, v Verification) (model.VerificationDocument, error) {
	h, err := v.open(ctx)
	if err != nil {
		return model.VerificationDocument{}, err
	}
	if v.Escalation {
		h.suppose(h.releases(h.wanted()))
	}
	at := v.Now
	if h.settings.Verification.Mode == settings.ModeOn {
		at = h.settings.Schedule.Verify.Next(v.Now)
	}
	return h.document(h.planner().Plan(h.registry, h.findings, h.facts, at, true)), nil
}

// ReleaseVerification lets those be asked whom the plan would ask, as a fact beside a running daemon, and says what will happen.
func ReleaseVerification(ctx context.Context, v Verification) (model.VerificationDocument, error) {
	h, err := v.open(ctx)
	if err != nil {
		return model.VerificationDocument{}, err
	}
	db, err := store.OpenExisting(ctx, h.settings.State.URL)
	if err != nil {
		return model.VerificationDocument{}, err
	}
	defer db.Close()
	facts := h.releases(h.askable())
	if err := db.Commit(ctx, model.Change{Facts: facts}); err != nil {
		return model.VerificationDocument{}, err
	}
	h.suppose(facts)
	doc := h.document(h.planner().Plan(h.registry, h.findings, h.facts, v.Now, false))
	doc.Released = len(facts)
	return doc, nil
}

// open reads configuration, registry and state, and judges what should be asked.
func (v Verification) open(ctx context.Context) (*hand, error) {
	conf, problems, _ := wiring.LoadSettings(v.Config)
	if len(problems) > 0 {
		return nil, wiring.ProblemError(problems)
	}
	paths := v.Registry
	if len(paths) == 0 {
		paths = conf.Registry
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("the configuration names no registry; name it with --registry PATH")
	}
	loaded, problems := registry.Load(paths)
	if loaded != nil {
		problems = wiring.FitRegistry(conf, loaded)
	}
	if len(problems) > 0 {
		return nil, wiring.ProblemError(problems)
	}
	h := &hand{request: v, settings: conf, registry: loaded}
	if err := h.checkNames(); err != nil {
		return nil, err
	}
	known, _, err := wiring.RecordedFacts(ctx, conf)
	if err != nil {
		return nil, err
	}
	h.facts = model.NewFacts(slices.DeleteFunc(known, func(f model.Fact) bool { return f.RecordedAt.After(v.Now) })...)
	h.findings = rules.Evaluate(loaded, h.facts, v.Now)
	return h, nil
}

// checkNames sees that what was named exists.
func (h *hand) checkNames() error {
	if h.request.Tier != "" && h.registry.Tiers[h.request.Tier] == nil {
		return fmt.Errorf("there is no tier %q%s", h.request.Tier, registry.Meant(h.request.Tier, keysOf(h.registry.Tiers)))
	}
	for _, name := range h.request.Names {
		id, contact, _ := strings.Cut(name, "/")
		contact = strings.TrimPrefix(contact, "contact/")
		s := h.registry.Supplier(id)
		if s == nil {
			return fmt.Errorf("there is no supplier %q%s", id, registry.Meant(id, supplierIDs(h.registry)))
		}
		ids := make([]string, len(s.Contacts))
		for i, c := range s.Contacts {
			ids[i] = c.ID
		}
		if contact != "" && !slices.Contains(ids, contact) {
			return fmt.Errorf("%s has no contact %q%s", s.ID, contact, registry.Meant(contact, ids))
		}
	}
	return nil
}

func keysOf[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func supplierIDs(r *model.Registry) []string {
	ids := make([]string, len(r.Suppliers))
	for i, s := range r.Suppliers {
		ids[i] = s.ID
	}
	return ids
}

// named reports whether a contact is among those that were named.
func (h *hand) named(a model.ContactRef) bool {
	if h.request.Tier != "" && a.Supplier.Tier.ID != h.request.Tier {
		return false
	}
	return len(h.request.Names) == 0 || slices.ContainsFunc(h.request.Names, func(name string) bool {
		id, contact, _ := strings.Cut(name, "/")
		contact = strings.TrimPrefix(contact, "contact/")
		return h.registry.Supplier(id) == a.Supplier && (contact == "" || contact == a.Contact.ID)
	})
}

func (h *hand) planner() verification.Planner {
	return wiring.VerificationPlanner(h.settings, h.registry)
}

// wanted gives the named contacts that should be asked, whatever stands in the way.
func (h *hand) wanted() []model.ContactRef {
	plan := h.everybody()
	var found []model.ContactRef
	for _, q := range plan.Requests {
		found = append(found, q.Asked...)
	}
	for _, u := range plan.Skipped {
		found = append(found, u.ContactRef)
	}
	return slices.DeleteFunc(found, func(a model.ContactRef) bool { return !h.named(a) })
}

// askable gives the named contacts that nothing but a release stands in the way of. Of contacts for emergencies it is released whether they
// may be asked first, since without that they never are.
func (h *hand) askable() []model.ContactRef {
	if h.request.Escalation {
		h.suppose(h.releases(h.wanted()))
	}
	var found []model.ContactRef
	for _, q := range h.everybody().Requests {
		if q.Reminder == 0 {
			found = append(found, q.Asked...)
		}
	}
	return slices.DeleteFunc(found, func(a model.ContactRef) bool { return !h.named(a) })
}

// everybody plans as if all could be asked in one day.
func (h *hand) everybody() verification.Plan {
	p := h.planner()
	p.PerDay = math.MaxInt
	return p.Plan(h.registry, h.findings, h.facts, h.request.Now, true)
}

// suppose goes on as if facts were recorded.
func (h *hand) suppose(facts []model.Fact) {
	for _, f := range facts {
		f.Seq = h.facts.Seq() + 1
		h.facts.Add(f)
	}
}

// releases are the facts that contacts may be asked.
func (h *hand) releases(contacts []model.ContactRef) []model.Fact {
	facts := make([]model.Fact, 0, len(contacts))
	for _, a := range contacts {
		f := model.Fact{
			ID: rand.Text(), Supplier: a.Supplier.ID, Subject: "contact/" + a.Contact.ID, Kind: model.FactReleased,
			ObservedAt: h.request.Now, RecordedAt: h.request.Now, Actor: h.request.Actor, Source: "shell", Evidence: "released by hand",
			Data: map[string]string{model.DataAddress: a.Contact.Email},
		}
		if h.request.Escalation {
			f.Data[model.DataEscalation] = "yes"
		}
		facts = append(facts, f)
	}
	return facts
}
