package composetest

import (
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Day returns a date that a test names.
func Day(s string) civil.Date {
	d, err := civil.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// Instant returns an instant that a test names.
func Instant(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

// Days returns a period of days.
func Days(n int) civil.Period { return civil.Period{Days: n} }

// Office returns the calendar of an office that is open from one hour to another.
func Office(t testing.TB, id, zone, from, to string) *civil.Calendar {
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

// Buyer returns the registry of Buyer AG: ACME's order window closes soon, and the mail domain of Gasworks is gone.
func Buyer(t testing.TB) *model.Registry {
	munich := Office(t, "munich", "Europe/Berlin", "08:00", "17:00")
	osaka := Office(t, "", "Asia/Tokyo", "09:00", "18:00")
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
		ID: "photoresist-193", Item: "193 nm photoresist", UsedIn: []model.UsedIn{{Line: line}}, TimeToRecover: Days(120),
		Stock: &model.Stock{OnHand: 14, Unit: "kg", DailyUsage: 0.11, AsOf: Day("2026-09-14")},
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
				Verified: []model.Verified{{On: Day("2026-09-01"), How: model.HowReply}, {On: Day("2026-09-03"), How: model.HowCall}},
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
				Verified: []model.Verified{{On: Day("2026-05-01"), How: model.HowSession}},
			},
			{ID: "backup", Roles: []model.Role{model.RoleGeneral}, Name: "Berlin office", Email: "berlin@gasworks-europe.example", Domain: "gasworks-europe.example"},
		},
	}
}
