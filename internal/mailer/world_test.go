package mailer

import (
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// The tests tell one morning at Buyer AG: ACME's order window closes soon, and
// the mail domain of Gasworks is gone.

func day(s string) civil.Date {
	d, err := civil.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func instant(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

func days(n int) civil.Period { return civil.Period{Days: n} }

func office(t testing.TB, id, zone, from, to string) *civil.Calendar {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	h, err := civil.ParseHours(from + "-" + to)
	if err != nil {
		t.Fatal(err)
	}
	c, err := civil.NewCalendar(id, loc, nil, nil, nil, nil, &h)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// world is a registry with the findings and alerts that stand in it.
type world struct {
	view     View
	composer *Composer
}

func newWorld(t testing.TB) *world {
	t.Helper()
	identity, err := NewIdentity("Supplier Watch <watchdog@buyer.example>", "watchdog@buyer.example", "Buyer AG")
	if err != nil {
		t.Fatal(err)
	}
	r := buyer(t)
	w := &world{
		composer: &Composer{
			Identity: identity, ExternalURL: "https://watch.buyer.example", PerHour: 10,
			AckHolds: func(v View, _ model.Alert, _ model.Finding) time.Time { return v.Now.Add(120 * time.Hour) },
		},
		view: View{
			Registry: r, Findings: map[string]model.Finding{}, Facts: model.NewFacts(),
			State: model.State{Alerts: map[string]model.Alert{}}, Now: instant("2026-09-17T06:00:00Z"),
		},
	}
	w.orderWindow(r)
	w.deadDomain(r)
	w.notice(r)
	w.expiring(r)
	w.unverified(r)
	return w
}

func buyer(t testing.TB) *model.Registry {
	munich := office(t, "munich", "Europe/Berlin", "08:00", "17:00")
	osaka := office(t, "", "Asia/Tokyo", "09:00", "18:00")
	procurement := &model.Team{ID: "procurement-emea", Email: "procurement-emea@buyer.example", Calendar: munich}
	leads := &model.Team{ID: "procurement-leads", Email: "procurement-leads@buyer.example", Calendar: munich}
	fab := &model.Team{ID: "fab-2-operations", Email: "fab-ops-oncall@buyer.example", Calendar: munich}
	policy := &model.Policy{
		ID: "production-stop", AckExpires: civil.Period{BusinessDays: 3}, Repeat: civil.Period{BusinessDays: 1},
		Steps: []model.Step{
			{Notify: []string{"owner"}},
			{Notify: []string{"procurement-leads"}, After: civil.Period{Clock: 4 * time.Hour}},
			{Notify: []string{"fab-2-operations"}, After: civil.Period{BusinessDays: 1}},
			{Notify: []string{"procurement-leads", "webhook:oncall"}, After: civil.Period{Clock: 4 * time.Hour}},
		},
	}
	litho := &model.Line{ID: "fab2-litho", Name: "Fab 2 lithography", DowntimeCost: model.Money{Hundredths: 270000000, Currency: "EUR"}}
	return &model.Registry{
		Currency:  "EUR",
		Teams:     map[string]*model.Team{procurement.ID: procurement, leads.ID: leads, fab.ID: fab},
		Policies:  map[string]*model.Policy{policy.ID: policy},
		Suppliers: []*model.Supplier{acme(procurement, munich, litho), gasworks(procurement, osaka)},
	}
}

func acme(owner *model.Team, calendar *civil.Calendar, line *model.Line) *model.Supplier {
	resist := &model.Supply{
		ID: "photoresist-193", Item: "193 nm photoresist", UsedIn: []model.UsedIn{{Line: line}}, TimeToRecover: days(120),
		Stock: &model.Stock{OnHand: 14, Unit: "kg", DailyUsage: 0.11, AsOf: day("2026-09-14")},
	}
	always := civil.Hours{AllDay: true}
	return &model.Supplier{
		ID: "acme-photoresist", Name: "ACME Photoresist GmbH", Owner: owner, Calendar: calendar, CustomerNumber: "88231",
		TierReason: "Sole source of 193 nm photoresist", Notes: "Call before 10, ask for Ms Huber.",
		Fallback: "Distributor Chemex, +49 40 555 0122: emergency allocation.", Supplies: []*model.Supply{resist},
		Contacts: []*model.Contact{
			{
				ID: "orders", Roles: []model.Role{model.RoleOrders}, Name: "Order desk", Email: "orders@acme-photoresist.example",
				Domain: "acme-photoresist.example", Phone: "+49 89 1234567", Number: "+49891234567",
				Verified: []model.Verified{{On: day("2026-09-01"), How: model.HowReply}, {On: day("2026-09-03"), How: model.HowCall}},
			},
			{
				ID: "duty", Roles: []model.Role{model.RoleEscalation}, Name: "Duty manager", Phone: "+49 89 1234599",
				Number: "+49891234599", Hours: &always,
			},
			{ID: "quality", Roles: []model.Role{model.RoleQuality}, Email: "quality@acme-photoresist.example", Domain: "acme-photoresist.example"},
		},
		Contracts:    []*model.Contract{{ID: "msa-2021", Title: "Supply and service agreement", Supplies: []*model.Supply{resist}}},
		OrderWindows: []*model.OrderWindow{{ID: "annual-allocation", Title: "yearly allocation", Supplies: []*model.Supply{resist}}},
	}
}

func gasworks(owner *model.Team, calendar *civil.Calendar) *model.Supplier {
	return &model.Supplier{
		ID: "gasworks", Name: "Gasworks Kansai K.K.", Owner: owner, Calendar: calendar, CustomerNumber: "B-17",
		Contacts: []*model.Contact{
			{
				ID: "orders", Roles: []model.Role{model.RoleOrders}, Name: "Export sales", Email: "export@gasworks.example",
				Domain: "gasworks.example", Phone: "+81 6 1234 5678", Number: "+81612345678",
				Verified: []model.Verified{{On: day("2026-05-01"), How: model.HowSession}},
			},
			{ID: "backup", Roles: []model.Role{model.RoleGeneral}, Name: "Berlin office", Email: "berlin@gasworks-europe.example", Domain: "gasworks-europe.example"},
		},
	}
}

// add puts an alert and its finding into the world.
func (w *world) add(id string, f model.Finding, a model.Alert) {
	a.ID, a.Key, a.Rule, a.Severity, a.Route = id, f.Key(), f.Rule, f.Severity, f.Route
	a.Supplier, a.Subject, a.Group, a.Occurrence = f.Supplier, f.Subject, f.Group, f.Occurrence
	a.Message, a.Due, a.Exposure = f.Message, f.Due, f.Exposure
	if a.State == "" {
		a.State = model.StateFiring
	}
	if a.Since.IsZero() {
		a.Since = w.view.Now
	}
	w.view.State.Alerts[id] = a
	w.view.Findings[a.Key] = f
}

func (w *world) orderWindow(r *model.Registry) {
	s, margin := r.Supplier("acme-photoresist"), 4
	w.add("a3f09c", model.Finding{
		Rule: "order-window-approval-too-late", Severity: model.Critical, Route: model.RoutePage, Supplier: s.ID,
		Subject: "order-window/annual-allocation", Occurrence: "2026-09-01", Group: model.GroupOrderWindow, Stage: 3,
		Message: `Order window "yearly allocation" closes on 2026-09-30; normal approval no longer fits.`, Due: day("2026-09-16"),
		Exposure: nil, Slack: &margin, Position: model.Position{File: "registry/acme.yaml", Line: 61, Column: 9},
		Owner: s.Owner, Responsible: s.Owner, Policy: r.Policies["production-stop"], KeyDates: []civil.Date{day("2026-09-16"), day("2026-09-30")},
		Advice: model.Advice{
			Headline: "Approve today: 193 nm photoresist order (ACME), ends 30 Sep",
			Lead: "APPROVE TODAY. The yearly order window for 193 nm photoresist at ACME closes on Wed 30 Sep 2026. Normal approval takes " +
				"10 business days; 9 are left. Only an emergency approval still fits. No request and no order is recorded.",
			Do:   []string{"Get the emergency approval: Fab 2 Operations, +49 89 555 0190.", "Order 40 kg."},
			Call: true,
			How: []string{
				"Last day to order 30 Sep = the window's last day.",
				"Last day to request 16 Sep = 10 business days before (calendar munich).",
			},
		},
	}, model.Alert{
		Step: 2, StepAt: w.view.Now, NextAt: instant("2026-09-17T10:00:00Z"), Since: instant("2026-09-16T06:00:00Z"),
		Notified: []model.Notification{
			{Recipient: "fab-ops-oncall@buyer.example", Team: "fab-2-operations", Step: 0, Reason: model.ReasonFirst, At: instant("2026-09-02T06:00:00Z"), Mail: "m0digest", Result: model.MailAccepted},
			{Recipient: "procurement-emea@buyer.example", Team: "procurement-emea", Step: 0, Reason: model.ReasonWorse, At: instant("2026-09-16T06:00:00Z"), Mail: "m1", Result: model.MailAccepted},
			{Recipient: "procurement-leads@buyer.example", Team: "procurement-leads", Step: 1, Reason: model.ReasonEscalated, At: instant("2026-09-16T10:00:00Z"), Mail: "m2", Result: model.MailRefused},
			{Recipient: "fab-ops-oncall@buyer.example", Team: "fab-2-operations", Step: 1, Reason: model.ReasonEscalated, At: instant("2026-09-16T10:00:00Z"), Mail: "m3", Result: model.MailAccepted},
			{Recipient: "fab-ops-oncall@buyer.example", Team: "fab-2-operations", Step: 2, Reason: model.ReasonEscalated, At: w.view.Now, Mail: "m9", Result: model.MailQueued},
		},
	})
}

func (w *world) deadDomain(r *model.Registry) {
	s := r.Supplier("gasworks")
	w.add("b4c5d6", model.Finding{
		Rule: "domain-no-mail", Severity: model.Critical, Route: model.RoutePage, Supplier: s.ID, Subject: "domain/gasworks.example",
		Group: "domain-no-mail", Message: "The domain gasworks.example takes no mail: it publishes a null MX.",
		Position: model.Position{File: "registry/gases.yaml", Line: 12, Column: 5}, Owner: s.Owner, Responsible: s.Owner,
		Policy: r.Policies["production-stop"],
		Advice: model.Advice{
			Headline: "Find a new address today: gasworks.example takes no mail (Gasworks)",
			Lead:     "FIND A NEW ADDRESS. Every mail to gasworks.example is lost: the domain says that it takes none (null MX).",
			Do:       []string{"Ask by telephone which address is right now, and write it into the registry."},
			Call:     true,
			How:      []string{"DNS at 07:58: MX 0 . (null MX), three times over 30 minutes."},
		},
	}, model.Alert{NextAt: instant("2026-09-17T10:00:00Z"), Notified: []model.Notification{
		{Recipient: "fab-ops-oncall@buyer.example", Team: "fab-2-operations", Reason: model.ReasonFirst, At: instant("2026-09-02T06:00:00Z"), Mail: "m0digest", Result: model.MailAccepted},
	}})
}

func (w *world) notice(r *model.Registry) {
	s, margin := r.Supplier("acme-photoresist"), -32
	exposure := &model.Money{Hundredths: 8640000000, Currency: "EUR"}
	w.add("c7d8e9", model.Finding{
		Rule: "contract-notice-approaching", Severity: model.Warning, Route: model.RouteWork, Supplier: s.ID, Subject: "contract/msa-2021",
		Occurrence: "2027-03-31", Group: model.GroupNotice, Exposure: exposure, Slack: &margin, Due: day("2026-10-09"),
		Message:  `Notice on "Supply and service agreement" must be decided by 2026-10-09.`,
		Position: model.Position{File: "registry/acme.yaml", Line: 42, Column: 9}, Owner: s.Owner, Responsible: s.Owner,
		Policy: r.Policies["production-stop"],
		Advice: model.Advice{Headline: "Decide by Fri 9 Oct: Supply and service agreement (ACME)"},
	}, model.Alert{})
}

func (w *world) expiring(r *model.Registry) {
	s := r.Supplier("gasworks")
	w.add("d0e1f2", model.Finding{
		Rule: "session-overdue", Severity: model.Warning, Route: model.RouteWork, Supplier: s.ID, Subject: "session",
		Group: "session-overdue", Due: day("2026-09-20"), Message: "The last session with Gasworks Kansai K.K. was more than 12 months ago.",
		Position: model.Position{File: "registry/gases.yaml", Line: 5, Column: 5}, Owner: s.Owner,
	}, model.Alert{})
}

func (w *world) unverified(r *model.Registry) {
	s := r.Supplier("acme-photoresist")
	w.add("e3f4a5", model.Finding{
		Rule: "contact-unverified", Severity: model.Warning, Route: model.RouteWork, Supplier: s.ID, Subject: "contact/duty",
		Group: model.GroupVerification, Message: "Nobody has ever verified the contact Duty manager of ACME Photoresist GmbH.",
		Position: model.Position{File: "registry/acme.yaml", Line: 30, Column: 9}, Owner: s.Owner,
	}, model.Alert{})
}

// decision is one about the given alerts, to fab operations.
func decision(kind model.MailKind, reason model.Reason, alerts ...string) model.Decision {
	d := model.Decision{
		At: instant("2026-09-17T06:00:00Z"), Reason: reason, Kind: kind, Mail: "m9",
		To: model.Recipient{Team: "fab-2-operations", Address: "fab-ops-oncall@buyer.example"},
	}
	for _, id := range alerts {
		d.Items = append(d.Items, model.DecisionItem{Alert: id, Step: 2, Reason: reason})
	}
	return d
}
