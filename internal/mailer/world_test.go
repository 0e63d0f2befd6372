package mailer

import (
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/watch"
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
			AckHolds: func(v View, _ watch.Alert, _ watch.Finding) time.Time { return v.Now.Add(120 * time.Hour) },
		},
		view: View{
			Registry: r, Findings: map[string]watch.Finding{}, Facts: watch.NewFacts(),
			State: watch.State{Alerts: map[string]watch.Alert{}}, Now: instant("2026-09-17T06:00:00Z"),
		},
	}
	w.orderWindow(r)
	w.deadDomain(r)
	w.notice(r)
	w.expiring(r)
	w.unverified(r)
	return w
}

func buyer(t testing.TB) *watch.Registry {
	munich := office(t, "munich", "Europe/Berlin", "08:00", "17:00")
	osaka := office(t, "", "Asia/Tokyo", "09:00", "18:00")
	procurement := &watch.Team{ID: "procurement-emea", Email: "procurement-emea@buyer.example", Calendar: munich}
	leads := &watch.Team{ID: "procurement-leads", Email: "procurement-leads@buyer.example", Calendar: munich}
	fab := &watch.Team{ID: "fab-2-operations", Email: "fab-ops-oncall@buyer.example", Calendar: munich}
	policy := &watch.Policy{
		ID: "production-stop", AckExpires: civil.Period{BusinessDays: 3}, Repeat: civil.Period{BusinessDays: 1},
		Steps: []watch.Step{
			{Notify: []string{"owner"}},
			{Notify: []string{"procurement-leads"}, After: civil.Period{Clock: 4 * time.Hour}},
			{Notify: []string{"fab-2-operations"}, After: civil.Period{BusinessDays: 1}},
			{Notify: []string{"procurement-leads", "webhook:oncall"}, After: civil.Period{Clock: 4 * time.Hour}},
		},
	}
	litho := &watch.Line{ID: "fab2-litho", Name: "Fab 2 lithography", DowntimeCost: watch.Money{Hundredths: 270000000, Currency: "EUR"}}
	return &watch.Registry{
		Currency:  "EUR",
		Teams:     map[string]*watch.Team{procurement.ID: procurement, leads.ID: leads, fab.ID: fab},
		Policies:  map[string]*watch.Policy{policy.ID: policy},
		Suppliers: []*watch.Supplier{acme(procurement, munich, litho), gasworks(procurement, osaka)},
	}
}

func acme(owner *watch.Team, calendar *civil.Calendar, line *watch.Line) *watch.Supplier {
	resist := &watch.Supply{
		ID: "photoresist-193", Item: "193 nm photoresist", UsedIn: []watch.UsedIn{{Line: line}}, TimeToRecover: days(120),
		Stock: &watch.Stock{OnHand: 14, Unit: "kg", DailyUsage: 0.11, AsOf: day("2026-09-14")},
	}
	always := civil.Hours{AllDay: true}
	return &watch.Supplier{
		ID: "acme-photoresist", Name: "ACME Photoresist GmbH", Owner: owner, Calendar: calendar, CustomerNumber: "88231",
		TierReason: "Sole source of 193 nm photoresist", Notes: "Call before 10, ask for Ms Huber.",
		Fallback: "Distributor Chemex, +49 40 555 0122: emergency allocation.", Supplies: []*watch.Supply{resist},
		Contacts: []*watch.Contact{
			{
				ID: "orders", Roles: []watch.Role{watch.RoleOrders}, Name: "Order desk", Email: "orders@acme-photoresist.example",
				Domain: "acme-photoresist.example", Phone: "+49 89 1234567", Number: "+49891234567",
				Verified: []watch.Verified{{On: day("2026-09-01"), How: watch.HowReply}, {On: day("2026-09-03"), How: watch.HowCall}},
			},
			{
				ID: "duty", Roles: []watch.Role{watch.RoleEscalation}, Name: "Duty manager", Phone: "+49 89 1234599",
				Number: "+49891234599", Hours: &always,
			},
			{ID: "quality", Roles: []watch.Role{watch.RoleQuality}, Email: "quality@acme-photoresist.example", Domain: "acme-photoresist.example"},
		},
		Contracts:    []*watch.Contract{{ID: "msa-2021", Title: "Supply and service agreement", Supplies: []*watch.Supply{resist}}},
		OrderWindows: []*watch.OrderWindow{{ID: "annual-allocation", Title: "yearly allocation", Supplies: []*watch.Supply{resist}}},
	}
}

