package rules_test

import (
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

// world is a registry that raises nothing on its own: one critical supplier with everything in order, on a quiet day.
type world struct {
	*model.Registry
	acme  *model.Supplier
	owner *model.Team
	facts *factindex.Index
}

func newWorld(t testing.TB) *world {
	t.Helper()
	owner := team("purchasing")
	leads, ops := team("leads"), team("operations")
	r := &model.Registry{
		Currency: "EUR", Teams: map[string]*model.Team{"purchasing": owner, "leads": leads, "operations": ops},
		Tiers:    map[string]*model.Tier{},
		Policies: map[string]*model.Policy{},
		Limits:   model.Limits{Failures: 3, Over: civil.Period{Clock: 30 * time.Minute}},
		First:    model.Position{File: "registry.yaml", Line: 1, Column: 1},
	}
	for class, id := range []string{"critical", "important", "standard"} {
		r.Policies[id] = &model.Policy{ID: id}
		r.Tiers[id] = tier(id, model.TierClass(class), r.Policies[id])
	}
	acme := supplier("acme", "ACME Photoresist GmbH", r.Tiers["critical"], owner)
	r.Suppliers = []*model.Supplier{acme}
	w := &world{Registry: r, acme: acme, owner: owner}
	w.forget()
	return w
}

// forget leaves of all facts but one: that every escalation path is tried out.
func (w *world) forget() {
	w.Registry.Limits.Thresholds = map[string]model.Threshold{"escalation-untested": {Period: months(1200)}}
	w.facts = factindex.New()
	for id := range w.Registry.Policies {
		w.facts.Add(model.Fact{Subject: "policy/" + id, Kind: model.FactDrilled, ObservedAt: noon("2025-01-01"), RecordedAt: noon("2025-01-01")})
	}
}

func team(id string) *model.Team {
	return &model.Team{
		ID: id, Email: id + "@buyer.example", Phone: "+49 89 555 0190",
		Members: []string{"a." + id + "@buyer.example", "b." + id + "@buyer.example"}, Calendar: munich(),
	}
}

func tier(id string, class model.TierClass, policy *model.Policy) *model.Tier {
	return &model.Tier{
		ID: id, Class: class, Escalation: policy, Roles: []model.Role{model.RoleOrders, model.RoleEscalation}, IndependentContacts: 2,
		VerifyEvery: days(120), SessionEvery: months(6), ReviewEvery: months(12), Remind: []civil.Period{days(90), days(30), days(7)},
	}
}

func supplier(id, name string, tier *model.Tier, owner *model.Team) *model.Supplier {
	return &model.Supplier{
		ID: id, Name: name, Tier: tier, Owner: owner, Country: "DE", Calendar: munich(), CustomerNumber: "88231",
		Fallback: "distributor, +49 40 555 0122", Pos: model.Position{File: id + ".yaml", Line: 3, Column: 5},
		Contacts: []*model.Contact{
			contact("orders", "orders@acme.example", "+49891234567", model.RoleOrders),
			contact("duty", "duty@acme.example", "+49891234599", model.RoleEscalation),
		},
	}
}

func contact(id, email, number string, roles ...model.Role) *model.Contact {
	c := &model.Contact{ID: id, Kind: model.KindRole, Roles: roles, Email: email, Number: number, Phone: number}
	c.VerifyEvery = months(1200)
	c.Verified = []model.Verified{{On: date("2025-12-01"), How: model.HowSession}}
	if email != "" {
		_, c.Domain, _ = cutLast(email, '@')
	}
	if number != "" {
		c.PhoneKind = model.PhoneOrdinary
	}
	return c
}

func cutLast(s string, sep byte) (before, after string, found bool) {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == sep {
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}

// munich is closed on 24 and 31 December 2026 and has the holidays of Bavaria.
func munich() *civil.Calendar {
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	c, err := civil.NewCalendar("munich", loc, []string{"DE-BY"}, []civil.Date{date("2026-12-24"), date("2026-12-31")}, nil, nil, nil)
	if err != nil {
		panic(err)
	}
	return c
}

func date(s string) civil.Date {
	if s == "" {
		return civil.Date{}
	}
	d, err := civil.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func days(n int) civil.Period     { return civil.Period{Days: n} }
func months(n int) civil.Period   { return civil.Period{Months: n} }
func business(n int) civil.Period { return civil.Period{BusinessDays: n} }

// noon is the middle of a day, on which Munich and Greenwich agree about the date.
func noon(day string) time.Time { return date(day).Start(time.UTC).Add(12 * time.Hour) }

func (w *world) evaluate(day string) []model.Finding {
	return rules.Evaluate(w.Registry, w.facts, noon(day))
}

// rules returns the rules raised on a day, sorted, pending ones left out.
func (w *world) rules(day string) []string {
	var names []string
	for _, f := range w.evaluate(day) {
		if !f.Pending {
			names = append(names, f.Rule)
		}
	}
	slices.Sort(names)
	return names
}

// finding returns the only finding of a rule on a day; nil if it is not raised.
func (w *world) finding(t testing.TB, rule, day string) *model.Finding {
	t.Helper()
	var found *model.Finding
	for _, f := range w.evaluate(day) {
		if f.Rule != rule {
			continue
		}
		if found != nil {
			t.Fatalf("%s is raised twice on %s", rule, day)
		}
		found = &f
	}
	return found
}

// row returns the only row of a kind for a subject of the supplier, the one of an occurrence if one is named.
func (w *world) row(t testing.TB, kind model.DeadlineKind, day, occurrence string) *model.Deadline {
	t.Helper()
	var found *model.Deadline
	for _, d := range rules.Deadlines(w.Registry, w.facts, noon(day)) {
		if d.Kind != kind || occurrence != "" && d.Occurrence != occurrence {
			continue
		}
		if found != nil {
			t.Fatalf("two rows of kind %s on %s: %s and %s", kind, day, found.Occurrence, d.Occurrence)
		}
		found = &d
	}
	return found
}

// record adds what somebody recorded about a subject of the supplier.
func (w *world) record(kind model.FactKind, subject, day string, data map[string]string) {
	w.facts.Add(model.Fact{
		Seq: w.facts.Seq() + 1, Supplier: "acme", Subject: subject, Kind: kind, ObservedAt: noon(day), RecordedAt: noon(day), Data: data,
	})
}

// mailed adds what was read in a mail about a subject of the supplier.
func (w *world) mailed(kind model.FactKind, subject, day string, data map[string]string) {
	w.facts.Add(model.Fact{
		Seq: w.facts.Seq() + 1, Supplier: "acme", Subject: subject, Kind: kind, ObservedAt: noon(day), RecordedAt: noon(day), Source: "imap", Data: data,
	})
}

// raised is a table row's expectation: the rule stands on exactly those days.
func (w *world) raised(t *testing.T, rule string, on, off []string) {
	t.Helper()
	for _, day := range on {
		if w.finding(t, rule, day) == nil {
			t.Errorf("%s is not raised on %s; raised are %v", rule, day, w.rules(day))
		}
	}
	for _, day := range off {
		if f := w.finding(t, rule, day); f != nil {
			t.Errorf("%s is raised on %s: %s", rule, day, f.Message)
		}
	}
}
