package purchases

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/supplierlist"
)

// A purchase is rare if it was made at most so many times in so many months.
const (
	rarely = 2
	months = 24
)

// Known is what of a rare purchase the registry has.
type Known string

// What the registry can have of a rare purchase, the least first.
const (
	NotSupplier Known = "supplier missing"
	NotItem     Known = "item missing"
	Complete    Known = "in the registry"
)

// Rare is an item that is bought rarely.
type Rare struct {
	Supplier string
	ID       string // in the registry; empty: it has none
	Item     string
	Known    Known
	Orders   int        // in the last 24 months
	Last     civil.Date // the last one
	Month    time.Month // the usual one; 0: there is none
}

// Opens returns the first day of the proposed order window as month and day, such as 03-01; empty without a usual month.
func (r Rare) Opens() string {
	if r.Month == 0 {
		return ""
	}
	return fmt.Sprintf("%02d-01", r.Month)
}

// Closes returns the last day of the proposed order window as month and day, such as 03-31; empty without a usual month.
func (r Rare) Closes() string {
	if r.Month == 0 {
		return ""
	}
	const commonYear = 2027
	return fmt.Sprintf("%02d-%02d", r.Month, civil.NewDate(commonYear, r.Month, 1).EndOfMonth().Day())
}

// Find returns what was bought at most twice in the 24 months up to a day, those missing from the registry first.
func Find(all []Purchase, registry *model.Registry, today civil.Date) []Rare {
	byItem := map[string][]Purchase{}
	for _, p := range all {
		key := supplierlist.FoldName(cmp.Or(p.Number, p.Supplier)) + "\x00" + supplierlist.FoldName(p.Item)
		byItem[key] = append(byItem[key], p)
	}
	known := indexOf(registry)
	var found []Rare
	for _, bought := range byItem {
		slices.SortStableFunc(bought, func(a, b Purchase) int { return a.On.Compare(b.On) })
		if orders := ordersSince(bought, today.AddMonths(-months), today); orders >= 1 && orders <= rarely {
			found = append(found, rareOf(bought, orders, known))
		}
	}
	slices.SortFunc(found, func(a, b Rare) int {
		order := []Known{NotSupplier, NotItem, Complete}
		return cmp.Or(cmp.Compare(slices.Index(order, a.Known), slices.Index(order, b.Known)), cmp.Compare(a.Supplier, b.Supplier), cmp.Compare(a.Item, b.Item))
	})
	return found
}

// ordersSince counts the orders after one day and up to another one: by their numbers, else by their days.
func ordersSince(bought []Purchase, since, until civil.Date) int {
	orders := map[string]bool{}
	for _, p := range bought {
		if p.On.After(since) && !p.On.After(until) {
			orders[cmp.Or(p.Order, p.On.String())] = true
		}
	}
	return len(orders)
}

func rareOf(bought []Purchase, orders int, known map[string]*model.Supplier) Rare {
	last := bought[len(bought)-1]
	r := Rare{Supplier: last.Supplier, Item: last.Item, Known: NotSupplier, Orders: orders, Last: last.On, Month: usualMonth(bought)}
	s := known["number "+last.Number]
	if s == nil {
		s = known["name "+supplierlist.FoldName(last.Supplier)]
	}
	if s == nil {
		return r
	}
	r.ID, r.Known = s.ID, NotItem
	if slices.ContainsFunc(s.Supplies, func(x *model.Supply) bool {
		return supplierlist.FoldName(x.Item) == supplierlist.FoldName(last.Item) || x.ID == last.Item
	}) {
		r.Known = Complete
	}
	return r
}

// indexOf returns the suppliers of a registry by name, id and number.
func indexOf(registry *model.Registry) map[string]*model.Supplier {
	known := map[string]*model.Supplier{}
	if registry == nil {
		return known
	}
	for _, s := range registry.Suppliers {
		for _, former := range s.Was {
			known["name "+supplierlist.FoldName(former)] = s
		}
	}
	for _, s := range registry.Suppliers {
		known["name "+supplierlist.FoldName(s.ID)] = s
		known["name "+supplierlist.FoldName(s.Name)] = s
		if n := s.Identifiers[string(supplierlist.KeyERP)]; n != "" {
			known["number "+n] = s
		}
	}
	return known
}

// usualMonth returns the month of most of the orders; 0 if no month has more than half of them.
func usualMonth(bought []Purchase) time.Month {
	counts, orders := map[time.Month]int{}, map[string]bool{}
	for _, p := range bought {
		order := cmp.Or(p.Order, p.On.String())
		if !orders[order] {
			orders[order] = true
			counts[p.On.Month()]++
		}
	}
	for month, n := range counts {
		if 2*n > len(orders) {
			return month
		}
	}
	return 0
}
