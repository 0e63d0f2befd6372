package registry

import "supplierwatch/internal/registry/optional"

import "supplierwatch/internal/model"

func (s *supplierScope) buildSupplies() []*model.Supply {
	names := make([]itemName, len(s.raw.Supplies))
	for i := range s.raw.Supplies {
		names[i] = itemName{s.raw.Supplies[i].ID, "supply"}
	}
	ids := s.scope.assignIDs("supply", names)
	s.supplies = make(map[string]*model.Supply, len(ids))
	all, room := make([]*model.Supply, len(ids)), make([]model.Supply, len(ids))
	for i, name := range ids {
		all[i] = &room[i]
		s.supply(name, &s.raw.Supplies[i], all[i])
		s.supplies[name] = all[i]
	}
	return all
}

// supply fills in a supply.
func (s *supplierScope) supply(name string, raw *rawSupply, x *model.Supply) {
	*x = model.Supply{
		ID: name, Item: raw.Item.Or(name), Alternatives: optional.Values(raw.Alternatives),
		AnnualQuantity: string(raw.AnnualQuantity.V), OrdersPerYear: raw.OrdersPerYear.V, TimeToRecover: raw.TimeToRecover.V.Period,
		LeadTime: raw.LeadTime.V.Period, Safety: raw.Safety.V.Period, Notes: optional.Text(raw.Notes), Pos: s.place(raw.IDAt, raw.Place),
	}
	for _, used := range optional.Values(raw.UsedIn) {
		x.UsedIn = append(x.UsedIn, model.UsedIn{Line: s.checker.reg.Lines[used], Text: used})
	}
	if raw.Stock != nil {
		x.Stock = &model.Stock{
			OnHand: raw.Stock.OnHand.V, Unit: raw.Stock.Unit.V, DailyUsage: raw.Stock.DailyUsage.V, UsageUnknown: !raw.Stock.DailyUsage.Set,
			AsOf: raw.Stock.AsOf.V, Pos: raw.Stock.In(s.scope.file),
		}
	}
	if raw.StockCover != nil {
		x.StockCover = &model.StockCover{Period: raw.StockCover.Period.V.Period, AsOf: raw.StockCover.AsOf.V, Pos: raw.StockCover.In(s.scope.file)}
	}
	x.Placed = optional.Mapped(raw.Placed, func(p *rawSupplyOrder) model.Placed {
		return model.Placed{At: p.At.V.Moment, Reference: p.Reference.V, Pos: p.At.In(s.scope.file)}
	})
}
