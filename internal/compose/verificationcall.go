package compose

import "supplierwatch/internal/model"

// Calling says for a contact whether its telephone is answered now, and what is known of it so far.
func (v View) Calling(s *model.Supplier, c *model.Contact) (there, last string) {
	_, _, there = v.there(s, c)
	return there, v.lastCall(s, c, reader{zone: at(s.Calendar, v.Now).Location()})
}
