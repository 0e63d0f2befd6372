package registryfinding

import (
	"fmt"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// item is an item of the registry that may record past events.
type item struct {
	subject model.Subject
	what    string // The contract
	name    string // Service
	quoted  bool   // the name is a title or an id
}

// text returns what begins a sentence about an item: The contract "Service".
func (x item) text() string {
	if x.quoted {
		return fmt.Sprintf("%s %q", x.what, x.name)
	}
	return x.what + " " + x.name
}

// eventDay is the day of one past event.
type eventDay struct {
	key   string // verified.on
	event string // what happened on it, as it follows "the day on which": the contact was verified
	at    model.Moment
	pos   model.Position
}

// comingDays collects those days of past events that have not come yet, item by item. Hardly an item has any, and a list of all would cost more
// than the comparison.
type comingDays struct {
	owner *civil.Calendar
	today civil.Date // at the owner
	now   time.Time
	days  []eventDay // of the present item
	found []InFuture
}

// entry takes all items of a supplier.
func (c *comingDays) entry(s *model.Supplier) {
	c.reviewed(s)
	c.take(item{subject: model.SubjectSupplier, what: "The entry of", name: s.Name})
	if s.Sessions != nil {
		for _, h := range s.Sessions.Held {
			c.day("sessions.held.on", "the session was held", h.On, h.Pos)
		}
		c.take(item{subject: model.SubjectSession, what: "The list of sessions with", name: s.Name})
	}
	for _, x := range s.Supplies {
		c.supply(x)
		c.take(item{model.KindSupply.Subject(x.ID), "The supply", x.Item, true})
	}
	for _, x := range s.Contacts {
		c.contact(x)
		c.take(item{model.KindContact.Subject(x.ID), "The contact", x.ID, true})
	}
	for _, x := range s.Contracts {
		c.contract(x)
		c.take(item{model.KindContract.Subject(x.ID), "The contract", x.Title, true})
	}
	for _, x := range s.OrderWindows {
		c.window(x)
		c.take(item{model.KindOrderWindow.Subject(x.ID), "The order window", x.Title, true})
	}
}

// take ends an item: what was collected belongs to it.
func (c *comingDays) take(x item) {
	if len(c.days) > 0 {
		c.found = append(c.found, inFuture(x, c.days, c.owner, c.today))
		c.days = nil
	}
}

// day notes the day of an event if it has not begun yet at the owner. The zero day never has to.
func (c *comingDays) day(key, event string, on civil.Date, pos model.Position) {
	if on.After(c.today) {
		c.days = append(c.days, eventDay{key, event, model.Moment{Date: on}, pos})
	}
}

// moment notes the moment of an event if it has not come yet.
func (c *comingDays) moment(key, event string, at model.Moment, pos model.Position) {
	switch {
	case at.IsZero():
	case at.Instant.IsZero():
		c.day(key, event, at.Date, pos)
	case at.Instant.After(c.now):
		c.days = append(c.days, eventDay{key, event, at, pos})
	}
}

func (c *comingDays) reviewed(s *model.Supplier) {
	if r := s.Reviewed; r != nil {
		c.day("reviewed.on", "the entry was reviewed", r.On, r.Pos)
	}
	for i := range s.TheyKnow {
		c.day("they_know.on", "they were informed of the mailbox", s.TheyKnow[i].On, s.TheyKnow[i].Pos)
	}
}

func (c *comingDays) contact(x *model.Contact) {
	for i := range x.Verified {
		c.day("verified.on", "the contact was verified", x.Verified[i].On, x.Verified[i].Pos)
	}
}

func (c *comingDays) supply(x *model.Supply) {
	if x.Stock != nil {
		c.day("stock.as_of", "the stock was counted", x.Stock.AsOf, x.Stock.Pos)
	}
	if x.StockCover != nil {
		c.day("stock_cover.as_of", "the stock was estimated", x.StockCover.AsOf, x.StockCover.Pos)
	}
	c.orders(x.Placed)
}

func (c *comingDays) orders(placed []model.Placed) {
	for i := range placed {
		p := &placed[i]
		c.moment("placed.at", "the order was placed", p.At, p.Pos)
		c.day("placed.confirmed", "they confirmed the order", p.Confirmed, p.Pos)
	}
}

func (c *comingDays) contract(x *model.Contract) {
	c.day("notice_given", "they received our notice", x.NoticeGiven, x.NoticePos)
	if t := x.Terminated; t != nil {
		c.day("terminated.received", "we received their notice", t.Received, t.Pos)
	}
	for _, k := range x.Kept {
		c.day("kept.on", "it was decided to keep the contract", k.On, k.Pos)
	}
	for _, r := range x.Renewed {
		c.day("renewed.on", "the renewal was agreed", r.On, r.Pos)
	}
}

func (c *comingDays) window(x *model.OrderWindow) {
	for _, r := range x.Requested {
		c.moment("requested.at", "the order was requested", r.At, r.Pos)
	}
	c.orders(x.Placed)
}
