// Package subjectname returns what people call the subject of a finding: the title of a contract, the name of a contact.
package subjectname

import (
	"cmp"
	"strings"

	"supplierwatch/internal/model"
)

// Of returns the name of a part of a supplier's entry; empty for the entry itself.
func Of(s *model.Supplier, subject model.Subject) string {
	id := subject.ID
	switch subject.Kind {
	case model.KindSupplier, model.KindSession:
		return ""
	case model.KindContact:
		if c := s.Contact(id); c != nil {
			return cmp.Or(c.Name, c.Email, id)
		}
	case model.KindContract:
		if c := s.Contract(id); c != nil {
			return cmp.Or(c.Title, id)
		}
	case model.KindOrderWindow:
		if w := s.OrderWindow(id); w != nil {
			return cmp.Or(w.Title, id)
		}
	case model.KindSupply:
		if x := s.Supply(id); x != nil {
			return cmp.Or(x.Item, id)
		}
	case model.KindDelivery:
		if d := s.Delivery(id); d != nil {
			return cmp.Or(d.Title, id)
		}
	case model.KindDomain:
		return id
	case model.KindIgnore:
		return "exception to " + id
	}
	return plain(subject)
}

// OfOurs returns the name of a subject that belongs to no supplier.
func OfOurs(r *model.Registry, subject model.Subject) string {
	if r == nil {
		return plain(subject)
	}
	switch subject.Kind {
	case model.KindMailbox:
		if m := r.Mailbox(subject.ID); m != nil {
			return m.Address
		}
	case model.KindTeam:
		if t := r.Teams[subject.ID]; t != nil {
			return t.Name()
		}
	case model.SubjectWatchdog.Kind:
		return "supplierwatch"
	}
	return plain(subject)
}

func plain(subject model.Subject) string {
	return strings.TrimSpace(string(subject.Kind) + " " + subject.ID)
}
