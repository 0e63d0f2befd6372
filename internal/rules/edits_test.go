package rules_test

import (
	"slices"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules/rulestest"
)

func (w *world) wants(roles ...model.Role) { w.acme.Tier.Roles = roles }

func (w *world) mailboxes() {
	for _, p := range []model.Purpose{"order-confirmation", "logistics", "regulatory", "notices", "escalation"} {
		w.Registry.Mailboxes = append(w.Registry.Mailboxes, &model.Mailbox{ID: string(p), Purpose: p, Address: string(p) + "@buyer.example", Team: w.owner})
	}
	slices.SortFunc(w.Registry.Mailboxes, func(a, b *model.Mailbox) int { return strings.Compare(string(a.Purpose), string(b.Purpose)) })
	i := slices.IndexFunc(w.Registry.Mailboxes, func(m *model.Mailbox) bool { return m.ID == "escalation" })
	w.Registry.Mailboxes = append(slices.Delete(slices.Clone(w.Registry.Mailboxes), i, i+1), w.Registry.Mailboxes[i])
}

func (w *world) told(day string) {
	w.acme.TheyKnow = []model.MailboxNotice{{Mailbox: w.Registry.Mailboxes[0], On: date(day)}}
}

// contract adds one that renews by itself, years away from any of its days.
func (w *world) contract() *model.Contract { return rulestest.Contract(w.acme) }

var farAway = civil.Once(date("2028-03-01"), date("2028-03-31"))

func (w *world) window(dates civil.Window) *model.OrderWindow {
	o := &model.OrderWindow{ID: "w", Title: "yearly allocation", Dates: dates, Pos: model.Position{File: "acme.yaml", Line: 61, Column: 9}}
	w.acme.OrderWindows = append(w.acme.OrderWindows, o)
	return o
}

func (w *world) supply() *model.Supply { return rulestest.Supply(w.acme) }

// stock adds a supply with a stock that lasts a number of days from the quiet day on, and its lead time.
func (w *world) stock(cover, leadTime int) *model.Stock {
	x := w.supply()
	x.LeadTime = days(leadTime)
	x.Stock = &model.Stock{OnHand: float64(cover), DailyUsage: 1, AsOf: date(quiet)}
	return x.Stock
}

// needed adds a window that opens on 1 December 2026 for goods that take 100 days.
func (w *world) needed(by string) {
	x := w.supply()
	x.LeadTime = days(90)
	o := w.window(civil.Once(date("2026-12-01"), date("2026-12-31")))
	o.Supplies, o.NeedBy, o.Receiving = []*model.Supply{x}, date(by), days(10)
}

func recurrence(rule string) civil.Recurrence {
	r, err := civil.ParseRecurrence(rule, date("2026-01-01"))
	if err != nil {
		panic(err)
	}
	return r
}
