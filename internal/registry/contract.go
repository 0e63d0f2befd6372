package registry

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/optional"
	"supplierwatch/internal/registry/scalar"
)

func (s *supplierScope) contracts(w *model.Supplier) []*model.Contract {
	names := make([]itemName, len(s.raw.Contracts))
	for i := range s.raw.Contracts {
		names[i] = itemName{s.raw.Contracts[i].ID, "contract"}
	}
	ids := s.scope.assignIDs("contract", names)
	all, room := make([]*model.Contract, len(ids)), make([]model.Contract, len(ids))
	for i, name := range ids {
		raw := &s.raw.Contracts[i]
		all[i] = &room[i]
		s.contract(name, raw, all[i])
		if raw.Supplies == nil {
			all[i].Supplies = w.Supplies
		}
	}
	return all
}

// contract fills in a contract.
func (s *supplierScope) contract(name string, raw *rawContract, x *model.Contract) {
	*x = model.Contract{
		ID: name, Title: raw.Title.Or(name), Supplies: s.namedSupplies(raw.Supplies),
		Starts: raw.Starts.V, Term: raw.Term.V.Period, Ends: raw.Ends.V, OpenEnded: raw.OpenEnded.V,
		Renewal: model.Renewal(raw.Renewal.V), RenewalTerm: raw.RenewalTerm.V.Period, MaxRenewals: optional.Pointer(raw.MaxRenewals),
		Notice: scalar.PeriodOrNil(raw.Notice), NoticeTheirs: scalar.PeriodOrNil(raw.NoticeTheirs), NoticeTo: civil.ExitAny,
		ClearDays: raw.Counting.V == "clear", NoRoll: raw.Roll.V == "none",
		Delivery: raw.Delivery.V.Period, DecideWithin: raw.DecideWithin.V.Period, Remind: scalar.OwnReminders(raw.Remind),
		Notes: optional.Text(raw.Notes), Pos: s.place(raw.IDAt, raw.Place),
	}
	if raw.NoticeTo.Set {
		x.NoticeTo = civil.ExitPoint(raw.NoticeTo.V)
	}
	for _, k := range raw.Kept {
		x.Kept = append(x.Kept, model.RenewalDecision{Until: k.Until.V, On: k.On.V, By: k.By.V, Because: optional.Text(k.Because), Pos: k.Until.In(s.scope.file)})
	}
	for _, r := range raw.Renewed {
		x.Renewed = append(x.Renewed, model.Renewed{Until: r.Until.V, On: r.On.V, Pos: r.On.In(s.scope.file)})
	}
	s.checkEnd(raw)
	s.checkNever(raw)
	if g := raw.NoticeGiven; g != nil {
		x.NoticeGiven, x.NoticeFor, x.NoticePos = g.Day.V, g.For.V, g.In(s.scope.file)
		if !g.Day.Set {
			x.NoticeGiven = g.Received.V
		}
	}
	if t := raw.Terminated; t != nil {
		x.Terminated = &model.Termination{Received: t.Received.V, Ends: t.Ends.V, Pos: t.Received.In(s.scope.file)}
	}
	if x.Ends == civil.Far {
		// Systems without a word for it write the last day there is.
		x.OpenEnded, x.Ends = true, civil.Date{}
	}
	s.checkNamedEnd(raw, x)
}

// checkEnd refuses a contract that says two things about its end.
func (s *supplierScope) checkEnd(raw *rawContract) {
	switch {
	case raw.OpenEnded.V && raw.Ends.Set && raw.Ends.V != civil.Far:
		s.report(raw.Ends.Place, "`ends`: the contract is `open_ended: true` as well; write one of them")
	case raw.Ends.Set && raw.Starts.Set && raw.Ends.V.Before(raw.Starts.V):
		s.report(raw.Ends.Place, "`ends`: %s is before the contract starts, on %s", raw.Ends.V, raw.Starts.V)
	}
	if t := raw.Terminated; t != nil && raw.Starts.Set && t.Ends.V.Before(raw.Starts.V) {
		s.report(t.Ends.Place, "`ends`: %s is before the contract starts, on %s", t.Ends.V, raw.Starts.V)
	}
}

// checkNever refuses a date that never comes where one is meant that comes. The version before read it.
func (s *supplierScope) checkNever(raw *rawContract) {
	refuse := func(d date, format string) {
		if d.V.Year() == civil.Far.Year() {
			s.scope.reportNewlyRefused(d.Place, format, d.V)
		}
	}
	refuse(raw.Starts, "`starts`: %s is the date of what never comes; write the first day in force")
	if t := raw.Terminated; t != nil {
		refuse(t.Ends, "`ends`: %s is the date of what never comes; write the last day in force, or delete `terminated`")
	}
	for _, r := range raw.Renewed {
		refuse(r.Until, "`until`: %s is the date of what never comes; for a contract without an end write `open_ended: true` in place of the renewal")
	}
}

// checkNamedEnd refuses a notice for a day on which the contract cannot end, with the nearest days on which it can.
func (s *supplierScope) checkNamedEnd(raw *rawContract, x *model.Contract) {
	if raw.NoticeGiven == nil || !raw.NoticeGiven.For.Set || x.CanEnd(x.NoticeFor, x.Renewed) {
		return
	}
	s.report(raw.NoticeGiven.For.Place, "`for`: the contract cannot end on %s; %s", x.NoticeFor, x.NearestEnds(x.NoticeFor, x.Renewed))
}
