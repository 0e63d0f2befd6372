package rulestest

import (
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Team returns a team with two members.
func Team(id string) *model.Team {
	return &model.Team{
		ID: id, Email: id + "@buyer.example", Phone: "+49 89 555 0190",
		Members: []string{"a." + id + "@buyer.example", "b." + id + "@buyer.example"}, Calendar: Munich(),
	}
}

// Tier returns a tier with the requirements that a critical supplier has by default.
func Tier(id string, class model.TierClass, policy *model.Policy) *model.Tier {
	return &model.Tier{
		ID: id, Class: class, Escalation: policy, Roles: []model.Role{model.RoleOrders, model.RoleEscalation}, IndependentContacts: 2,
		VerifyEvery: Days(120), SessionEvery: Months(6), ReviewEvery: Months(12), Remind: []civil.Period{Days(90), Days(30), Days(7)},
	}
}

// Supplier returns a supplier with two verified contacts, one for orders and one for escalations.
func Supplier(id, name string, tier *model.Tier, owner *model.Team) *model.Supplier {
	return &model.Supplier{
		ID: id, Name: name, Tier: tier, Owner: owner, Country: "DE", Calendar: Munich(), CustomerNumber: "88231",
		Fallback: "distributor, +49 40 555 0122", Pos: model.Position{File: id + ".yaml", Line: 3, Column: 5},
		Contacts: []*model.Contact{
			Contact("orders", "orders@acme.example", "+49891234567", model.RoleOrders),
			Contact("duty", "duty@acme.example", "+49891234599", model.RoleEscalation),
		},
	}
}

// Contact returns a contact that was verified on 1 December 2025 and is never to be verified again.
func Contact(id, email, number string, roles ...model.Role) *model.Contact {
	c := &model.Contact{ID: id, Kind: model.KindRole, Roles: roles, Email: email, Number: number, Phone: number}
	c.VerifyEvery = Months(1200)
	c.Verified = []model.Verified{{On: Date("2025-12-01"), How: model.HowSession}}
	if email != "" {
		_, c.Domain, _ = strings.Cut(email, "@")
	}
	if number != "" {
		c.PhoneKind = model.PhoneOrdinary
	}
	return c
}

// Supply adds a supply to a supplier.
func Supply(s *model.Supplier) *model.Supply {
	x := &model.Supply{ID: "resist", Item: "193 nm photoresist"}
	s.Supplies = append(s.Supplies, x)
	return x
}

// Line adds a production line to those that need a supply. Its downtime costs so many euros a day.
func Line(x *model.Supply, id string, cost int64) *model.Line {
	l := &model.Line{ID: id, Name: id, DowntimeCost: model.Money{Hundredths: cost * 100, Currency: "EUR"}}
	x.UsedIn = append(x.UsedIn, model.UsedIn{Line: l})
	return l
}

// Resist adds the supply of the manual: on 10 December 2026 its stock lasts 88 days, and another source takes 120.
func Resist(s *model.Supplier) *model.Supply {
	x := Supply(s)
	x.TimeToRecover = Days(120)
	x.Stock = &model.Stock{OnHand: 14, DailyUsage: 0.11, AsOf: Date("2026-11-01")}
	Line(x, "litho", 2_700_000)
	return x
}

// Contract adds a contract that renews by itself, years away from any of its days.
func Contract(s *model.Supplier) *model.Contract {
	notice := Months(3)
	c := &model.Contract{
		ID: "msa", Title: "Supply and service agreement", Ends: Date("2030-03-31"), Renewal: model.RenewalAutomatic,
		RenewalTerm: Months(12), Notice: &notice, Supplies: s.Supplies,
		Pos: model.Position{File: "acme.yaml", Line: 42, Column: 9},
	}
	s.Contracts = append(s.Contracts, c)
	return c
}

// Agreement adds the contract of the manual: four years from April 2021, renewed three times at most by a year, with the days
// last notice 31 December 2026 (closed), receive by 30, send by 23, decide by 9 December.
func Agreement(s *model.Supplier) *model.Contract {
	c := Contract(s)
	renewals := 3
	c.Ends, c.Starts, c.Term, c.MaxRenewals = civil.Date{}, Date("2021-04-01"), Months(48), &renewals
	c.Delivery, c.DecideWithin = Business(3), Business(10)
	return c
}
