package rules_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

const quiet = "2026-06-10"

func TestNothingIsRaisedWhereAllIsInOrder(t *testing.T) {
	if got := newWorld(t).rules(quiet); len(got) > 0 {
		t.Errorf("raised are %v", got)
	}
}

// coverage holds, for each rule on what is written, edits that raise it and edits that must not.
var coverage = []struct {
	rule   string
	on     []func(*world)
	off    []func(*world)
	levels [3]model.Severity // as raised by the first edit for each class
}{
	{
		rule: "contact-role-missing",
		on:   []func(*world){func(w *world) { w.wants(model.RoleQuality, model.RoleOrders) }, func(w *world) { w.acme.Contacts[0].Kind = model.KindOrg }},
		off: []func(*world){
			func(w *world) { w.acme.Contacts[1].Roles = nil }, // escalation has a rule of its own
			func(w *world) {
				w.wants(model.RoleQuality)
				w.acme.Contacts[0].Roles = append(w.acme.Contacts[0].Roles, model.RoleQuality)
			},
		},
		levels: [3]model.Severity{model.Critical, model.Warning, model.Info},
	},
	{
		rule:   "escalation-contact-missing",
		on:     []func(*world){func(w *world) { w.acme.Contacts[1].Roles = []model.Role{model.RoleLogistics} }},
		off:    []func(*world){func(w *world) { w.wants(model.RoleOrders); w.acme.Contacts[1].Roles = nil }},
		levels: [3]model.Severity{model.Critical, model.Warning, model.Info}, // the standard tier of the fixture asks for the role
	},
	{
		rule: "contact-not-independent",
		on: []func(*world){
			func(w *world) { w.acme.Contacts[1].Email = "Orders@acme.example" },
			func(w *world) { w.acme.Contacts[1].Number = w.acme.Contacts[0].Number },
			func(w *world) { w.acme.Contacts[1].Kind = model.KindOrg },
			func(w *world) { w.acme.Contacts[1].Email, w.acme.Contacts[1].PhoneKind = "", model.PhoneTollFree },
			func(w *world) {
				for _, c := range w.acme.Contacts {
					c.Phone, c.Number, c.PhoneKind = "", "", model.PhoneNone
				}
			},
		},
		off: []func(*world){
			func(w *world) { w.acme.Contacts[0].Number, w.acme.Contacts[0].PhoneKind = "", model.PhoneNone },
			func(w *world) { w.acme.Contacts[1].Email = "" },
			func(w *world) { // the first shares an address with the second and a number with the third; those two are enough
				w.acme.Contacts = append([]*model.Contact{contact("both", "orders@acme.example", "+49891234599")}, w.acme.Contacts...)
			},
		},
		levels: [3]model.Severity{model.Critical, model.Warning, model.Info},
	},
	{
		rule: "contact-personal",
		on: []func(*world){
			func(w *world) { w.acme.Contacts[0].Kind = model.KindPerson },
			func(w *world) { w.acme.Contacts[0].Email = "erika.huber@acme.example" },
			func(w *world) {
				w.acme.Contacts[0].Kind = model.KindPerson
				w.acme.Contacts = append(w.acme.Contacts, contact("desk", "", "+49891234555", model.RoleOrders))
			},
		},
		off: []func(*world){
			func(w *world) { w.acme.Contacts[0].Email = "customer.service@acme.example" },
			func(w *world) { w.acme.Contacts[0].Email = "servizio.clienti@acme.example" },
			func(w *world) { w.acme.Contacts[0].Email = "atencion.cliente@acme.example" },
			func(w *world) { w.acme.Contacts[0].Email = "klanten.nl@acme.example" },
			func(w *world) { w.acme.Contacts[0].Email = "orders.north.2@acme.example" },
			func(w *world) {
				w.acme.Contacts[0].Kind = model.KindPerson
				w.acme.Contacts = append(w.acme.Contacts, contact("desk", "desk@acme.example", "", model.RoleOrders))
			},
		},
		levels: [3]model.Severity{model.Warning, model.Warning, model.Info},
	},
	{
		rule:   "contact-free-mail",
		on:     []func(*world){func(w *world) { w.acme.Contacts[0].Domain = "gmx.de" }, func(w *world) { w.acme.Contacts[0].Domain = "qq.com" }},
		off:    []func(*world){func(w *world) { w.acme.Contacts[0].Domain = "gmx.acme.example" }},
		levels: [3]model.Severity{model.Warning, model.Warning, model.Warning},
	},
	{
		rule: "contact-invalid",
		on: []func(*world){
			func(w *world) { w.acme.Contacts[0].PhoneKind = model.PhoneInvalid },
			func(w *world) { w.acme.Contacts[0].Domain = "acme.invalid" },
			func(w *world) { w.acme.Contacts[0].Domain = "acme.gmbhh" },
			func(w *world) { w.acme.Contacts[0].Domain = "acme" },
		},
		off: []func(*world){
			func(w *world) { w.acme.Contacts[0].Domain = "acme.co.uk" },
			func(w *world) { w.acme.Contacts[0].Domain = "acme.test" },
			func(w *world) { w.acme.Contacts[0].Domain = "xn--mller-kva.de" },
		},
		levels: [3]model.Severity{model.Critical, model.Warning, model.Warning},
	},
	{
		rule: "data-exchange-contact-missing",
		on:   []func(*world){func(w *world) { w.acme.Endpoints = []*model.Endpoint{{ID: "portal"}} }},
		off: []func(*world){func(w *world) {
			w.acme.Endpoints = []*model.Endpoint{{ID: "portal"}}
			w.acme.Contacts = append(w.acme.Contacts, contact("edi", "edi@acme.example", "", model.RoleDataExchange))
		}},
		levels: [3]model.Severity{model.Warning, model.Warning, model.Warning},
	},
	{
		rule:   "owner-missing",
		on:     []func(*world){func(w *world) { w.acme.Owner = nil }},
		levels: [3]model.Severity{model.Critical, model.Warning, model.Info},
	},
	{
		rule:   "team-understaffed",
		on:     []func(*world){func(w *world) { w.owner.Members = w.owner.Members[:1] }, func(w *world) { w.owner.Members = nil }},
		levels: [3]model.Severity{model.Critical, model.Warning, model.Info},
	},
	{
		rule: "authorized-left",
		on: []func(*world){func(w *world) {
			w.acme.Authorized = []model.Authorization{{Who: "a.purchasing@buyer.example"}, {Who: "gone@buyer.example"}}
		}},
		off: []func(*world){func(w *world) {
			w.acme.Authorized = []model.Authorization{{Who: "A.Purchasing@buyer.example"}, {Who: "b.leads@buyer.example"}}
		}},
		levels: [3]model.Severity{model.Warning, model.Warning, model.Warning},
	},
	{
		rule: "authorized-single",
		on: []func(*world){func(w *world) {
			w.acme.Authorized = []model.Authorization{{Who: "a.leads@buyer.example", For: "support"}, {Who: "A.leads@buyer.example", For: "orders"}}
		}},
		levels: [3]model.Severity{model.Warning, model.Warning, model.Warning},
	},
	{
		rule:   "fallback-missing",
		on:     []func(*world){func(w *world) { w.acme.Fallback = "" }},
		levels: [3]model.Severity{model.Warning, "", ""},
	},
	{
		rule: "not-told",
		on:   []func(*world){func(w *world) { w.mailboxes() }},
		off: []func(*world){
			func(w *world) { w.mailboxes(); w.told("2026-06-01") },
			func(w *world) {
				w.mailboxes()
				w.record(model.FactTold, "supplier", quiet, map[string]string{"mailbox": "order-confirmation"})
			},
		},
		levels: [3]model.Severity{model.Warning, model.Warning, model.Warning},
	},
	{
		rule: "told-long-ago",
		on:   []func(*world){func(w *world) { w.mailboxes(); w.told("2025-06-09") }},
		off: []func(*world){
			func(w *world) { w.mailboxes(); w.told("2025-06-10") },
			func(w *world) {
				w.mailboxes()
				w.told("2024-01-01")
				w.record(model.FactTold, "supplier", quiet, map[string]string{"mailbox": "logistics", "on": "2026-01-01"})
			},
			func(w *world) {
				w.mailboxes()
				w.told("2025-01-01")
				w.acme.Thresholds = []model.Threshold{{Rule: "told-long-ago", Period: months(24)}}
			},
		},
		levels: [3]model.Severity{model.Warning, model.Warning, model.Warning},
	},
	{
		rule: "entry-review-due",
		on:   []func(*world){func(w *world) { w.acme.Reviewed = &model.Reviewed{On: date("2025-06-09")} }},
		off: []func(*world){
			func(w *world) { w.acme.Reviewed = &model.Reviewed{On: date("2025-06-10")} },
			func(w *world) {
				w.acme.Reviewed = &model.Reviewed{On: date("2024-06-09")}
				w.record(model.FactReviewed, "supplier", "2026-05-01", nil)
			},
		},
		levels: [3]model.Severity{model.Warning, model.Info, model.Info},
	},
	{
		rule: "contract-undated",
		on: []func(*world){
			func(w *world) { w.contract().Ends = civil.Date{} },
			func(w *world) { w.contract().Renewal = model.RenewalUnknown },
			func(w *world) { w.contract().Notice = nil },
			func(w *world) { w.contract().RenewalTerm = civil.Period{} },
			func(w *world) { c := w.contract(); c.OpenEnded, c.Notice = true, nil },
		},
		off: []func(*world){
			func(w *world) { w.contract() },
			func(w *world) { c := w.contract(); c.Renewal, c.Notice = model.RenewalManual, nil },
			func(w *world) { c := w.contract(); c.OpenEnded, c.Ends, c.Renewal = true, civil.Date{}, "" },
			func(w *world) {
				c := w.contract()
				c.Ends, c.Starts, c.Term = civil.Date{}, date("2026-01-01"), months(36)
			},
		},
		levels: [3]model.Severity{model.Warning, model.Warning, model.Warning},
	},
	{
		rule: "contract-notice-impossible",
		on: []func(*world){func(w *world) {
			c := w.contract()
			c.Ends, c.Starts, c.Term, c.Notice = civil.Date{}, date("2026-06-01"), months(12), ptr(months(18))
		}},
		off:    []func(*world){func(w *world) { w.contract() }},
		levels: [3]model.Severity{model.Warning, model.Warning, model.Warning},
	},
	{
		rule: "date-in-future",
		on: []func(*world){
			func(w *world) { w.acme.Reviewed = &model.Reviewed{On: date("2026-06-11")} },
			func(w *world) {
				w.window(farAway).Requested = []model.Requested{{At: model.Moment{Date: date("2062-06-01")}}}
			},
		},
		off: []func(*world){
			func(w *world) { w.acme.Reviewed = &model.Reviewed{On: date("2026-06-10")} },
			func(w *world) { w.acme.OrderWindows = nil },
		},
		levels: [3]model.Severity{model.Warning, model.Warning, model.Warning},
	},
	{
		rule: "recurrence-skips",
		on: []func(*world){
			func(w *world) { w.window(civil.Lasting(recurrence("FREQ=MONTHLY;BYMONTHDAY=31"), days(2))) },
			func(w *world) {
				w.acme.Deliveries = []*model.Delivery{{ID: "d", Schedule: recurrence("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")}}
			},
		},
		off: []func(*world){func(w *world) { w.window(civil.Lasting(recurrence("FREQ=MONTHLY;BYMONTHDAY=-1"), days(2))) }},

		levels: [3]model.Severity{model.Warning, model.Warning, model.Warning},
	},
	{
		rule: "order-window-missing",
		on: []func(*world){
			func(w *world) { w.supply().OrdersPerYear = 1 },
			func(w *world) {
				w.supply().OrdersPerYear = 0.5
				w.window(farAway).Supplies = []*model.Supply{{ID: "other"}}
			},
		},
		off: []func(*world){
			func(w *world) { w.supply() },
			func(w *world) { w.supply().OrdersPerYear = 1.5 },
			func(w *world) { w.supply().OrdersPerYear = 1; w.window(farAway) },
		},
		levels: [3]model.Severity{model.Warning, model.Warning, model.Warning},
	},
	{
		rule: "order-window-too-late",
		on:   []func(*world){func(w *world) { w.needed("2027-03-10") }},
		off: []func(*world){
			func(w *world) { w.needed("2027-03-11") },
			func(w *world) { w.needed("2026-06-09") },
			func(w *world) { w.needed("2027-03-10"); w.record(model.FactPlaced, "order-window/w", quiet, nil) },
		},
		levels: [3]model.Severity{model.Critical, model.Warning, model.Warning},
	},
	{
		rule: "cover-below-lead-time",
		on: []func(*world){
			func(w *world) { w.stock(89, 90) },
			func(w *world) { w.stock(95, 90); w.window(farAway).Approval = days(6) },
			func(w *world) {
				w.supply().LeadTime = days(90)
				w.acme.Supplies[0].StockCover = &model.StockCover{Period: days(99), AsOf: date("2026-05-31")}
			},
		},
		off: []func(*world){
			func(w *world) { w.stock(90, 90) },
			func(w *world) { w.stock(10, 0) },
			func(w *world) { w.stock(10, 90); w.acme.Supplies[0].Stock.DailyUsage = 0 },
		},
		levels: [3]model.Severity{model.Critical, model.Warning, model.Info},
	},
	{
		rule: "stock-count-old",
		on:   []func(*world){func(w *world) { w.stock(500, 0).AsOf = date("2026-04-10") }},
		off: []func(*world){
			func(w *world) { w.stock(500, 0).AsOf = date("2026-04-11") },
			func(w *world) {
				w.stock(500, 0).AsOf = date("2026-04-10")
				w.Registry.Limits.Thresholds = map[string]model.Threshold{"stock-count-old": {Period: days(61)}}
			},
		},
		levels: [3]model.Severity{model.Info, model.Info, model.Info},
	},
}