func gasworks(owner *watch.Team, calendar *civil.Calendar) *watch.Supplier {
	return &watch.Supplier{
		ID: "gasworks", Name: "Gasworks Kansai K.K.", Owner: owner, Calendar: calendar, CustomerNumber: "B-17",
		Contacts: []*watch.Contact{
			{
				ID: "orders", Roles: []watch.Role{watch.RoleOrders}, Name: "Export sales", Email: "export@gasworks.example",
				Domain: "gasworks.example", Phone: "+81 6 1234 5678", Number: "+81612345678",
				Verified: []watch.Verified{{On: day("2026-05-01"), How: watch.HowSession}},
			},
			{ID: "backup", Roles: []watch.Role{watch.RoleGeneral}, Name: "Berlin office", Email: "berlin@gasworks-europe.example", Domain: "gasworks-europe.example"},
		},
	}
}

// add puts an alert and its finding into the world.
func (w *world) add(id string, f watch.Finding, a watch.Alert) {
	a.ID, a.Key, a.Rule, a.Severity, a.Route = id, f.Key(), f.Rule, f.Severity, f.Route
	a.Supplier, a.Subject, a.Line, a.Occurrence = f.Supplier, f.Subject, f.Line, f.Occurrence
	a.Message, a.Due, a.Exposure = f.Message, f.Due, f.Exposure
	if a.State == "" {
		a.State = watch.StateFiring
	}
	if a.Since.IsZero() {
		a.Since = w.view.Now
	}
	w.view.State.Alerts[id] = a
	w.view.Findings[a.Key] = f
}

