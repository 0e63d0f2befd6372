package compose

import (
	"supplierwatch/internal/model"
)

// Headline returns what mails to a recipient call an alert; without a recipient, what pages call it.
func Headline(v View, a model.Alert, to model.Recipient) string {
	return headlineOf(v, a, readerOf(v, to).dated(v, a))
}

// Next returns who is notified of an alert if nobody acts; empty if nobody is any more.
func Next(v View, a model.Alert) string {
	next, ok := nextNotified(v, a, v.Finding(a), readerOf(v, model.Recipient{}))
	if !ok {
		return ""
	}
	return next.Who
}

// Calling returns whether a contact's telephone is answered now, and what is known of it so far.
func Calling(v View, s *model.Supplier, c *model.Contact) (now, last string) {
	r := readerOf(v, model.Recipient{})
	_, _, now = availability(v, s, c, r)
	return now, lastCallText(v, s, c, r)
}
