package compose

import (
	"time"

	"supplierwatch/internal/model"
)

// Headline returns what mails call an alert.
func Headline(v View, a model.Alert) string { return headlineOf(v, a, v.Finding(a)) }

// Next returns who is notified of an alert if nobody acts; empty if nobody is any more.
func Next(v View, a model.Alert) string {
	next, ok := nextNotified(v, a, v.Finding(a), reader{zone: time.UTC})
	if !ok {
		return ""
	}
	return next.Who
}

// Calling returns whether a contact's telephone is answered now, and what is known of it so far.
func Calling(v View, s *model.Supplier, c *model.Contact) (now, last string) {
	_, _, now = availability(v, s, c)
	return now, lastCallText(v, s, c, reader{zone: at(s.Calendar, v.Now).Location()})
}