func (w *world) orderWindow(r *watch.Registry) {
	s, margin := r.Supplier("acme-photoresist"), 4
	w.add("a3f09c", watch.Finding{
		Rule: "order-window-approval-too-late", Severity: watch.Critical, Route: watch.RoutePage, Supplier: s.ID,
		Subject: "order-window/annual-allocation", Occurrence: "2026-09-01", Line: watch.LineOrderWindow, Stage: 3,
		Message: `Order window "yearly allocation" closes on 2026-09-30; normal approval no longer fits.`, Due: day("2026-09-16"),
		Exposure: nil, Margin: &margin, Position: watch.Position{File: "registry/acme.yaml", Line: 61, Column: 9},
		Owner: s.Owner, Responsible: s.Owner, Policy: r.Policies["production-stop"], Named: []civil.Date{day("2026-09-16"), day("2026-09-30")},
		Advice: watch.Advice{
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
	}, watch.Alert{
		Step: 2, StepAt: w.view.Now, NextAt: instant("2026-09-17T10:00:00Z"), Since: instant("2026-09-16T06:00:00Z"),
		Notified: []watch.Notification{
			{Recipient: "fab-ops-oncall@buyer.example", Team: "fab-2-operations", Step: 0, Reason: watch.ReasonFirst, At: instant("2026-09-02T06:00:00Z"), Mail: "m0digest", Result: watch.MailAccepted},
			{Recipient: "procurement-emea@buyer.example", Team: "procurement-emea", Step: 0, Reason: watch.ReasonWorse, At: instant("2026-09-16T06:00:00Z"), Mail: "m1", Result: watch.MailAccepted},
			{Recipient: "procurement-leads@buyer.example", Team: "procurement-leads", Step: 1, Reason: watch.ReasonEscalated, At: instant("2026-09-16T10:00:00Z"), Mail: "m2", Result: watch.MailRefused},
			{Recipient: "fab-ops-oncall@buyer.example", Team: "fab-2-operations", Step: 1, Reason: watch.ReasonEscalated, At: instant("2026-09-16T10:00:00Z"), Mail: "m3", Result: watch.MailAccepted},
			{Recipient: "fab-ops-oncall@buyer.example", Team: "fab-2-operations", Step: 2, Reason: watch.ReasonEscalated, At: w.view.Now, Mail: "m9", Result: watch.MailQueued},
		},
	})
}

func (w *world) deadDomain(r *watch.Registry) {
	s := r.Supplier("gasworks")
	w.add("b4c5d6", watch.Finding{
		Rule: "domain-no-mail", Severity: watch.Critical, Route: watch.RoutePage, Supplier: s.ID, Subject: "domain/gasworks.example",
		Line: "domain-no-mail", Message: "The domain gasworks.example takes no mail: it publishes a null MX.",
		Position: watch.Position{File: "registry/gases.yaml", Line: 12, Column: 5}, Owner: s.Owner, Responsible: s.Owner,
		Policy: r.Policies["production-stop"],
		Advice: watch.Advice{
			Headline: "Find a new address today: gasworks.example takes no mail (Gasworks)",
			Lead:     "FIND A NEW ADDRESS. Every mail to gasworks.example is lost: the domain says that it takes none (null MX).",
			Do:       []string{"Ask by telephone which address is right now, and write it into the registry."},
			Call:     true,
			How:      []string{"DNS at 07:58: MX 0 . (null MX), three times over 30 minutes."},
		},
	}, watch.Alert{NextAt: instant("2026-09-17T10:00:00Z"), Notified: []watch.Notification{
		{Recipient: "fab-ops-oncall@buyer.example", Team: "fab-2-operations", Reason: watch.ReasonFirst, At: instant("2026-09-02T06:00:00Z"), Mail: "m0digest", Result: watch.MailAccepted},
	}})
}

func (w *world) notice(r *watch.Registry) {
	s, margin := r.Supplier("acme-photoresist"), -32
	exposure := &watch.Money{Hundredths: 8640000000, Currency: "EUR"}
	w.add("c7d8e9", watch.Finding{
		Rule: "contract-notice-approaching", Severity: watch.Warning, Route: watch.RouteWork, Supplier: s.ID, Subject: "contract/msa-2021",
		Occurrence: "2027-03-31", Line: watch.LineNotice, Exposure: exposure, Margin: &margin, Due: day("2026-10-09"),
		Message:  `Notice on "Supply and service agreement" must be decided by 2026-10-09.`,
		Position: watch.Position{File: "registry/acme.yaml", Line: 42, Column: 9}, Owner: s.Owner, Responsible: s.Owner,
		Policy: r.Policies["production-stop"],
		Advice: watch.Advice{Headline: "Decide by Fri 9 Oct: Supply and service agreement (ACME)"},
	}, watch.Alert{})
}

func (w *world) expiring(r *watch.Registry) {
	s := r.Supplier("gasworks")
	w.add("d0e1f2", watch.Finding{
		Rule: "session-overdue", Severity: watch.Warning, Route: watch.RouteWork, Supplier: s.ID, Subject: "session",
		Line: "session-overdue", Due: day("2026-09-20"), Message: "The last session with Gasworks Kansai K.K. was more than 12 months ago.",
		Position: watch.Position{File: "registry/gases.yaml", Line: 5, Column: 5}, Owner: s.Owner,
	}, watch.Alert{})
}

func (w *world) unverified(r *watch.Registry) {
	s := r.Supplier("acme-photoresist")
	w.add("e3f4a5", watch.Finding{
		Rule: "contact-unverified", Severity: watch.Warning, Route: watch.RouteWork, Supplier: s.ID, Subject: "contact/duty",
		Line: watch.LineVerification, Message: "Nobody has ever verified the contact Duty manager of ACME Photoresist GmbH.",
		Position: watch.Position{File: "registry/acme.yaml", Line: 30, Column: 9}, Owner: s.Owner,
	}, watch.Alert{})
}

// decision is one about the given alerts, to fab operations.
func decision(kind watch.MailKind, reason watch.Reason, alerts ...string) watch.Decision {
	d := watch.Decision{
		At: instant("2026-09-17T06:00:00Z"), Reason: reason, Kind: kind, Mail: "m9",
		To: watch.Recipient{Team: "fab-2-operations", Address: "fab-ops-oncall@buyer.example"},
	}
	for _, id := range alerts {
		d.Items = append(d.Items, watch.DecisionItem{Alert: id, Step: 2, Reason: reason})
	}
	return d
}
