package registry

import (
	"errors"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/optional"
)

func (s *supplierScope) windows() []*model.OrderWindow {
	names := make([]itemName, len(s.raw.OrderWindows))
	for i := range s.raw.OrderWindows {
		names[i] = itemName{s.raw.OrderWindows[i].ID, "order-window"}
	}
	ids := s.scope.assignIDs("order window", names)
	all, room := make([]*model.OrderWindow, len(ids)), make([]model.OrderWindow, len(ids))
	for i, name := range ids {
		all[i] = &room[i]
		s.window(name, &s.raw.OrderWindows[i], all[i])
	}
	return all
}

// window fills in an order window.
func (s *supplierScope) window(name string, raw *rawWindow, x *model.OrderWindow) {
	*x = model.OrderWindow{
		ID: name, Title: raw.Title.Or(name), Supplies: s.namedSupplies(raw.Supplies), Dates: s.dates(raw), Since: raw.Since.V,
		Approval: raw.Approval.V.Period, Approver: s.team("approver", raw.Approver),
		EmergencyApprover: s.team("emergency_approver", raw.EmergencyApprover), NeedBy: raw.NeedBy.V, Receiving: raw.Receiving.V.Period,
		Confirmation: s.confirmation(raw.Confirmation), Notes: optional.Text(raw.Notes), Pos: s.place(raw.IDAt, raw.Place),
	}
	for _, r := range raw.Requested {
		x.Requested = append(x.Requested, model.Requested{Window: r.Window.V, At: r.At.V.Moment, Reference: r.Reference.V, Pos: r.At.In(s.scope.file)})
	}
	for _, p := range raw.Placed {
		x.Placed = append(x.Placed, model.Placed{Window: p.Window.V, At: p.At.V.Moment, Reference: p.Reference.V, Confirmed: p.Confirmed.V, Pos: p.At.In(s.scope.file)})
	}
	for _, w := range raw.Waived {
		x.Waived = append(x.Waived, model.Waived{Window: w.Window.V, Because: optional.Text(w.Because), By: w.By.V})
	}
}

// dates reads when the window opens and closes, in one of the ways in which that can be written.
func (s *supplierScope) dates(raw *rawWindow) civil.Window {
	opens, closes := raw.Opens, raw.Closes
	switch {
	case raw.Yearly != nil && opens == nil && closes == nil:
		return civil.Yearly(raw.Yearly.Opens.V.MonthDay, raw.Yearly.Closes.V.MonthDay)
	case opens == nil || closes == nil && !raw.Lasts.Set:
		return civil.Window{} // something is missing or wrong, which has been said
	case opens.Day.Set && closes != nil && closes.Day.Set:
		return s.once(opens.Day, closes.Day)
	case opens.Day.Set && raw.Lasts.Set:
		return civil.Once(opens.Day.V, civil.TermEnd(opens.Day.V, raw.Lasts.V.Period))
	case opens.RRule.Set && closes != nil && closes.RRule.Set:
		return civil.Recurring(s.recurrence(opens.RRule, opens.From), s.recurrence(closes.RRule, closes.From))
	case opens.RRule.Set && raw.Lasts.Set:
		return civil.Lasting(s.recurrence(opens.RRule, opens.From), raw.Lasts.V.Period)
	case opens.Day.Set && closes.RRule.Set || opens.RRule.Set && closes.Day.Set:
		s.report(closes.Place, "`closes`: write a day if `opens` is a day, and a recurrence or `lasts` if it is a recurrence")
	}
	return civil.Window{}
}

func (s *supplierScope) once(opens, closes date) civil.Window {
	if closes.V.Before(opens.V) {
		s.report(closes.Place, "`closes`: %s is before the window opens, on %s", closes.V, opens.V)
	}
	return civil.Once(opens.V, closes.V)
}

// recurrence reads a rule and the day from which it counts.
func (s *supplierScope) recurrence(rule text, from date) civil.Recurrence {
	if !rule.Set || !from.Set {
		return civil.Recurrence{}
	}
	r, err := civil.ParseRecurrence(rule.V, from.V)
	if err != nil {
		if cause := errors.Unwrap(err); cause != nil {
			err = cause
		}
		s.report(rule.Place, "`rrule`: %q is not a valid recurrence of days (RFC 5545): %v", rule.V, err)
	}
	return r
}

func (s *supplierScope) deliveries() []*model.Delivery {
	names := make([]itemName, len(s.raw.Deliveries))
	for i := range s.raw.Deliveries {
		names[i] = itemName{s.raw.Deliveries[i].ID, "delivery"}
	}
	ids := s.scope.assignIDs("delivery", names)
	all := make([]*model.Delivery, len(ids))
	for i, name := range ids {
		raw := &s.raw.Deliveries[i]
		all[i] = &model.Delivery{
			ID: name, Title: raw.Title.Or(name), Since: raw.Since.V, Confirmation: s.confirmation(raw.Confirmation),
			Notes: optional.Text(raw.Notes), Pos: s.place(raw.IDAt, raw.Place),
		}
		if raw.Schedule != nil {
			all[i].Schedule = s.recurrence(raw.Schedule.RRule, raw.Schedule.From)
		}
	}
	return all
}

func (s *supplierScope) confirmation(raw *rawConfirmation) *model.Confirmation {
	if raw == nil {
		return nil
	}
	return &model.Confirmation{
		ByUs: raw.By.V == "us", Mailbox: find(s.scope, "mailbox", "mailbox", raw.Mailbox, s.checker.mailbox),
		Within: raw.Within.V, Before: raw.Before.V.Period, From: string(raw.From.V),
		Subject: optional.Converted[string](raw.Subject), Body: optional.Converted[string](raw.Body), Pos: raw.In(s.scope.file),
	}
}