func TestCoverage(t *testing.T) {
	for _, c := range coverage {
		t.Run(c.rule, func(t *testing.T) {
			for i, edit := range c.on {
				w := newWorld(t)
				edit(w)
				if w.finding(t, c.rule, quiet) == nil {
					t.Errorf("edit %d does not raise it; raised are %v", i, w.rules(quiet))
				}
			}
			for i, edit := range c.off {
				w := newWorld(t)
				edit(w)
				if f := w.finding(t, c.rule, quiet); f != nil {
					t.Errorf("edit %d raises it: %s", i, f.Message)
				}
			}
			for class, id := range []string{"critical", "important", "standard"} {
				w := newWorld(t)
				w.acme.Tier = w.Registry.Tiers[id]
				c.on[0](w)
				f := w.finding(t, c.rule, quiet)
				if got := severityOf(f); got != c.levels[class] {
					t.Errorf("severity in tier %s is %q, want %q", id, got, c.levels[class])
				}
				checkWording(t, f)
			}
		})
	}
}

func severityOf(f *model.Finding) model.Severity {
	if f == nil {
		return ""
	}
	return f.Severity
}

// checkWording holds what every finding promises to whoever reads it.
func checkWording(t *testing.T, f *model.Finding) {
	t.Helper()
	if f == nil {
		return
	}
	a := f.Advice
	if !strings.HasSuffix(f.Message, ".") || strings.Contains(f.Message, "%!") {
		t.Errorf("%s: the message is no sentence: %s", f.Rule, f.Message)
	}
	if a.Headline == "" || strings.Contains(a.Headline, "…") {
		t.Errorf("%s: the headline is not complete: %q", f.Rule, a.Headline)
	}
	first, _, _ := strings.Cut(a.Lead, ".")
	if first != strings.ToUpper(first) {
		t.Errorf("%s: the lead does not begin with what to do: %s", f.Rule, a.Lead)
	}
	if len(a.Do) == 0 || f.Fingerprint == "" || f.Group == "" || f.Route == "" {
		t.Errorf("%s is not complete: %+v", f.Rule, f)
	}
}

