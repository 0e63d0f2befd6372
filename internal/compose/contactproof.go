package compose

import (
	"fmt"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// lastCallText returns what is known of a contact's telephone.
func lastCallText(v View, s *model.Supplier, c *model.Contact, r reader) string {
	day := lastProof(v, s, c, model.How.ProvesPhone)
	if miss, how := lastMiss(v, s, c); !miss.IsZero() && !miss.Before(day) {
		return how + " " + ago(miss, v, s, r)
	}
	if day.IsZero() {
		return document.NeverTried
	}
	return "last answered a call " + ago(day, v, s, r)
}

// lastReplyText returns what is known of a contact's address. A mail from it proves that it exists, not that it is answered.
func lastReplyText(v View, s *model.Supplier, c *model.Contact, r reader) string {
	day := lastProof(v, s, c, model.How.ProvesEmail)
	seen := lastProof(v, s, c, func(h model.How) bool { return h == model.HowSeen })
	known := document.NeverTried
	if !day.IsZero() {
		known = "last replied " + ago(day, v, s, r)
	}
	if seen.After(day) {
		known += "; last mail from this address on " + r.day(seen, v.Now)
	}
	return known
}

// lastProof is the latest day on which the contact was found right by a channel
// that counts, from the registry and from what people recorded.
func lastProof(v View, s *model.Supplier, c *model.Contact, counts func(model.How) bool) civil.Date {
	var day civil.Date
	for _, x := range c.Verified {
		if counts(x.How) {
			day = latest(day, x.On)
		}
	}
	for _, f := range v.Facts.Kind(s.ID, model.KindContact.Subject(c.ID), model.FactVerified, model.FactConfirmed, model.FactSeen) {
		how := f.How()
		if f.Kind == model.FactSeen {
			how = model.HowSeen
		}
		if counts(how) {
			day = latest(day, civil.DateOf(at(s.Calendar, f.ObservedAt)))
		}
	}
	return day
}

// lastMiss is the latest day on which a person could not reach the telephone.
func lastMiss(v View, s *model.Supplier, c *model.Contact) (day civil.Date, how string) {
	for _, f := range v.Facts.Kind(s.ID, model.KindContact.Subject(c.ID), model.FactNoAnswer, model.FactWrongNumber) {
		if on := civil.DateOf(at(s.Calendar, f.ObservedAt)); !on.Before(day) {
			day, how = on, document.NoAnswer
			if f.Kind == model.FactWrongNumber {
				how = document.WrongNumber
			}
		}
	}
	return day, how
}

// ago returns how long a day is past, counted from the date of the supplier's owner, and names it where that is long.
func ago(day civil.Date, v View, s *model.Supplier, r reader) string {
	owner := v.Registry.CalendarOf(s.Owner)
	switch n := owner.Today(v.Now).DaysSince(day); {
	case n <= 1 && !r.clockAt(v.Now).SharesDay(owner.Zone()):
		return prose.Date(day)
	case n <= 0:
		return "today"
	case n == 1:
		return "yesterday"
	case n < 60:
		return fmt.Sprintf("%d days ago", n)
	}
	return prose.Date(day)
}
