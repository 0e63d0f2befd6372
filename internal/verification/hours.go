package verification

import (
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

const (
	// horizon is how far ahead a mail is planned. Who is closed for longer is asked when that is over.
	horizon = 14 * 24 * time.Hour
	// maxRounds limits the search for an instant at which all contacts of a mailbox are there.
	maxRounds = 100
)

// nextOpening returns the first instant from now on at which all contacts that a mail is about are at work; ok is false if there is none within the horizon.
func nextOpening(asked []model.ContactRef, now time.Time) (at time.Time, ok bool) {
	at = now
	for range maxRounds {
		late := at
		for _, a := range asked {
			if next := workingHours(a).NextOpening(late); next.After(late) {
				late = next
			}
		}
		if late.Equal(at) {
			return at, atWork(asked, at)
		}
		if at = late; at.Sub(now) > horizon {
			return at, false
		}
	}
	return at, false
}

func atWork(asked []model.ContactRef, at time.Time) bool {
	for _, a := range asked {
		if !workingHours(a).OpenAt(at) {
			return false
		}
	}
	return true
}

// workingHours are a contact's own, else the supplier's, on the supplier's business days. Somebody who is there day and night need not be
// asked such a thing at night.
func workingHours(a model.ContactRef) *civil.Calendar {
	c := a.Supplier.Calendar
	switch {
	case a.Contact.Hours != nil && !a.Contact.Hours.AllDay:
		return c.WithHours(*a.Contact.Hours)
	case c.HasHours() && !c.AlwaysOpen:
		return c
	}
	return c.WithHours(civil.Hours{AllDay: true})
}