func TestPurposesOfMailboxes(t *testing.T) {
	w := newWorld(t)
	w.mailboxes()
	w.told("2026-06-01")
	w.raised(t, "mailbox-purpose-missing", nil, []string{quiet})
	w.Registry.Mailboxes = w.Registry.Mailboxes[:4]
	f := w.finding(t, "mailbox-purpose-missing", quiet)
	if f == nil || f.Supplier != "" || f.Owner != nil || !strings.Contains(f.Message, "escalation") {
		t.Fatalf("finding is %+v", f)
	}
	w.acme.Tier = w.Registry.Tiers["important"]
	w.raised(t, "mailbox-purpose-missing", nil, []string{quiet})
}

func TestIgnore(t *testing.T) {
	cases := []struct {
		until   string
		ignored bool
	}{{"2026-06-09", false}, {"2026-06-10", true}, {"2027-06-10", true}, {"2027-06-11", false}}
	for _, c := range cases {
		w := newWorld(t)
		w.acme.Fallback = ""
		w.acme.Ignores = []model.Ignore{{Rule: "fallback-missing", Until: date(c.until)}, {Rule: "owner-missing", Until: date("2026-12-31")}}
		if got := w.finding(t, "fallback-missing", quiet) == nil; got != c.ignored {
			t.Errorf("with an ignore until %s: ignored is %v", c.until, got)
		}
	}
}
