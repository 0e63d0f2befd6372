package registryfinding

import (
	"fmt"

	"supplierwatch/internal/model"
)

// eventDays are the days of past events that an item of the registry records.
type eventDays struct {
	subject model.Subject
	item    string // as it begins a sentence: The contract "Service"
	days    []eventDay
}

// eventDay is the day of one past event.
type eventDay struct {
	key   string // verified.on
	event string // what happened on it, as it follows "the day on which": the contact was verified
	at    model.Moment
	pos   model.Position
}

// recordedEvents lists the days of past events that the entry of a supplier records, by item. An item without any has an empty list.
func recordedEvents(s *model.Supplier) []eventDays {
	all := []eventDays{{model.SubjectSupplier, "The entry of " + s.Name, eventsOfEntry(s)}}
	if s.Sessions != nil {
		held := eventDays{subject: model.SubjectSession, item: "The list of sessions with " + s.Name}
		for _, h := range s.Sessions.Held {
			held.days = append(held.days, onDay("sessions.held.on", "the session was held", model.Moment{Date: h.On}, h.Pos))
		}
		all = append(all, held)
	}
	for _, x := range s.Supplies {
		all = append(all, eventDays{model.KindSupply.Subject(x.ID), fmt.Sprintf("The supply %q", x.Item), eventsOfSupply(x)})
	}
	for _, x := range s.Contacts {
		verified := eventDays{subject: model.KindContact.Subject(x.ID), item: fmt.Sprintf("The contact %q", x.ID)}
		for _, v := range x.Verified {
			verified.days = append(verified.days, onDay("verified.on", "the contact was verified", model.Moment{Date: v.On}, v.Pos))
		}
		all = append(all, verified)
	}
	for _, x := range s.Contracts {
		all = append(all, eventDays{model.KindContract.Subject(x.ID), fmt.Sprintf("The contract %q", x.Title), eventsOfContract(x)})
	}
	for _, x := range s.OrderWindows {
		all = append(all, eventDays{model.KindOrderWindow.Subject(x.ID), fmt.Sprintf("The order window %q", x.Title), eventsOfWindow(x)})
	}
	return all
}

func onDay(key, event string, at model.Moment, pos model.Position) eventDay {
	return eventDay{key, event, at, pos}
}

func eventsOfEntry(s *model.Supplier) []eventDay {
	var days []eventDay
	if r := s.Reviewed; r != nil {
		days = append(days, onDay("reviewed.on", "the entry was reviewed", model.Moment{Date: r.On}, r.Pos))
	}
	for _, m := range s.TheyKnow {
		days = append(days, onDay("they_know.on", "they were informed of the mailbox", model.Moment{Date: m.On}, m.Pos))
	}
	return days
}

func eventsOfSupply(x *model.Supply) []eventDay {
	var days []eventDay
	if x.Stock != nil {
		days = append(days, onDay("stock.as_of", "the stock was counted", model.Moment{Date: x.Stock.AsOf}, x.Stock.Pos))
	}
	if x.StockCover != nil {
		days = append(days, onDay("stock_cover.as_of", "the stock was estimated", model.Moment{Date: x.StockCover.AsOf}, x.StockCover.Pos))
	}
	return append(days, eventsOfOrders(x.Placed)...)
}

func eventsOfOrders(placed []model.Placed) []eventDay {
	var days []eventDay
	for _, p := range placed {
		days = append(days, onDay("placed.at", "the order was placed", p.At, p.Pos),
			onDay("placed.confirmed", "they confirmed the order", model.Moment{Date: p.Confirmed}, p.Pos))
	}
	return days
}

func eventsOfContract(c *model.Contract) []eventDay {
	days := []eventDay{onDay("notice_given", "they received our notice", model.Moment{Date: c.NoticeGiven}, c.NoticePos)}
	if t := c.Terminated; t != nil {
		days = append(days, onDay("terminated.received", "we received their notice", model.Moment{Date: t.Received}, t.Pos))
	}
	for _, k := range c.Kept {
		days = append(days, onDay("kept.on", "it was decided to keep the contract", model.Moment{Date: k.On}, k.Pos))
	}
	for _, r := range c.Renewed {
		days = append(days, onDay("renewed.on", "the renewal was agreed", model.Moment{Date: r.On}, r.Pos))
	}
	return days
}

func eventsOfWindow(x *model.OrderWindow) []eventDay {
	var days []eventDay
	for _, r := range x.Requested {
		days = append(days, onDay("requested.at", "the order was requested", r.At, r.Pos))
	}
	return append(days, eventsOfOrders(x.Placed)...)
}
